/**
 * A problem as a small page, for a person who opened an address by hand; programs always get
 * problem+json. The page loads nothing and runs nothing: its policy allows its own style by hash alone.
 */
import { createHash } from "node:crypto";
import type { FastifyRequest } from "fastify";
import type { Problem } from "#core/problem.ts";

const STYLE = `:root{color-scheme:light dark;background:light-dark(#faf7f1,#13171d);color:light-dark(#22242b,#ebe6da);font:1rem/1.5 system-ui,sans-serif}
body{max-width:26rem;margin:0 auto;padding:4rem 1rem}
h1{font:500 1.75rem/1.2 Georgia,serif;margin:0 0 .5rem}
p{margin:0 0 1.5rem}
a{color:light-dark(#2b6155,#8dcab8)}`;

const POLICY = [
  "default-src 'none'",
  `style-src 'sha256-${createHash("sha256").update(STYLE).digest("base64")}'`,
  "img-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join("; ");

/** Headers of the page, in place of those for every answer. */
export const PROBLEM_PAGE_HEADERS: Readonly<Record<string, string>> = {
  "content-type": "text/html; charset=utf-8",
  "content-security-policy": POLICY,
};

/**
 * Whether a browser asks for a page to show. Sec-Fetch-Mode decides where it is sent; browsers leave it
 * out on plain http in a network of one's own, and then what they accept first decides.
 */
export function isNavigation(request: FastifyRequest): boolean {
  const { accept = "", "sec-fetch-mode": mode = "navigate" } = request.headers;
  const isReading = request.method === "GET" || request.method === "HEAD";
  return isReading && mode === "navigate" && /^\s*text\/html\b/i.test(accept);
}

/** The page, without anything of what was asked for. */
export function problemPage(problem: Problem): string {
  const isElsewhere = problem.problem === "invalid_host";
  const title = isElsewhere ? "Echo is not served under this name" : "Nothing here";
  const text = isElsewhere
    ? "Whoever runs this Echo can add the name to TRUSTED_HOSTS."
    : "This address does not exist, or it is not a page.";
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${title} · Echo</title>
<style>${STYLE}</style>
</head>
<body>
<h1>${title}</h1>
<p>${text}</p>
${isElsewhere ? "" : '<p><a href="/app/">To your journal</a></p>\n'}</body>
</html>
`;
}
