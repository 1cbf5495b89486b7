/**
 * A PostgreSQL that outlived its Echo. Under Echo's lock it can only be ours: a healthy one with the same
 * program and settings is kept, any other is stopped and replaced.
 */
import { setTimeout as delay } from "node:timers/promises";
import type { Log } from "#core/log.ts";
import type { Secret } from "#core/secret.ts";
import { tryLogin } from "./login-probe.ts";
import { isAlive, readArguments, readPostmaster, servesCluster } from "./postmaster.ts";
import {
  adoptServer,
  endServer,
  type ServerCommand,
  type ServerProcess,
  serverArguments,
} from "./server-process.ts";

/** An orphan in the middle of starting or stopping is given this long to get there. */
const SETTLE_LIMIT_MS = 10_000;
const SETTLE_POLL_MS = 50;
const STOP_LIMIT_MS = 8_000;
/** One that does not answer a login will hardly answer a polite signal. */
const HUNG_STOP_LIMIT_MS = 1_000;

/**
 * The orphan of this cluster when it is fit to be kept, else null with nothing of it running.
 *
 * @param superuserPassword what a kept orphan must accept
 */
export async function resolveOrphan(
  command: ServerCommand,
  superuserPassword: Secret,
  log: Log,
): Promise<ServerProcess | null> {
  const found = readPostmaster(command.clusterDirectory);
  if (found === null || !servesCluster(found.pid, command.clusterDirectory)) return null;
  const port = await settle(command, found.pid);
  const server = adoptServer(found.pid, port ?? 0);
  const login = port === null ? "unreachable" : await tryLogin(port, superuserPassword);
  if (port !== null && login === "accepted" && hasSameCommand(command, found.pid, port)) {
    log.warn({ pid: found.pid, port }, "embedded.postgres.orphan_adopted");
    return server;
  }
  log.warn({ pid: found.pid }, "embedded.postgres.orphan_replaced");
  const isHung = port !== null && login === "unreachable";
  await endServer(server, isHung ? HUNG_STOP_LIMIT_MS : STOP_LIMIT_MS);
  return null;
}

/** The port of the orphan once it is ready, or null when it does not become so. */
async function settle(command: ServerCommand, pid: number): Promise<number | null> {
  const deadline = performance.now() + SETTLE_LIMIT_MS;
  while (performance.now() < deadline) {
    const now = readPostmaster(command.clusterDirectory);
    if (now?.pid !== pid || !isAlive(pid)) return null;
    if (now.status === "ready") return now.port;
    if (now.status === "stopping") return null;
    await delay(SETTLE_POLL_MS);
  }
  return null;
}

function hasSameCommand(command: ServerCommand, pid: number, port: number): boolean {
  const found = readArguments(pid);
  return (
    found !== null && found.join("\n") === [command.program, ...serverArguments(command, port)].join("\n")
  );
}
