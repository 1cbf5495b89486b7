/** What a person sees who opens an address that is none, and that programs never see it. */
import { afterAll, beforeAll, expect, test } from "vitest";
import { startTestApp, type TestApp } from "#test/setup/app.ts";

let echo: TestApp;
beforeAll(async () => {
  echo = await startTestApp();
});
afterAll(() => echo.stop());

const BROWSER = "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8";
const HTML = "text/html; charset=utf-8";
const PROBLEM = "application/problem+json; charset=utf-8";

const get = (url: string, headers: Record<string, string>) =>
  echo.nobody.send({ method: "GET", url, headers });

test.each([
  ["https", { accept: BROWSER, "sec-fetch-mode": "navigate" }],
  ["plain http", { accept: BROWSER }],
])(
  "a browser over %s gets a page for an address that is none, under a policy of its own",
  async (_name, headers) => {
    const answer = await get("/no-such-address?secret=1", headers);
    expect([answer.statusCode, answer.headers["content-type"]]).toEqual([404, HTML]);
    expect(answer.headers["cache-control"]).toBe("no-store");
    expect(answer.headers["x-content-type-options"]).toBe("nosniff");
    const policy = String(answer.headers["content-security-policy"]);
    expect(policy).toMatch(/^default-src 'none'; style-src 'sha256-[\w+/=]{44}';/);
    expect(policy).not.toMatch(/unsafe|script|\*/);
    expect(answer.body).toContain('<a href="/app/">');
    expect(answer.body).not.toMatch(/<script|secret|no-such-address/);
  },
);

test("a browser gets a page for a name that is not served, without a link that would not open", async () => {
  const answer = await get("/app/", { accept: BROWSER, host: "journal.elsewhere.example" });
  expect([answer.statusCode, answer.headers["content-type"]]).toEqual([400, HTML]);
  expect(answer.body).toContain("TRUSTED_HOSTS");
  expect(answer.body).not.toMatch(/href|elsewhere\.example/);
});

test.each([
  ["a program", { accept: "application/json" }],
  ["a program that takes anything", { accept: "*/*" }],
  ["a program that says nothing", {}],
  ["a script of a page", { accept: BROWSER, "sec-fetch-mode": "cors" }],
])("%s gets the problem for both", async (_name, headers: Record<string, string>) => {
  for (const answer of [
    await get("/no-such-address", headers),
    await get("/app/", { ...headers, host: "journal.elsewhere.example" }),
  ]) {
    expect(answer.headers["content-type"]).toBe(PROBLEM);
    expect(answer.json()).toHaveProperty("request_id");
  }
});

test("routes of the API answer browsers with problems too, and writes never get a page", async () => {
  const entry = "/entries/00000000-0000-4000-8000-000000000000";
  const missing = await echo.alice.bearer.send({ method: "GET", url: entry, headers: { accept: BROWSER } });
  expect([missing.statusCode, missing.headers["content-type"]]).toEqual([404, PROBLEM]);
  const written = await echo.nobody.send({ method: "POST", url: "/nothing", headers: { accept: BROWSER } });
  expect([written.statusCode, written.headers["content-type"]]).toEqual([404, PROBLEM]);
});
