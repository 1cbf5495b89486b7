/**
 * What the official auth-js client may rely on: changing oneself, and the links that arrive by mail.
 * The suite can be pointed at any Supabase: see `auth-target.ts`.
 */
import { describe, expect, test } from "vitest";
import { freshEmail } from "#test/embedded/auth-server.ts";
import { OTHER_PASSWORD, PASSWORD, bearer, useTarget } from "./auth-target.ts";

const target = useTarget();
const { call, newClient, signIn, signUp } = target;

describe("changing oneself", () => {
  test("data is merged key by key, and null takes a key away", async () => {
    const { client } = await signUp();
    await client.updateUser({ data: { full_name: "Ada", theme: "ink" } });
    const { data, error } = await client.updateUser({ data: { full_name: null, week_start: 1 } });
    expect(error).toBeNull();
    expect(data.user?.user_metadata).toEqual({ theme: "ink", week_start: 1 });
  });

  test("a new password counts at once and ends every other login", async () => {
    const { client, email, session } = await signUp();
    const other = await signIn(email);
    const { error } = await client.updateUser({ password: OTHER_PASSWORD });
    expect(error).toBeNull();
    expect((await call("GET", "/user", { headers: bearer(session) })).response.status).toBe(200);
    expect((await call("GET", "/user", { headers: bearer(other) })).response.status).toBe(403);
    const old = await newClient().signInWithPassword({ email, password: PASSWORD });
    expect(old.error).toMatchObject({ code: "invalid_credentials" });
    await signIn(email, OTHER_PASSWORD);
  });

  test("the same password and a weak one are refused", async () => {
    const { client } = await signUp();
    const same = await client.updateUser({ password: PASSWORD });
    expect(same.error).toMatchObject({ status: 422, code: "same_password" });
    const weak = await client.updateUser({ password: "short" });
    expect(weak.error).toMatchObject({ status: 422, code: "weak_password" });
  });

  test("nobody but an administrator changes app_metadata or a role", async () => {
    const { session } = await signUp();
    const headers = bearer(session);
    const { response, body } = await call("PUT", "/user", {
      body: { app_metadata: { plan: "all" } },
      headers,
    });
    expect(response.status).toBe(403);
    expect(body).toMatchObject({ error_code: "not_admin" });
    await call("PUT", "/user", { body: { role: "admin" }, headers });
    expect((await call("GET", "/user", { headers })).body).toMatchObject({ role: "authenticated" });
  });

  test("an address that somebody else has is refused", async () => {
    const { email } = await signUp();
    const { client } = await signUp();
    const { error } = await client.updateUser({ email });
    expect(error).toMatchObject({ status: 422, code: "email_exists" });
  });
});

describe("links by mail", () => {
  test("asking for a new password gets the same answer for a known and an unknown address", async () => {
    const { email } = await signUp();
    for (const address of [email, freshEmail()]) {
      const { response, body } = await call("POST", "/recover", { body: { email: address } });
      expect(response.status).toBe(200);
      expect(body).toEqual({});
    }
  });

  test("a recovery link signs in once, and lets a new password be chosen", async () => {
    const { email } = await signUp();
    const link = await target.admin.generateLink({ type: "recovery", email });
    expect(link.error).toBeNull();
    expect(link.data.properties).toMatchObject({
      verification_type: "recovery",
      hashed_token: expect.any(String),
    });
    const client = newClient();
    const proof = { type: "recovery", token_hash: link.data.properties?.hashed_token ?? "" } as const;
    const { data, error } = await client.verifyOtp(proof);
    expect(error).toBeNull();
    expect(data.user?.email).toBe(email);
    expect((await client.updateUser({ password: OTHER_PASSWORD })).error).toBeNull();
    await signIn(email, OTHER_PASSWORD);
    const again = await newClient().verifyOtp(proof);
    expect(again.error).toMatchObject({ status: 403, code: "otp_expired" });
  });

  test("the code of a link works with the address, once", async () => {
    const { email } = await signUp();
    const { data } = await target.admin.generateLink({ type: "magiclink", email });
    const proof = { type: "email", email, token: data.properties?.email_otp ?? "" } as const;
    const first = await newClient().verifyOtp(proof);
    expect(first.error).toBeNull();
    expect(first.data.session?.user.email).toBe(email);
    expect((await newClient().verifyOtp(proof)).error).toMatchObject({ status: 403, code: "otp_expired" });
  });

  test("a wrong code and a wrong hash are refused", async () => {
    const { email } = await signUp();
    await target.admin.generateLink({ type: "recovery", email });
    const code = await newClient().verifyOtp({ type: "recovery", email, token: "not-a-code" });
    expect(code.error).toMatchObject({ status: 403, code: "otp_expired" });
    const hash = await newClient().verifyOtp({ type: "recovery", token_hash: "0".repeat(56) });
    expect(hash.error).toMatchObject({ status: 403, code: "otp_expired" });
  });

  test("a generated sign-up link makes an account that its use confirms", async () => {
    const email = freshEmail();
    const { data } = await target.admin.generateLink({ type: "signup", email, password: PASSWORD });
    expect(data.user?.email_confirmed_at).toBeUndefined();
    const verified = await newClient().verifyOtp({
      type: "signup",
      token_hash: data.properties?.hashed_token ?? "",
    });
    expect(verified.error).toBeNull();
    expect(verified.data.user?.email_confirmed_at).toBeDefined();
    await signIn(email);
  });

  test("following a link in a browser leads back to the site with the login in the fragment", async () => {
    const { email } = await signUp();
    const { data } = await target.admin.generateLink({ type: "magiclink", email });
    const link = new URL(data.properties?.action_link ?? "");
    const first = await fetch(link, { redirect: "manual" });
    expect(first.status).toBe(303);
    const fragment = new URLSearchParams(new URL(first.headers.get("location") ?? "").hash.slice(1));
    expect(fragment.get("token_type")).toBe("bearer");
    expect(fragment.get("type")).toBe("magiclink");
    expect((await newClient().getUser(fragment.get("access_token") ?? "")).data.user?.email).toBe(email);
    const second = await fetch(link, { redirect: "manual" });
    const failure = new URLSearchParams(new URL(second.headers.get("location") ?? "").hash.slice(1));
    expect(failure.get("error")).toBe("access_denied");
    expect(failure.get("error_code")).toBe("otp_expired");
  });

  test("a recovery link for an unknown address does not exist", async () => {
    const { error } = await target.admin.generateLink({ type: "recovery", email: freshEmail() });
    expect(error).toMatchObject({ status: 404, code: "user_not_found" });
  });
});
