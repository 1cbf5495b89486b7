/** What an operator meets at start and stop: exit codes, and one clear sentence for what is wrong. */
import { mkdir, stat, writeFile } from "node:fs/promises";
import { Agent, get } from "node:http";
import { connect, createServer, type Server } from "node:net";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import {
  type EchoProcess,
  postgresPid,
  startEcho,
  startEchoInVain,
  temporaryFolder,
} from "#test/setup/echo-process.ts";

const folder = await temporaryFolder("echo-start-");
const dataDir = join(folder.path, "a folder with spaces");
let echo: EchoProcess;

beforeAll(async () => {
  echo = await startEcho(dataDir);
}, 90_000);

afterAll(async () => {
  await echo.stop();
  await folder.remove();
}, 60_000);

/** One sentence: no stack, no JSON, a full stop at the end. */
function expectOneSentence(stderr: string): void {
  const lines = stderr.split("\n").filter((line) => line !== "");
  expect(lines).toHaveLength(1);
  expect(lines[0]).toMatch(/^[A-Z].*\.$/);
  expect(stderr).not.toMatch(/\bat .*:\d+:\d+/);
}

describe("a running Echo", () => {
  it("is ready, with database, Auth and Storage checked", async () => {
    const answer = await fetch(`${echo.url}/readyz`);
    expect(answer.status).toBe(200);
    expect(await answer.json()).toEqual({
      status: "ok",
      checks: { database: "ok", auth: "ok", storage: "ok" },
    });
  });

  it("keeps its data folder to itself: 0700, the secrets 0600", async () => {
    expect((await stat(dataDir)).mode & 0o777).toBe(0o700);
    expect((await stat(join(dataDir, "secrets.json"))).mode & 0o777).toBe(0o600);
  });

  it("prints nothing but one JSON object a line on stdout", () => {
    const lines = echo
      .output()
      .split("\n")
      .filter((line) => line.startsWith("{"));
    expect(lines.length).toBeGreaterThan(0);
    for (const line of lines)
      expect(JSON.parse(line)).toMatchObject({
        level: expect.any(String),
        time: expect.any(String),
        msg: expect.any(String),
      });
    const started: unknown = JSON.parse(lines.find((line) => line.includes("server.started")) ?? "{}");
    expect(started).toMatchObject({ url: `http://127.0.0.1:${echo.port}`, port: echo.port });
  });

  it("does not let a second Echo onto its data folder, and says which process has it", async () => {
    const second = await startEchoInVain(dataDir);
    expect(second.exitCode).toBe(1);
    expect(second.stderr).toContain(String(echo.pid));
    expect(second.stderr).toContain(dataDir);
    expectOneSentence(second.stderr);
    expect((await fetch(`${echo.url}/readyz`)).status).toBe(200);
  });
});

describe("what stops a start", () => {
  it("wrong settings: all of them at once, exit code 78", async () => {
    const failed = await startEchoInVain(join(folder.path, "unused"), { PORT: "eighty", LOG_LEVEL: "loud" });
    expect(failed.exitCode).toBe(78);
    expect(failed.stderr).toContain('PORT: found "eighty"');
    expect(failed.stderr).toContain('LOG_LEVEL: found "loud"');
    await expect(stat(join(folder.path, "unused"))).rejects.toThrow("ENOENT");
  });

  it("a taken port is named, and nothing is left running", async () => {
    const blocker: Server = createServer();
    const port = await new Promise<number>((resolve) => {
      blocker.listen(0, "127.0.0.1", () => resolve((blocker.address() as { port: number }).port));
    });
    const failed = await startEchoInVain(join(folder.path, "port-taken"), { PORT: String(port) });
    blocker.close();
    expect(failed.exitCode).toBe(1);
    expect(failed.stderr).toContain(`PORT ${port}`);
    expectOneSentence(failed.stderr);
  });

  it("a data folder that holds something else is refused and left alone", async () => {
    const foreign = join(folder.path, "foreign");
    await mkdir(foreign);
    await writeFile(join(foreign, "thesis.txt"), "three years of work");
    const failed = await startEchoInVain(foreign);
    expect(failed.exitCode).toBe(1);
    expect(failed.stderr).toContain(foreign);
    expectOneSentence(failed.stderr);
    expect((await stat(join(foreign, "thesis.txt"))).size).toBe(19);
  });

  it("data of another PostgreSQL major is refused with both numbers", async () => {
    const other = join(folder.path, "other-major");
    await mkdir(join(other, "postgres", "17"), { recursive: true });
    await writeFile(join(other, "postgres", "17", "PG_VERSION"), "17\n");
    const failed = await startEchoInVain(other);
    expect(failed.exitCode).toBe(1);
    expect(failed.stderr).toMatch(/17[\s\S]*18|18[\s\S]*17/);
    expectOneSentence(failed.stderr);
  });

  it("production without a Supabase and without ECHO_EMBEDDED does not start an empty journal", async () => {
    const failed = await startEchoInVain(join(folder.path, "unused"), {
      ENVIRONMENT: "production",
      RATE_LIMIT_DEFAULT: "1/second",
      RATE_LIMIT_WRITE: "1/second",
      RATE_LIMIT_AUTH: "1/second",
    });
    expect(failed.exitCode).toBe(78);
    expect(failed.stderr).toContain("ECHO_EMBEDDED=true");
  });
});

