/** What is there before anybody signs in: health, readiness, the API's own description, the web app. */
import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Deps } from "#backend/deps.ts";
import { Problem } from "#core/problem.ts";
import { startTestApp, type TestApp } from "#test/setup/app.ts";

let echo: TestApp;
let webDirectory: string;
beforeAll(async () => {
  webDirectory = await mkdtemp(join(tmpdir(), "echo-web-"));
  await mkdir(join(webDirectory, "assets"));
  await writeFile(join(webDirectory, "index.html"), "<!doctype html><title>Echo</title>");
  await writeFile(join(webDirectory, "assets", "main-abc123.js"), "export {};");
  await writeFile(join(webDirectory, "sw.js"), "// worker");
  await writeFile(join(webDirectory, "favicon.ico"), "icon");
  await writeFile(join(webDirectory, "..", "outside.txt"), "outside");
  echo = await startTestApp({ webDirectory });
});
afterAll(async () => {
  await echo.stop();
  await rm(webDirectory, { recursive: true });
  await rm(join(webDirectory, "..", "outside.txt"));
});

const get = (url: string, app: TestApp = echo) => app.nobody.send({ method: "GET", url });

describe("GET /healthz", () => {
  test("answers 200 with the version and touches nothing", async () => {
    const app = await startTestApp({ replace: brokenDeps });
    try {
      const answer = await get("/healthz", app);
      expect(answer.statusCode).toBe(200);
      expect(answer.json()).toEqual({ status: "ok", version: "0.0.0-test" });
    } finally {
      await app.stop();
    }
  });
});

const failing = () => Promise.reject(new Problem("unavailable", "Down."));

function brokenDeps(deps: Deps): Partial<Deps> {
  return {
    db: { ...deps.db, ping: failing },
    identity: { ...deps.identity, health: failing },
    storage: { health: failing },
  };
}

describe("GET /readyz", () => {
  test("answers 200 when database, Auth and Storage answer", async () => {
    const answer = await get("/readyz");
    expect(answer.statusCode).toBe(200);
    expect(answer.json()).toEqual({
      status: "ok",
      checks: { database: "ok", auth: "ok", storage: "ok" },
    });
  });

  test.each(["database", "auth", "storage"] as const)(
    "answers 503 and names %s when it is down",
    async (part) => {
      const app = await startTestApp({
        replace: (deps) => {
          const broken = brokenDeps(deps);
          if (part === "database") return { db: broken.db as Deps["db"] };
          if (part === "auth") return { identity: broken.identity as Deps["identity"] };
          return { storage: broken.storage as Deps["storage"] };
        },
      });
      try {
        const answer = await get("/readyz", app);
        expect(answer.statusCode).toBe(503);
        expect(answer.headers["retry-after"]).toBe("5");
        expect(answer.json()).toEqual({
          status: "degraded",
          checks: { database: "ok", auth: "ok", storage: "ok", [part]: "failed" },
        });
      } finally {
        await app.stop();
      }
    },
  );
});

describe("GET /.well-known/security.txt", () => {
  test("is 404 where no contact is set", async () => {
    expect((await get("/.well-known/security.txt")).statusCode).toBe(404);
  });

  test("names the contact and a day on which it ends, less than a year away", async () => {
    const app = await startTestApp({ environment: { SECURITY_CONTACT: "mailto:security@echo.example" } });
    try {
      const answer = await get("/.well-known/security.txt", app);
      expect(answer.statusCode).toBe(200);
      expect(answer.headers["content-type"]).toBe("text/plain; charset=utf-8");
      expect(answer.body).toMatch(/^Contact: mailto:security@echo\.example\n/);
      const expires = new Date(/^Expires: (.+)$/m.exec(answer.body)?.[1] ?? "").getTime();
      expect(expires).toBeGreaterThan(Date.now());
      expect(expires).toBeLessThan(Date.now() + 365 * 86_400_000);
    } finally {
      await app.stop();
    }
  });
});

describe("addresses of problems", () => {
  test("tell what a type stands for, and nothing for a type that there is not", async () => {
    const answer = await get("/problems/stale-version");
    expect(answer.json()).toEqual({
      type: "/problems/stale-version",
      title: "Changed in the meantime",
      status: 412,
    });
    expect((await get("/problems/unheard-of")).statusCode).toBe(404);
    expect((await get("/problems/constructor")).statusCode).toBe(404);
  });
});

