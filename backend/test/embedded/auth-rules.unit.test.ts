/** The pure parts of the embedded Auth server: token form, rotation, limits, addresses, bodies, links, mails. */
import { randomBytes } from "node:crypto";
import Fastify, { type FastifyError } from "fastify";
import { describe, expect, test } from "vitest";
import type { Clock } from "#core/clock.ts";
import { newId } from "#core/ids.ts";
import { AuthError } from "#embedded/auth/errors.ts";
import { limitRequests } from "#embedded/auth/request-limit.ts";
import { toLimitKey } from "#embedded/auth/caller.ts";
import { mergeMetadata, toEmail } from "#embedded/auth/input.ts";
import { parseJsonBody } from "#embedded/auth/json-body.ts";
import { createRateCounters } from "#embedded/auth/limits.ts";
import { renderMail } from "#embedded/auth/mail.ts";
import { isOnSite, withFragment } from "#embedded/auth/redirects.ts";
import { judgeRefresh, REUSE_INTERVAL_MS } from "#embedded/auth/refresh.ts";
import { encodeRefreshToken, isSignedBy, parseRefreshToken } from "#embedded/auth/refresh-token.ts";

function clockAt(start: number): Clock & { advance(ms: number): void } {
  let nowMs = start;
  return {
    now: () => new Date(nowMs),
    advance(ms) {
      nowMs += ms;
    },
  };
}

describe("refresh tokens", () => {
  const key = randomBytes(32);

  test.each([0, 1, 127, 128, 300, 16_384, 2 ** 31, 2 ** 40, Number.MAX_SAFE_INTEGER])(
    "a token at counter %d reads back as it was made",
    (counter) => {
      const sessionId = newId();
      const parsed = parseRefreshToken(encodeRefreshToken(sessionId, counter, key));
      expect(parsed).toMatchObject({ sessionId, counter });
      expect(parsed !== undefined && isSignedBy(parsed, key)).toBe(true);
      expect(parsed !== undefined && isSignedBy(parsed, randomBytes(32))).toBe(false);
    },
  );

  test("the bytes are version, session, counter, signature and checksum, in this order", () => {
    const sessionId = "00112233-4455-6677-8899-aabbccddeeff";
    const bytes = Buffer.from(encodeRefreshToken(sessionId, 300, key), "base64url");
    expect(bytes.length).toBe(1 + 16 + 2 + 16 + 4);
    expect(bytes.subarray(0, 19).toString("hex")).toBe("0000112233445566778899aabbccddeeffac02");
  });

  test("no changed character passes", () => {
    const token = encodeRefreshToken(newId(), 7, key);
    for (let index = 0; index < token.length; index += 1) {
      const other = token[index] === "A" ? "B" : "A";
      const changed = `${token.slice(0, index)}${other}${token.slice(index + 1)}`;
      const parsed = parseRefreshToken(changed);
      expect(parsed === undefined || !isSignedBy(parsed, key)).toBe(true);
    }
  });

  test.each(["", "garbage", "abcdefghij12", "=".repeat(52), "A".repeat(52), "A".repeat(5_000)])(
    "%j is not a token",
    (text) => {
      expect(parseRefreshToken(text)).toBeUndefined();
    },
  );
});

describe("rotation", () => {
  test.each([
    { lag: 0, sinceMs: 1e9, expected: { kind: "rotate" } },
    { lag: 1, sinceMs: 1e9, expected: { kind: "repeat", causes: ["fail-to-save"] } },
    { lag: 1, sinceMs: 0, expected: { kind: "repeat", causes: ["concurrent-refresh", "fail-to-save"] } },
    { lag: 2, sinceMs: REUSE_INTERVAL_MS - 1, expected: { kind: "repeat", causes: ["concurrent-refresh"] } },
    { lag: 2, sinceMs: REUSE_INTERVAL_MS, expected: { kind: "abuse" } },
    { lag: 9, sinceMs: 1e9, expected: { kind: "abuse" } },
    { lag: -1, sinceMs: 0, expected: { kind: "foreign" } },
  ])(
    "a token $lag behind, $sinceMs ms after the last refresh: $expected.kind",
    ({ lag, sinceMs, expected }) => {
      expect(judgeRefresh(lag, sinceMs)).toEqual(expected);
    },
  );
});

