import { describe, expect, it } from "vitest";
import { ApiError, explain, isProblem } from "../../src/api/errors.ts";
import { createTransport } from "../../src/api/transport.ts";

interface Call {
  readonly method: string;
  readonly path: string;
  readonly csrf: string | null;
}

type Answer = { readonly status: number; readonly body?: unknown; readonly headers?: Record<string, string> };

const problem = (status: number, name: string) => ({
  status,
  body: { type: `/problems/${name}`, title: "", status, detail: "A sentence.", request_id: "r" },
});

/** A server in place of the network. */
function aServer(answer: (call: Call, calls: readonly Call[]) => Answer | Promise<Answer>) {
  const calls: Call[] = [];
  const fetchFrom = (async (input: string, init: RequestInit) => {
    const headers = new Headers(init.headers);
    const call = { method: init.method ?? "GET", path: input, csrf: headers.get("X-CSRF-Token") };
    calls.push(call);
    const { status, body, headers: answered } = await answer(call, calls);
    return new Response(status === 204 ? null : JSON.stringify(body ?? {}), {
      status,
      headers: answered ?? {},
    });
  }) as typeof fetch;
  return { calls, transport: createTransport(fetchFrom, () => true) };
}

const paths = (calls: readonly Call[]) => calls.map(({ method, path }) => `${method} ${path}`);

describe("a request with an expired access token", () => {
  it("is repeated after one refresh that all waiting requests share", async () => {
    let isFresh = false;
    const { calls, transport } = aServer(async ({ path }) => {
      if (path === "/auth/refresh") {
        await Promise.resolve();
        isFresh = true;
        return { status: 200, body: { user: { id: "p" } } };
      }
      return isFresh ? { status: 200, body: { path } } : problem(401, "invalid-token");
    });
    transport.setPerson("p");
    const answers = await Promise.all(["/a", "/b", "/c"].map((path) => transport.send("GET", path)));
    expect(answers.map(({ body }) => body)).toEqual([{ path: "/a" }, { path: "/b" }, { path: "/c" }]);
    expect(paths(calls).filter((call) => call === "POST /auth/refresh")).toHaveLength(1);
  });

  it("goes on when another tab has just refreshed", async () => {
    let attempts = 0;
    const { transport } = aServer(({ path }) => {
      if (path === "/auth/refresh") return problem(409, "conflict");
      attempts += 1;
      return attempts === 1 ? problem(401, "invalid-token") : { status: 200, body: "there" };
    });
    expect((await transport.send("GET", "/entries")).body).toBe("there");
  });

  it("tells that the login has ended when the refresh is refused, and not when Echo is down", async () => {
    let refreshStatus = problem(401, "invalid-token");
    const { transport } = aServer(({ path }) =>
      path === "/auth/refresh" ? refreshStatus : problem(401, "invalid-token"),
    );
    let ends = 0;
    transport.onSignedOut(() => {
      ends += 1;
    });
    await expect(transport.send("GET", "/entries")).rejects.toMatchObject({ kind: "signed_out" });
    expect(ends).toBe(1);
    refreshStatus = problem(503, "unavailable");
    await expect(transport.send("GET", "/entries")).rejects.toMatchObject({ kind: "problem" });
    expect(ends).toBe(1);
  });
});

