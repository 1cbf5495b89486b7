/** What is remembered of logins: for a minute, once for many who ask, and never longer than a logout. */
import { describe, expect, test, vi } from "vitest";
import type { Actor } from "#core/actor.ts";
import { createLoginSessions } from "#services/login-sessions.ts";

const actorOf = (userId: string, sessionId: string): Actor => ({
  userId,
  sessionId,
  role: "authenticated",
  claims: "{}",
});
const alice = actorOf("alice", "alice-1");

function set(isAlive = true) {
  const state = { nowMs: 0, isAlive };
  const ask = vi.fn(async (_actor: Actor) => state.isAlive);
  const sessions = createLoginSessions(ask, { now: () => new Date(state.nowMs) });
  return { state, ask, sessions };
}

describe("login sessions", () => {
  test("are asked about once for many callers, and remembered for a minute", async () => {
    const { state, ask, sessions } = set();
    expect(sessions.peek("alice-1")).toBeUndefined();
    expect(await Promise.all([1, 2, 3].map(() => sessions.check(alice)))).toEqual([true, true, true]);
    expect(ask).toHaveBeenCalledTimes(1);
    state.nowMs = 59_999;
    expect(sessions.peek("alice-1")).toBe(true);
    state.nowMs = 60_000;
    expect(sessions.peek("alice-1")).toBeUndefined();
  });

  test("that are over are remembered as well", async () => {
    const { ask, sessions } = set(false);
    expect(await sessions.check(alice)).toBe(false);
    expect(sessions.peek("alice-1")).toBe(false);
    expect(ask).toHaveBeenCalledTimes(1);
  });

  test("end at once at a logout, also when the database is being asked", async () => {
    const { sessions } = set();
    const asked = sessions.check(alice);
    sessions.end("alice-1");
    expect(await asked).toBe(false);
    expect(sessions.peek("alice-1")).toBe(false);
  });

  test("of one person are asked about again, and those of others are not", async () => {
    const { sessions } = set();
    await sessions.check(alice);
    await sessions.check(actorOf("bob", "bob-1"));
    sessions.forgetPerson("alice");
    expect([sessions.peek("alice-1"), sessions.peek("bob-1")]).toEqual([undefined, true]);
  });

  test("that could not be asked about are not remembered", async () => {
    const { ask, sessions } = set();
    ask.mockRejectedValueOnce(new Error("down"));
    await expect(sessions.check(alice)).rejects.toThrow("down");
    expect(sessions.peek("alice-1")).toBeUndefined();
    expect(await sessions.check(alice)).toBe(true);
  });

  test("are bounded in number: the oldest are forgotten", async () => {
    const { sessions } = set();
    for (let n = 0; n < 10_001; n += 1) await sessions.check(actorOf("many", `s-${n}`));
    expect([sessions.peek("s-0"), sessions.peek("s-1")]).toEqual([undefined, true]);
  });
});
