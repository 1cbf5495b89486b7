/** The secrets of embedded mode: made once, private, and never made again while they are there. */
import { chmodSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { inspect } from "node:util";
import { importJWK, type JWK, jwtVerify, SignJWT } from "jose";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { EmbeddedError } from "#embedded/errors.ts";
import { loadSecrets } from "#embedded/secrets.ts";
import { makeScratchFolder, type ScratchFolder } from "#test/setup/postgres-process.ts";

const clock = { now: () => new Date("2026-11-24T12:00:00Z") };
let scratch: ScratchFolder;
let file: string;

beforeEach(() => {
  scratch = makeScratchFolder();
  mkdirSync(scratch.dataDir);
  file = join(scratch.dataDir, "secrets.json");
});

afterEach(() => scratch.remove());

describe("new secrets", () => {
  it("lie in one file that only its owner may read, and nothing else is left", async () => {
    const umask = process.umask(0);
    await loadSecrets(file, clock).finally(() => process.umask(umask));
    expect(statSync(file).mode & 0o777).toBe(0o600);
    expect(readdirSync(scratch.dataDir)).toEqual(["secrets.json"]);
  });

  it("are all different, long, and of the hosted forms", async () => {
    const secrets = await loadSecrets(file, clock);
    const values = [
      ...Object.values(secrets.passwords).map((password) => password.reveal()),
      secrets.jwtSecret.reveal(),
      secrets.storageUrlKey.reveal(),
      secrets.appKey.reveal(),
    ];
    expect(new Set(values).size).toBe(10);
    for (const value of values) expect(value.length).toBeGreaterThanOrEqual(32);
    expect(secrets.publishableKey).toMatch(/^sb_publishable_[A-Za-z0-9]{22}_[A-Za-z0-9]{8}$/);
    expect(secrets.secretKey.reveal()).toMatch(/^sb_secret_[A-Za-z0-9]{22}_[A-Za-z0-9]{8}$/);
  });

  it("hold legacy keys that verify by the JWT secret and say whose they are", async () => {
    const secrets = await loadSecrets(file, clock);
    const key = new TextEncoder().encode(secrets.jwtSecret.reveal());
    const options = { issuer: "supabase", algorithms: ["HS256"], currentDate: clock.now() };
    const anon = await jwtVerify(secrets.anonKey, key, options);
    const service = await jwtVerify(secrets.serviceRoleKey.reveal(), key, options);
    expect(anon.payload).toMatchObject({ role: "anon" });
    expect(service.payload).toMatchObject({ role: "service_role" });
    expect(anon.payload.sub).toBeUndefined();
    expect((anon.payload.exp ?? 0) - (anon.payload.iat ?? 0)).toBe(10 * 365 * 86_400);
  });

  it("hold a signing key for ES256 with an id", async () => {
    const secrets = await loadSecrets(file, clock);
    const jwk: JWK = JSON.parse(secrets.signingKey.reveal());
    expect(jwk).toMatchObject({ kty: "EC", crv: "P-256", alg: "ES256", kid: expect.any(String) });
    const { d: _, ...publicJwk } = jwk;
    const token = await new SignJWT({ sub: "x" })
      .setProtectedHeader({ alg: "ES256" })
      .sign(await importJWK(jwk, "ES256"));
    expect((await jwtVerify(token, await importJWK(publicJwk, "ES256"))).payload.sub).toBe("x");
  });
});

describe("secrets that are there", () => {
  it("are read, never made again", async () => {
    const first = await loadSecrets(file, clock);
    const text = readFileSync(file, "utf8");
    const second = await loadSecrets(file, clock);
    expect(readFileSync(file, "utf8")).toBe(text);
    expect(second.appKey.reveal()).toBe(first.appKey.reveal());
    expect(second.signingKey.reveal()).toBe(first.signingKey.reveal());
  });

  it("are made private again when somebody opened them", async () => {
    await loadSecrets(file, clock);
    chmodSync(file, 0o644);
    await loadSecrets(file, clock);
    expect(statSync(file).mode & 0o777).toBe(0o600);
  });

  it.each([
    ["cut short", (text: string) => text.slice(0, 200)],
    ["empty", () => ""],
    ["without a password", (text: string) => text.replace('"echo_api"', '"other"')],
    [
      "with a broken signing key",
      (text: string) => text.replace(/"x": "[^"]+"/, '"x": "AAAAAAAAAAAAAAAAAAAA"'),
    ],
    ["of an unknown version", (text: string) => text.replace('"version": 1', '"version": 2')],
  ])("and are %s are refused with one sentence, and not overwritten", async (_, damage) => {
    await loadSecrets(file, clock);
    const damaged = damage(readFileSync(file, "utf8"));
    writeFileSync(file, damaged);
    const error: unknown = await loadSecrets(file, clock).catch((reason: unknown) => reason);
    expect(error).toBeInstanceOf(EmbeddedError);
    expect(inspect(error)).toContain(`${file} is damaged`);
    expect(readFileSync(file, "utf8")).toBe(damaged);
  });

  it("are printed by nothing", async () => {
    const secrets = await loadSecrets(file, clock);
    const printed = `${inspect(secrets, { depth: 5 })} ${JSON.stringify(secrets)}`;
    for (const secret of [
      ...Object.values(secrets.passwords),
      secrets.jwtSecret,
      secrets.secretKey,
      secrets.appKey,
    ]) {
      expect(printed).not.toContain(secret.reveal());
    }
  });
});
