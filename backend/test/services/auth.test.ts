/** The token verifier against a JWKS endpoint that rotates, fails and keeps silent, under a clock of our own. */
import { mkdtemp, readFile, rm, stat, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeAll, beforeEach, describe, expect, test, vi } from "vitest";
import { createLog } from "#core/log.ts";
import { Problem } from "#core/problem.ts";
import { Secret } from "#core/secret.ts";
import { createTokenVerifier, type TokenVerifier } from "#services/auth.ts";
import {
  claimsOf,
  type KeyServer,
  makeSigningKey,
  SESSION,
  sign,
  type SigningKey,
  signWithSecret,
  startKeyServer,
  SUBJECT,
} from "./key-server.ts";

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;

let keyServer: KeyServer;
let current: SigningKey;
let next: SigningKey;
let nowMs: number;
let tokens: TokenVerifier;
let logged: string[];

beforeAll(async () => {
  [current, next] = await Promise.all([makeSigningKey("current"), makeSigningKey("next")]);
});
beforeEach(async () => {
  keyServer = await startKeyServer();
  keyServer.publish(current);
  nowMs = Date.UTC(2026, 0, 5, 12);
  logged = [];
  tokens = verifierWith();
});
afterEach(() => keyServer.stop());

function verifierWith(secrets: readonly string[] = [], cacheSize?: number, keysFile?: string): TokenVerifier {
  return createTokenVerifier({
    url: keyServer.url,
    audience: "authenticated",
    jwtSecrets: secrets.map((secret) => new Secret(secret)),
    clock: { now: () => new Date(nowMs) },
    log: createLog("warn", (line) => void logged.push(line)),
    keysFile,
    ...(cacheSize === undefined ? {} : { cacheSize }),
  });
}

const claims = (changes: Record<string, unknown> = {}) => ({
  ...claimsOf(keyServer.url, Math.floor(nowMs / 1000)),
  ...changes,
});
const problemOf = (attempt: Promise<unknown>) =>
  attempt.then(
    () => "accepted",
    (error: unknown) => (error instanceof Problem ? error.problem : String(error)),
  );
const verdict = (token: string, by: TokenVerifier = tokens) => problemOf(by.verify(token));

describe("a verified token", () => {
  test("becomes an actor with the claims that the database reads", async () => {
    const { actor, email, expiresAtS } = await tokens.verify(await sign(current, claims()));
    expect(actor).toMatchObject({ userId: SUBJECT, sessionId: SESSION, role: "authenticated" });
    expect(JSON.parse(actor.claims)).toEqual({
      sub: SUBJECT,
      role: "authenticated",
      aud: "authenticated",
      session_id: SESSION,
      aal: "aal1",
      email: "somebody@example.org",
    });
    expect([email, expiresAtS]).toEqual(["somebody@example.org", nowMs / 1000 + 3600]);
  });

  test("J16: is an administrator's by its role claim only, never by metadata", async () => {
    const roleOf = async (changes: Record<string, unknown>) =>
      (await tokens.verify(await sign(current, claims(changes)))).actor.role;
    expect(await roleOf({ role: "admin" })).toBe("admin");
    expect(await roleOf({ app_metadata: { role: "admin" }, user_metadata: { role: "admin" } })).toBe(
      "authenticated",
    );
  });

  test("may be signed with RS256", async () => {
    const rsa = await makeSigningKey("rsa", "RS256");
    keyServer.publish(rsa);
    expect(await verdict(await sign(rsa, claims(), "RS256"))).toBe("accepted");
  });

  test("is remembered by its whole text, and no longer than it is good", async () => {
    const token = await sign(current, claims());
    expect(tokens.findVerified(token)).toBeUndefined();
    const verified = await tokens.verify(token);
    expect(tokens.findVerified(token)).toBe(verified);
    expect(tokens.findVerified(`${token} `)).toBeUndefined();
    expect(tokens.findVerified(token.slice(0, -1))).toBeUndefined();
    nowMs += HOUR_MS + 4_000;
    expect(tokens.findVerified(token)).toBe(verified);
    nowMs += 2_000;
    expect(tokens.findVerified(token)).toBeUndefined();
    expect(await verdict(token)).toBe("invalid_token");
  });

  test("is forgotten before the memory grows without end", async () => {
    const small = verifierWith([], 2);
    const texts = await Promise.all([1, 2, 3].map((n) => sign(current, claims({ n }))));
    for (const text of texts) await small.verify(text);
    expect(texts.map((text) => small.findVerified(text) !== undefined)).toEqual([false, true, true]);
  });
});

