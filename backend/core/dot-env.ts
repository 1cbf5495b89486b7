/** `backend/.env` counts in development only, and never wins over the real environment. */
import { readFile } from "node:fs/promises";
import { parseEnv } from "node:util";
import type { Environment } from "./environment.ts";

/** The environment, joined with what the file says where development allows it. */
export async function withDotEnv(environment: Environment, file: string): Promise<Environment> {
  const name = environment["ENVIRONMENT"]?.trim() || "development";
  if (name !== "development") return environment;
  const text = await readFile(file, "utf8").catch(() => undefined);
  return text === undefined ? environment : { ...parseEnv(text), ...environment };
}
