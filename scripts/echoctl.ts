/** `npm run echoctl -- <verb>`: operator commands. */
import { runEchoctl } from "../backend/echoctl.ts";

export async function main(parameters: readonly string[]): Promise<void> {
  process.exitCode = await runEchoctl(parameters, process.env, process.cwd());
}
