/**
 * What the official auth-js client may rely on: refresh tokens, their rotation and the detection of reuse.
 * The suite can be pointed at any Supabase: see `auth-target.ts`.
 */
import { describe, expect, test } from "vitest";
import { useTarget } from "./auth-target.ts";

const target = useTarget();
const { call, letReuseIntervalPass, newClient, refresh, signUp } = target;

describe("refreshing", () => {
  test("a refresh gives a new pair of tokens for the same login", async () => {
    const { client, session } = await signUp();
    const { data, error } = await client.refreshSession();
    expect(error).toBeNull();
    expect(data.session?.refresh_token).not.toBe(session.refresh_token);
    expect(data.user?.id).toBe(session.user.id);
    const before = await newClient().getClaims(session.access_token);
    const after = await newClient().getClaims(data.session?.access_token ?? "");
    expect(after.data?.claims.session_id).toBe(before.data?.claims.session_id);
    expect(after.data?.claims.amr).toEqual(before.data?.claims.amr);
  });

  test("twenty at once all succeed and agree on one token", async () => {
    const { session } = await signUp();
    const answers = await Promise.all(Array.from({ length: 20 }, () => refresh(session.refresh_token)));
    expect(new Set(answers.map(({ response }) => response.status))).toEqual(new Set([200]));
    const tokens = new Set(answers.map(({ body }) => body.refresh_token));
    expect(tokens.size).toBe(1);
    expect((await refresh(String([...tokens][0]))).response.status).toBe(200);
  });

  test("a client that failed to save the last answer gets the current token again", async () => {
    const { session } = await signUp();
    const first = await refresh(session.refresh_token);
    const again = await refresh(session.refresh_token);
    expect(again.response.status).toBe(200);
    expect(again.body.refresh_token).toBe(first.body.refresh_token);
  });

  test("an old token ends the whole login, and the current one with it", async () => {
    const { session } = await signUp();
    const first = await refresh(session.refresh_token);
    const second = await refresh(String(first.body.refresh_token));
    await letReuseIntervalPass();
    const reused = await refresh(session.refresh_token);
    expect(reused.response.status).toBe(400);
    expect(reused.response.headers.get("sb-auth-refresh-token-rotated")).toBe("true");
    expect(reused.body).toMatchObject({
      error_code: "refresh_token_already_used",
      msg: "Invalid Refresh Token: Already Used",
    });
    const current = await refresh(String(second.body.refresh_token));
    expect(current.body).toMatchObject({ error_code: "refresh_token_not_found" });
    const headers = { authorization: `Bearer ${String(second.body.access_token)}` };
    expect((await call("GET", "/user", { headers })).body).toMatchObject({ error_code: "session_not_found" });
  });

  test("no token, garbage, a tampered token and one of another login are refused", async () => {
    const { session } = await signUp();
    const none = await refresh("");
    expect(none.response.status).toBe(400);
    expect(none.body).toMatchObject({ error: "invalid_request", error_description: expect.any(String) });
    const tampered = `${session.refresh_token.slice(0, -8)}AAAAAAAA`;
    for (const token of ["garbage", "!".repeat(50), tampered]) {
      const answer = await refresh(token);
      expect(answer.response.status).toBe(400);
      expect(answer.body).toMatchObject({
        error_code: "validation_failed",
        msg: "Refresh token is not valid",
      });
    }
    const oldForm = await refresh("abcdefghij12");
    expect(oldForm.response.status).toBe(400);
    expect(oldForm.body).toMatchObject({ error_code: "refresh_token_not_found" });
    expect((await refresh(session.refresh_token)).response.status).toBe(200);
  });

  test("a login that has ended cannot be refreshed", async () => {
    const { client, session } = await signUp();
    await client.signOut({ scope: "local" });
    const { response, body } = await refresh(session.refresh_token);
    expect(response.status).toBe(400);
    expect(body).toMatchObject({ error_code: "refresh_token_not_found" });
  });

  test("a banned person cannot refresh", async () => {
    const { session } = await signUp();
    await target.admin.updateUserById(session.user.id, { ban_duration: "1h" });
    const { response, body } = await refresh(session.refresh_token);
    expect(response.status).toBe(400);
    expect(body).toMatchObject({ error_code: "user_banned" });
  });
});