describe("limits", () => {
  test("a full window says how long to wait, and opens again", () => {
    const clock = clockAt(0);
    const counters = createRateCounters({ token: [{ count: 2, windowS: 60 }] }, clock);
    expect(counters.take("token", "a")).toBeUndefined();
    clock.advance(10_000);
    expect(counters.take("token", "a")).toBeUndefined();
    expect(counters.take("token", "a")).toBe(50);
    expect(counters.take("token", "b")).toBeUndefined();
    expect(counters.take("verify", "a")).toBeUndefined();
    clock.advance(50_000);
    expect(counters.take("token", "a")).toBeUndefined();
  });

  test("all windows of a limit hold, and a refused request uses up none", () => {
    const clock = clockAt(0);
    const windows = [
      { count: 1, windowS: 60 },
      { count: 3, windowS: 86_400 },
    ];
    const counters = createRateCounters({ mailbox: windows }, clock);
    for (let mail = 0; mail < 3; mail += 1) {
      expect(counters.take("mailbox", "a")).toBeUndefined();
      expect(counters.take("mailbox", "a")).toBeGreaterThan(0);
      clock.advance(61_000);
    }
    expect(counters.take("mailbox", "a")).toBeGreaterThan(86_000);
  });

  test("a flood of callers does not grow the memory, and leaves the newest counters", () => {
    const counters = createRateCounters({ token: [{ count: 1, windowS: 60 }] }, clockAt(0), 100);
    for (let caller = 0; caller < 5_000; caller += 1) counters.take("token", String(caller));
    expect(counters.size()).toBeLessThanOrEqual(100);
    expect(counters.take("token", "4999")).toBe(60);
  });

  test.each([
    ["203.0.113.9", "203.0.113.9"],
    ["::ffff:203.0.113.9", "203.0.113.9"],
    ["2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64"],
    ["2001:0DB8:0001:0002::1", "2001:db8:1:2::/64"],
    ["2001:db8::1", "2001:db8:0:0::/64"],
    ["::1", "0:0:0:0::/64"],
  ])("%s is counted as %s", (address, key) => {
    expect(toLimitKey(address)).toBe(key);
  });
});

describe("input", () => {
  test.each([
    ["deep", `${"[".repeat(40)}${"]".repeat(40)}`],
    ["very deep", `${"[".repeat(200_000)}${"]".repeat(200_000)}`],
    ["NUL", '{"a":"\\u0000"}'],
    ["half a pair", '{"a":"\\ud83d"}'],
    ["a key of half a pair", '{"\\ud83d":1}'],
    ["prototype", '{"a":{"__proto__":{}}}'],
    ["truncated", '{"a":'],
    ["two values", "{} {}"],
    ["byte-order mark", "\ufeff{}"],
  ])("a body with %s is refused", (_name, text) => {
    expect(() => parseJsonBody(Buffer.from(text))).toThrow("Could not parse request body as JSON");
  });

  test("bytes that are not UTF-8 are refused", () => {
    expect(() => parseJsonBody(Buffer.from([0x22, 0xff, 0x22]))).toThrow("Could not parse request body");
  });

  test("an empty body is an empty object, and any script passes unchanged", () => {
    expect(parseJsonBody(Buffer.alloc(0))).toEqual({});
    expect(parseJsonBody(Buffer.from('{"name":"שלום 家族 👨‍👩‍👧 é"}'))).toEqual({
      name: "שלום 家族 👨‍👩‍👧 é",
    });
  });

  test("metadata is merged key by key, and refused when a token could not carry it", () => {
    expect(mergeMetadata({ a: 1, b: { c: 1 } }, { a: null, b: { d: 2 }, e: 3 })).toEqual({
      b: { d: 2 },
      e: 3,
    });
    expect(() => mergeMetadata({}, { text: "x".repeat(9_000) })).toThrow("Metadata may take up to");
  });

  test.each([
    "a@b\r\nBcc: c@d.example",
    "a b@c.example",
    "a@b@c.example",
    "@b.example",
    "a@",
    "a@-b.example",
    "<a@b.c>",
  ])("%j is not an address", (text) => {
    expect(() => toEmail(text)).toThrow("invalid format");
  });

  test("an address is kept in lower case", () => {
    expect(toEmail("Ada.Lovelace+Journal@Example.ORG")).toBe("ada.lovelace+journal@example.org");
  });
});

