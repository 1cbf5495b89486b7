/** Asks a running server whether it takes the superuser's password, within a time limit. */
import { Client } from "pg";
import type { Secret } from "#core/secret.ts";
import { SUPERUSER } from "./cluster.ts";
import { systemErrorCode } from "./errors.ts";
import { LOOPBACK } from "./ports.ts";

const LIMIT_MS = 2_000;
/** SQLSTATE invalid_password. */
const INVALID_PASSWORD = "28P01";

/** Logs in and runs one query: `refused` is the password's fault, `unreachable` anything else. */
export async function tryLogin(
  port: number,
  password: Secret,
): Promise<"accepted" | "refused" | "unreachable"> {
  const client = new Client({
    host: LOOPBACK,
    port,
    user: SUPERUSER,
    password: password.reveal(),
    database: "postgres",
    connectionTimeoutMillis: LIMIT_MS,
    query_timeout: LIMIT_MS,
  });
  client.on("error", () => {});
  try {
    await client.connect();
    await client.query("select 1");
    return "accepted";
  } catch (error) {
    return systemErrorCode(error) === INVALID_PASSWORD ? "refused" : "unreachable";
  } finally {
    await client.end().catch(() => {});
  }
}