describe("keys", () => {
  test("are fetched once for many tokens at a time, and again after ten minutes", async () => {
    const texts = await Promise.all([1, 2, 3, 4].map((n) => sign(current, claims({ n }))));
    await Promise.all(texts.map((text) => tokens.verify(text)));
    expect(keyServer.fetches).toBe(1);
    nowMs += 9 * MINUTE_MS;
    await tokens.verify(await sign(current, claims()));
    expect(keyServer.fetches).toBe(1);
    nowMs += 2 * MINUTE_MS;
    await tokens.verify(await sign(current, claims()));
    expect(keyServer.fetches).toBe(2);
  });

  test("F15: that were published after the last fetch are found at once", async () => {
    await tokens.verify(await sign(current, claims()));
    keyServer.publish(current, next);
    nowMs += 31_000;
    expect(await verdict(await sign(next, claims()))).toBe("accepted");
    expect(await verdict(await sign(current, claims()))).toBe("accepted");
    expect(keyServer.fetches).toBe(2);
  });

  test("J18: that nobody published cause one fetch in 30 seconds, however many there are", async () => {
    await tokens.verify(await sign(current, claims()));
    nowMs += 31_000;
    const stranger = await makeSigningKey("stranger");
    const texts = await Promise.all(
      Array.from({ length: 50 }, (_unused, n) => sign({ ...stranger, kid: `kid-${n}` }, claims({ n }))),
    );
    const verdicts = await Promise.all(texts.map((text) => verdict(text)));
    expect(new Set(verdicts)).toEqual(new Set(["invalid_token"]));
    for (const text of texts) await verdict(text);
    expect(keyServer.fetches).toBe(2);
  });

  test("that were taken back end the tokens that they have verified", async () => {
    const token = await sign(current, claims());
    await tokens.verify(token);
    keyServer.publish(next);
    nowMs += 11 * MINUTE_MS;
    expect(await verdict(await sign(next, claims()))).toBe("accepted");
    expect(tokens.findVerified(token)).toBeUndefined();
    expect(await verdict(token)).toBe("invalid_token");
  });

  test.each([
    ["answers 500", (server: KeyServer) => void (server.status = 500)],
    ["answers no JSON", (server: KeyServer) => void (server.body = "<html>")],
    ["answers JSON without keys", (server: KeyServer) => void (server.body = "{}")],
    ["answers far too much", (server: KeyServer) => void (server.body = " ".repeat(300_000))],
    ["keeps silent", (server: KeyServer) => void (server.isSilent = true)],
  ])("F6: are believed for a day while the endpoint %s, and not for longer", async (_name, fail) => {
    await tokens.verify(await sign(current, claims()));
    fail(keyServer);
    nowMs += 23 * HOUR_MS;
    expect(await verdict(await sign(current, claims()))).toBe("accepted");
    nowMs += 2 * HOUR_MS;
    expect(await verdict(await sign(current, claims()))).toBe("unavailable");
  });

  test("F6: that could never be fetched make sign-in unavailable, not wrong, and come back by themselves", async () => {
    keyServer.status = 503;
    expect(await verdict(await sign(current, claims()))).toBe("unavailable");
    keyServer.status = 200;
    nowMs += 31_000;
    expect(await verdict(await sign(current, claims()))).toBe("accepted");
  });
});