describe("stopping", () => {
  it("SIGTERM ends with 0, and the next start is quick and finds what was written", async () => {
    const own = join(folder.path, "stop");
    const first = await startEcho(own);
    const credentials = { email: "alice@echo.example", password: "a long enough password" };
    const json = { "content-type": "application/json" };
    const signUp = await fetch(`${first.url}/auth/signup`, {
      method: "POST",
      headers: json,
      body: JSON.stringify(credentials),
    });
    expect(signUp.status).toBe(201);
    expect(await first.stop()).toBe(0);

    const second = await startEcho(own);
    const login = await fetch(`${second.url}/auth/login`, {
      method: "POST",
      headers: json,
      body: JSON.stringify(credentials),
    });
    expect(login.status).toBe(200);
    expect(await second.stop()).toBe(0);
  }, 90_000);

  it("SIGTERM to npm reaches Echo: exit code 0, and neither Echo nor its PostgreSQL is left behind", async () => {
    const own = join(folder.path, "npm");
    const started = await startEcho(own, {}, "npm");
    const postgres = await postgresPid(own);
    expect(await started.stop()).toBe(0);
    await expect(fetch(`${started.url}/healthz`)).rejects.toThrow();
    expect(() => process.kill(postgres, 0)).toThrow("ESRCH");
  }, 90_000);

  it("a signal that comes twice, as Ctrl+C does through npm, still ends with 0", async () => {
    const started = await startEcho(join(folder.path, "twice"));
    const postgres = await postgresPid(join(folder.path, "twice"));
    started.kill("SIGINT");
    await new Promise((resolve) => setTimeout(resolve, 5));
    started.kill("SIGINT");
    expect(await started.exited).toBe(0);
    expect(() => process.kill(postgres, 0)).toThrow("ESRCH");
  }, 90_000);

  it("a connection that says nothing does not hold up the stop", async () => {
    const started = await startEcho(join(folder.path, "silent"));
    const silent = [connect(started.port, "127.0.0.1"), connect(started.port, "127.0.0.1")];
    silent[1]?.write("GET /healthz HT");
    await fetch(`${started.url}/healthz`);
    const before = performance.now();
    expect(await started.stop()).toBe(0);
    expect(performance.now() - before).toBeLessThan(5_000);
    for (const socket of silent) socket.destroy();
  }, 90_000);

  it("under load fails no request: clients are told to go elsewhere before the door closes", async () => {
    const started = await startEcho(join(folder.path, "load"));
    const agents = Array.from({ length: 12 }, () => new Agent({ keepAlive: true, maxSockets: 1 }));
    const statuses: number[] = [];
    let isReadinessLost = false;
    // Each client goes on over its kept connection until readiness tells it to stop, as a balancer would.
    const clients = agents.map(async (agent) => {
      while (!isReadinessLost) statuses.push(await statusOf(`${started.url}/healthz`, agent));
    });
    const watch = (async () => {
      while ((await statusOf(`${started.url}/readyz`)) === 200)
        await new Promise((resolve) => setTimeout(resolve, 20));
      isReadinessLost = true;
    })();
    await new Promise((resolve) => setTimeout(resolve, 300));
    const stopped = started.stop();
    await Promise.all([...clients, watch]);
    expect(await stopped).toBe(0);
    expect(statuses.length).toBeGreaterThan(agents.length);
    expect(new Set(statuses)).toEqual(new Set([200]));
    for (const agent of agents) agent.destroy();
  }, 90_000);
});

function statusOf(url: string, agent?: Agent): Promise<number> {
  return new Promise((resolve, reject) => {
    const request = get(url, { ...(agent === undefined ? {} : { agent }), timeout: 5_000 }, (answer) => {
      answer.resume();
      answer.once("end", () => resolve(answer.statusCode ?? 0));
    });
    request.once("error", reject);
  });
}
