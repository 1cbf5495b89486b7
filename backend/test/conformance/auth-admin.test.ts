/**
 * What the official auth-js client may rely on: the admin API, and what the project says about itself.
 * The suite can be pointed at any Supabase: see `auth-target.ts`.
 */
import { describe, expect, test } from "vitest";
import { freshEmail } from "#test/embedded/auth-server.ts";
import { OTHER_PASSWORD, PASSWORD, bearer, useTarget } from "./auth-target.ts";

const target = useTarget();
const { call, newClient, signIn, signUp } = target;

describe("the admin API", () => {
  test("creates, reads, changes and deletes a person", async () => {
    const email = freshEmail();
    const created = await target.admin.createUser({
      email,
      password: PASSWORD,
      email_confirm: true,
      user_metadata: { full_name: "Grace" },
      app_metadata: { plan: "family" },
    });
    expect(created.error).toBeNull();
    const id = created.data.user?.id ?? "";
    expect(created.data.user?.app_metadata).toMatchObject({ provider: "email", plan: "family" });
    expect((await target.admin.getUserById(id)).data.user).toMatchObject({ id, email });

    const newEmail = freshEmail();
    const changed = await target.admin.updateUserById(id, {
      email: newEmail,
      password: OTHER_PASSWORD,
      app_metadata: { plan: null, seats: 4 },
    });
    expect(changed.data.user).toMatchObject({ email: newEmail, user_metadata: { full_name: "Grace" } });
    expect(changed.data.user?.app_metadata).not.toHaveProperty("plan");
    const session = await signIn(newEmail, OTHER_PASSWORD);

    const deleted = await target.admin.deleteUser(id);
    expect(deleted.error).toBeNull();
    expect((await target.admin.getUserById(id)).error).toMatchObject({ status: 404, code: "user_not_found" });
    expect((await newClient().getUser(session.access_token)).error).toMatchObject({
      status: 403,
      code: "user_not_found",
    });
  });

  test("a role given to a person arrives in their token", async () => {
    const email = freshEmail();
    const { data } = await target.admin.createUser({ email, password: PASSWORD, email_confirm: true });
    const changed = await target.admin.updateUserById(data.user?.id ?? "", { role: "admin" });
    expect(changed.data.user?.role).toBe("admin");
    const session = await signIn(email);
    expect((await newClient().getClaims(session.access_token)).data?.claims.role).toBe("admin");
  });

  test("an address that is taken is refused", async () => {
    const { email } = await signUp();
    const { error } = await target.admin.createUser({ email, password: PASSWORD });
    expect(error).toMatchObject({ status: 422, code: "email_exists" });
  });

  test("a changed password ends every login", async () => {
    const { session } = await signUp();
    await target.admin.updateUserById(session.user.id, { password: OTHER_PASSWORD });
    const { body } = await call("GET", "/user", { headers: bearer(session) });
    expect(body).toMatchObject({ error_code: "session_not_found" });
  });

  test("lists people newest first, a page at a time, with total and links", async () => {
    const emails: string[] = [];
    for (let count = 0; count < 3; count += 1) {
      const email = freshEmail();
      await target.admin.createUser({ email, password: PASSWORD });
      emails.unshift(email);
    }
    const first = await target.admin.listUsers({ page: 1, perPage: 2 });
    expect(first.error).toBeNull();
    expect(first.data.users.map((user) => user.email)).toEqual(emails.slice(0, 2));
    expect(first.data).toMatchObject({ nextPage: 2, aud: "authenticated" });
    const second = await target.admin.listUsers({ page: 2, perPage: 2 });
    expect(second.data.users[0]?.email).toBe(emails[2]);
    const headers = { authorization: `Bearer ${target.secretKey}`, apikey: target.secretKey };
    const { response } = await call("GET", "/admin/users?page=1&per_page=2", { headers });
    expect(Number(response.headers.get("x-total-count"))).toBeGreaterThanOrEqual(3);
    expect(response.headers.get("link")).toMatch(
      /page=2&per_page=2>; rel="next", <.*page=\d+&per_page=2>; rel="last"/,
    );
    const bad = await call("GET", "/admin/users?page=x", { headers });
    expect(bad.response.status).toBe(400);
    expect(bad.body).toMatchObject({ error_code: "validation_failed" });
  });

  test("is closed to people, to the publishable key and without a token", async () => {
    const { session } = await signUp();
    const tokens = [session.access_token, target.publishableKey];
    for (const token of tokens) {
      const headers = { authorization: `Bearer ${token}` };
      const { response, body } = await call("GET", "/admin/users", { headers });
      expect(response.status).toBe(403);
      expect(body).toMatchObject({ error_code: "not_admin" });
    }
  });

  test("an id that is none, and one of nobody, are not found", async () => {
    const headers = { authorization: `Bearer ${target.secretKey}`, apikey: target.secretKey };
    const none = await call("GET", "/admin/users/not-a-uuid", { headers });
    expect(none.response.status).toBe(404);
    expect(none.body).toMatchObject({ error_code: "validation_failed" });
    const nobody = await call("DELETE", "/admin/users/00000000-0000-4000-8000-000000000000", { headers });
    expect(nobody.response.status).toBe(404);
    expect(nobody.body).toMatchObject({ error_code: "user_not_found" });
  });
});

describe("the project", () => {
  test("health and settings answer", async () => {
    const health = await call("GET", "/health");
    expect(health.body).toMatchObject({ name: "GoTrue", version: expect.any(String) });
    const { body } = await call("GET", "/settings");
    expect(body).toMatchObject({
      external: { email: true, phone: expect.any(Boolean) },
      disable_signup: false,
      mailer_autoconfirm: true,
    });
  });

  test("nothing but the open routes answers without a key", async () => {
    for (const headers of [{}, { apikey: "sb_publishable_wrong" }]) {
      const response = await fetch(`${target.authUrl}/settings`, { headers });
      expect(response.status).toBe(401);
      expect(await response.json()).toMatchObject({ message: expect.any(String) });
    }
  });

  test("errors have the older form, and the newer one for those who ask for it", async () => {
    const older = await call("GET", "/user", { headers: { authorization: "Bearer garbage" } });
    expect(older.response.status).toBe(403);
    expect(older.response.headers.get("x-sb-error-code")).toBe("bad_jwt");
    expect(older.body).toMatchObject({ code: 403, error_code: "bad_jwt", msg: expect.any(String) });
    const newer = await call("GET", "/user", {
      headers: { authorization: "Bearer garbage", "x-supabase-api-version": "2024-01-01" },
    });
    expect(newer.response.headers.get("x-supabase-api-version")).toBe("2024-01-01");
    expect(newer.body).toMatchObject({ code: "bad_jwt", message: expect.any(String) });
    expect(newer.body).not.toHaveProperty("error_code");
  });

  test("a body that is not JSON is refused", async () => {
    const response = await fetch(`${target.authUrl}/signup`, {
      method: "POST",
      headers: { apikey: target.publishableKey, "content-type": "application/json" },
      body: "{",
    });
    expect(response.status).toBe(400);
    expect(await response.json()).toMatchObject({ error_code: "bad_json" });
  });
});