describe("F6: keys in a file", () => {
  let folder: string;
  let file: string;
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), "echo-keys-"));
    file = join(folder, "own", "auth-keys.json");
    await verifierWith([], undefined, file).verify(await sign(current, claims()));
  });
  afterEach(() => rm(folder, { recursive: true, force: true }));

  const verdictAfterRestart = async (key: SigningKey = current) =>
    verdict(await sign(key, claims()), verifierWith([], undefined, file));

  test("are their owner's alone and verify after a restart while Auth is down, for a day", async () => {
    const [{ mode }, parent] = await Promise.all([stat(file), stat(join(folder, "own"))]);
    expect([mode & 0o777, parent.mode & 0o777]).toEqual([0o600, 0o700]);
    keyServer.status = 503;
    nowMs += 23 * HOUR_MS;
    expect(await verdictAfterRestart()).toBe("accepted");
    expect(await verdictAfterRestart(next)).toBe("invalid_token");
    nowMs += 2 * HOUR_MS;
    expect(await verdictAfterRestart()).toBe("unavailable");
  });

  test("are no more believed than Auth itself where it answers", async () => {
    keyServer.publish(next);
    expect(await verdictAfterRestart()).toBe("invalid_token");
    expect(await verdictAfterRestart(next)).toBe("accepted");
    keyServer.status = 503;
    expect(await verdictAfterRestart()).toBe("invalid_token");
  });

  test("are asked for again as soon as may be, so that a key taken back does not stay", async () => {
    keyServer.status = 503;
    const by = verifierWith([], undefined, file);
    expect(await verdict(await sign(current, claims()), by)).toBe("accepted");
    keyServer.status = 200;
    keyServer.publish(next);
    nowMs += 31_000;
    expect(await verdict(await sign(current, claims({ n: 1 })), by)).toBe("invalid_token");
  });

  test.each<[string, (content: { url: string; fetched_at: string; key_set: string }) => unknown]>([
    ["of another address", (content) => ({ ...content, url: "https://other.example/jwks.json" })],
    ["from the future", (content) => ({ ...content, fetched_at: "2100-01-01T00:00:00.000Z" })],
    ["without a key set", ({ url, fetched_at }) => ({ url, fetched_at })],
    ["that are no key set", (content) => ({ ...content, key_set: "<html>" })],
    ["that are no object", () => "keys"],
  ])("%s verify nothing", async (_name, change) => {
    await writeFile(file, JSON.stringify(change(JSON.parse(await readFile(file, "utf8")))));
    keyServer.status = 503;
    expect(await verdictAfterRestart()).toBe("unavailable");
  });

  test("that cannot be written stop nobody", async () => {
    await rm(join(folder, "own"), { recursive: true });
    await writeFile(join(folder, "own"), "a file in the way");
    expect(await verdictAfterRestart()).toBe("accepted");
  });
});

describe("shared secrets", () => {
  const SECRET = "the current secret of the project, 32 bytes";
  const PREVIOUS = "the previous secret of the project, 32 bytes";

  test("J5, F15: the current and the previous one verify, any other does not", async () => {
    keyServer.body = '{"keys":[]}';
    const by = verifierWith([SECRET, PREVIOUS]);
    expect(await verdict(await signWithSecret(SECRET, claims()), by)).toBe("accepted");
    expect(await verdict(await signWithSecret(PREVIOUS, claims()), by)).toBe("accepted");
    expect(await verdict(await signWithSecret("another secret of more than 32 bytes", claims()), by)).toBe(
      "invalid_token",
    );
    expect(await verdict(await signWithSecret(SECRET, claims({ aud: "anon" })), by)).toBe("invalid_token");
  });

  test("are of no use where none is set, nor under the id of a published key", async () => {
    expect(await verdict(await signWithSecret(SECRET, claims()))).toBe("invalid_token");
    const by = verifierWith([SECRET]);
    expect(await verdict(await signWithSecret(SECRET, claims(), current.kid), by)).toBe("invalid_token");
    expect(await verdict(await signWithSecret(SECRET, claims(), "another"), by)).toBe("accepted");
  });

  test("J5: that are set verify beside published keys, for the hours of a change, and the log says so once", async () => {
    const by = verifierWith([SECRET]);
    for (const n of [1, 2])
      expect(await verdict(await signWithSecret(SECRET, claims({ n })), by)).toBe("accepted");
    await tokens.verify(await sign(current, claims()));
    await vi.waitFor(() => expect(logged).toHaveLength(1));
    expect(logged[0]).toContain("auth.shared_secret_beside_published_keys");
    keyServer.body = '{"keys":[]}';
    const alone = verifierWith([SECRET]);
    expect(await verdict(await signWithSecret(SECRET, claims()), alone)).toBe("accepted");
    await tokens.verify(await sign(current, claims({ n: 3 })));
    expect(logged).toHaveLength(1);
  });

  test("that the endpoint publishes by mistake verify nothing", async () => {
    const k = Buffer.from(SECRET).toString("base64url");
    keyServer.body = JSON.stringify({ keys: [{ kty: "oct", kid: "oops", alg: "HS256", k }] });
    expect(await verdict(await signWithSecret(SECRET, claims(), "oops"))).toBe("invalid_token");
  });
});

test("what is refused says the same, whatever was wrong", async () => {
  const texts = [
    "",
    "a.b.c",
    "a".repeat(9000),
    await sign(current, claims({ iss: "x" })),
    await sign(next, claims()),
  ];
  const messages = await Promise.all(
    texts.map((text) => tokens.verify(text).catch((error: Problem) => error.message)),
  );
  expect(new Set(messages).size).toBe(1);
});