describe("the description of the API", () => {
  test("takes no question", async () => {
    const answer = await get("/openapi.json?format=yaml");
    expect(answer.statusCode).toBe(422);
    expect(answer.json()).toMatchObject({ errors: [{ pointer: "/query/format" }] });
  });

  test("is OpenAPI 3.1, names every operation <feature>.<verb>, and refers to named schemas only", async () => {
    const answer = await get("/openapi.json");
    expect(answer.statusCode).toBe(200);
    const document = answer.json<{
      openapi: string;
      paths: Record<string, Record<string, { operationId: string; tags: string[]; summary: string }>>;
      components: { schemas: Record<string, unknown> };
    }>();
    expect(document.openapi).toBe("3.1.0");
    const operations = Object.values(document.paths).flatMap((path) => Object.values(path));
    expect(new Set(operations.map((operation) => operation.operationId)).size).toBe(operations.length);
    for (const { operationId, tags, summary } of operations) {
      expect(operationId).toMatch(new RegExp(`^${tags[0]}\\.[a-z_]+$`));
      expect(summary).toMatch(/^[A-Z].*[^.]$/);
    }
    const references = [...answer.body.matchAll(/"\$ref":"([^"]+)"/g)].map((match) => match[1] ?? "");
    expect(references.length).toBeGreaterThan(50);
    for (const reference of references) {
      expect(document.components.schemas).toHaveProperty(reference.replace("#/components/schemas/", ""));
    }
  });

  test("can be browsed at /docs, under the strict policy", async () => {
    const page = await get("/docs");
    expect(page.statusCode).toBe(200);
    expect(page.headers["content-security-policy"]).toContain("script-src 'self'");
    for (const [, path = ""] of page.body.matchAll(/(?:src|href)="(\/docs\/[^"]+)"/g)) {
      expect([path, (await get(path)).statusCode]).toEqual([path, 200]);
    }
    expect(page.body).not.toMatch(/<script>[^<]/);
  });
});

describe("/app", () => {
  test("opens the page for every address below it, and asks for it anew every time", async () => {
    for (const url of ["/app", "/app/", "/app/timeline", "/app/entries/1?x=1"]) {
      const answer = await get(url);
      expect([url, answer.statusCode]).toEqual([url, 200]);
      expect(answer.headers["content-type"]).toMatch(/^text\/html/);
      expect(answer.headers["cache-control"]).toBe("no-cache");
      expect(answer.headers["content-security-policy"]).toContain("default-src 'self'");
    }
  });

  test("keeps files with a hash in their name for ever, and no others", async () => {
    const hashed = await get("/app/assets/main-abc123.js");
    expect(hashed.statusCode).toBe(200);
    expect(hashed.headers["cache-control"]).toBe("public, max-age=31536000, immutable");
    expect((await get("/app/sw.js")).headers["cache-control"]).toBe("no-cache");
  });

  test("a file that is not there is a 404, not a wrong method", async () => {
    expect((await get("/app/assets/gone.js")).statusCode).toBe(404);
    expect((await get("/app/gone.css")).headers["allow"]).toBeUndefined();
  });

  test.each([
    "/app/assets/gone.js",
    "/app/..%2foutside.txt",
    "/app/%2e%2e/outside.txt",
    "/app/assets/..%2f..%2foutside.txt",
    "/app/.env.txt",
    "/app/assets/%00.js",
  ])("%s is a refusal that is not cached, never the page and never a file from outside", async (url) => {
    const answer = await get(url);
    expect([url, answer.statusCode >= 400 && answer.statusCode < 500]).toEqual([url, true]);
    expect(answer.headers["content-type"]).toBe("application/problem+json; charset=utf-8");
    expect(answer.headers["cache-control"]).toBe("no-store");
  });

  test("is one sentence where it was not built", async () => {
    const app = await startTestApp();
    try {
      const answer = await get("/app", app);
      expect(answer.statusCode).toBe(503);
      expect(answer.json()).toMatchObject({
        detail: "The web app has not been built; `npm start` builds it.",
      });
    } finally {
      await app.stop();
    }
  });

  test("has one name on one machine, because cookies have", async () => {
    const answer = await echo.nobody.send({
      method: "GET",
      url: "/app/timeline?q=a",
      headers: { host: "localhost:8000" },
    });
    expect(answer.statusCode).toBe(302);
    expect(answer.headers.location).toBe("http://127.0.0.1:8000/app/timeline?q=a");
  });
});

test("/favicon.ico is the icon of the app, and nothing where it was not built", async () => {
  const icon = await get("/favicon.ico");
  expect([icon.statusCode, icon.body]).toEqual([200, "icon"]);
  expect(icon.headers["content-type"]).toMatch(/^image\//);
  const app = await startTestApp();
  try {
    expect((await get("/favicon.ico", app)).statusCode).toBe(404);
  } finally {
    await app.stop();
  }
});

test("/ leads to the app, and robots stay out", async () => {
  const start = await get("/");
  expect([start.statusCode, start.headers.location]).toEqual([302, "/app"]);
  expect((await get("/robots.txt")).body).toBe("User-agent: *\nDisallow: /\n");
});

test.each(["/.env", "/.git/config", "/backend/.env", "/debug", "/metrics", "/app.ts", "/package.json"])(
  "D14: %s is nothing",
  async (url) => {
    expect((await get(url)).statusCode).toBe(404);
  },
);