describe("time", () => {
  test.each(["GET", "POST"] as const)(
    "a %s that hangs is answered in time, also after its body was read",
    async (method) => {
      const app = Fastify();
      app.setErrorHandler((error, _request, reply) => {
        const isLate =
          error instanceof AuthError || (error as FastifyError).code === "FST_ERR_HANDLER_TIMEOUT";
        return reply.code(isLate ? 504 : 500).send({});
      });
      limitRequests(app, 50);
      app.route({ method, url: "/hang", handler: () => new Promise(() => {}) });
      app.route({ method, url: "/answer", handler: async () => ({ ok: true }) });
      const url = await app.listen({ host: "127.0.0.1", port: 0 });
      const headers = { "content-type": "application/json" };
      const request = method === "GET" ? { method } : { method, headers, body: "{}" };
      expect((await fetch(`${url}/hang`, request)).status).toBe(504);
      expect((await fetch(`${url}/answer`, request)).status).toBe(200);
      await app.close();
    },
  );
});

describe("redirects", () => {
  test.each([
    ["https://echo.example/app", true],
    ["https://echo.example", true],
    ["http://echo.example/app", false],
    ["https://echo.example:8443/app", false],
    ["https://echo.example.evil.example/", false],
    ["https://echo.example@evil.example/", false],
    ["https://user:secret@echo.example/", false],
    ["//evil.example", false],
    ["/app", false],
    ["javascript:alert(1)", false],
    ["", false],
  ])("%s on the site https://echo.example: %s", (candidate, expected) => {
    expect(isOnSite("https://echo.example", candidate)).toBe(expected);
  });

  test("on loopback any port of the same host is the site, and no other host is", () => {
    expect(isOnSite("http://127.0.0.1:8000", "http://127.0.0.1:5173/app")).toBe(true);
    expect(isOnSite("http://127.0.0.1:8000", "http://127.0.0.2:5173/app")).toBe(false);
  });

  test("a fragment replaces the one that was there", () => {
    expect(withFragment("https://echo.example/app?a=1#old", { error: "x y&z" })).toBe(
      "https://echo.example/app?a=1#error=x+y%26z",
    );
  });
});

describe("mails", () => {
  const at = new Date("2026-11-24T10:00:00Z");

  test("a mail holds its link, its code and the headers of its kind", () => {
    const mail = { kind: "recovery", to: "ada@example.com", linkToken: "abc123", code: "042042" } as const;
    const text = renderMail(mail, "https://echo.example", at);
    expect(text).toContain("To: <ada@example.com>\n");
    expect(text).toContain("Date: Tue, 24 Nov 2026 10:00:00 +0000\n");
    expect(text).toContain("Content-Type: text/plain; charset=utf-8\n");
    expect(text).toContain("\nhttps://echo.example/app/reset?token_hash=abc123&type=recovery\n");
    expect(text).toContain("\nYour code: 042042\n");
  });

  test("a mail about a taken address opens nothing", () => {
    const text = renderMail({ kind: "account_exists", to: "ada@example.com" }, "https://echo.example", at);
    expect(text).toContain("\nhttps://echo.example/app/sign-in\n");
    expect(text).not.toContain("token_hash");
  });
});