describe("a request that changes something", () => {
  it("carries a CSRF token that is fetched once and kept", async () => {
    const { calls, transport } = aServer(({ path }) => ({
      status: 200,
      body: path === "/auth/csrf" ? { csrf_token: "t1" } : {},
    }));
    await transport.send("POST", "/entries", { body: {} });
    await transport.send("PATCH", "/entries/1", { body: {} });
    expect(paths(calls)).toEqual(["GET /auth/csrf", "POST /entries", "PATCH /entries/1"]);
    expect(calls.slice(1).map((call) => call.csrf)).toEqual(["t1", "t1"]);
  });

  it("is repeated once with a new token when the token is refused, then gives up", async () => {
    let issued = 0;
    const { calls, transport } = aServer(({ path, csrf }) => {
      if (path === "/auth/csrf") return { status: 200, body: { csrf_token: `t${(issued += 1)}` } };
      return csrf === "t2" ? { status: 201 } : problem(403, "csrf-failed");
    });
    expect((await transport.send("POST", "/entries", { body: {} })).status).toBe(201);
    expect(calls.at(-1)?.csrf).toBe("t2");
    transport.setPerson(null);
    await expect(transport.send("POST", "/entries", { body: {} })).rejects.toSatisfy((error) =>
      isProblem(error, "csrf_failed"),
    );
  });

  it("is never sent when somebody else is signed in by now", async () => {
    const { calls, transport } = aServer(({ path }) => {
      if (path === "/auth/csrf") return { status: 200, body: { csrf_token: "t" } };
      return { status: 200, body: { user: { id: "somebody-else" } } };
    });
    transport.setPerson("p");
    await expect(transport.send("POST", "/entries", { body: {} })).rejects.toMatchObject({
      kind: "signed_out",
    });
    expect(paths(calls)).not.toContain("POST /entries");
  });

  it("needs no token before there is a login, and a wrong password asks for no refresh", async () => {
    const { calls, transport } = aServer(() => problem(401, "invalid-credentials"));
    await expect(transport.send("POST", "/auth/login", { body: {}, access: "anyone" })).rejects.toSatisfy(
      (error) => isProblem(error, "invalid_credentials"),
    );
    expect(calls).toEqual([{ method: "POST", path: "/auth/login", csrf: null }]);
  });
});

describe("a request without an answer", () => {
  const failing = (isOnline: boolean) =>
    createTransport(
      () => Promise.reject(new TypeError("Failed to fetch")),
      () => isOnline,
    );

  it("says whether the device is offline or Echo cannot be reached", async () => {
    await expect(failing(false).send("GET", "/entries")).rejects.toMatchObject({ kind: "offline" });
    await expect(failing(true).send("GET", "/entries")).rejects.toMatchObject({ kind: "unreachable" });
  });

  it("ends after its time limit", async () => {
    const transport = createTransport(
      ((_input: string, init: RequestInit) =>
        new Promise((_resolve, reject) => {
          init.signal?.addEventListener("abort", () => reject(new DOMException("", "TimeoutError")));
        })) as typeof fetch,
      () => true,
    );
    await expect(transport.send("GET", "/entries", { timeoutMs: 5 })).rejects.toMatchObject({
      kind: "timeout",
    });
  });

  it("of a proxy instead of Echo counts as an outage", async () => {
    const transport = createTransport(
      () => Promise.resolve(new Response("<html>Bad gateway</html>", { status: 502 })),
      () => true,
    );
    await expect(transport.send("GET", "/entries")).rejects.toSatisfy((error) =>
      isProblem(error, "unavailable"),
    );
  });

  it("passes an abort of the caller on as it is", async () => {
    const abort = new AbortController();
    abort.abort(new Error("left the page"));
    const transport = createTransport(
      (_input, init) => Promise.reject(init?.signal?.reason as Error),
      () => true,
    );
    await expect(transport.send("GET", "/entries", { signal: abort.signal })).rejects.toThrow(
      "left the page",
    );
  });
});

describe("the words for a problem", () => {
  const aProblem = (name: string, change: object = {}, retryAfterSeconds?: number) =>
    new ApiError(
      "problem",
      {
        type: `/problems/${name}`,
        title: "",
        status: 400,
        detail: "From the server.",
        request_id: "",
        ...change,
      },
      retryAfterSeconds,
    );

  it("name the field of every pointer, once, as a sentence", () => {
    const errors = [
      { pointer: "/tags/0", detail: "must not be empty" },
      { pointer: "/tags/3", detail: "must not be long" },
      { pointer: "/full~1name", detail: "Give a name." },
    ];
    expect(explain(aProblem("invalid-input", { errors })).fields).toEqual({
      tags: "Must not be empty.",
      "full/name": "Give a name.",
    });
  });

  it("say how long to wait, and are the server's own where it knows better", () => {
    expect(explain(aProblem("too-many-requests", {}, 30)).sentence).toContain("30 seconds");
    expect(explain(aProblem("too-many-requests", {}, 600)).sentence).toContain("10 minutes");
    expect(explain(aProblem("conflict")).sentence).toBe("From the server.");
    expect(explain(aProblem("something-new")).sentence).toBe("From the server.");
  });

  it("are kind for whatever else is thrown", () => {
    expect(explain(new TypeError("x is undefined")).sentence).toBe("Something went wrong. Please try again.");
    expect(explain(new ApiError("signed_out")).sentence).toContain("signed out");
  });
});
