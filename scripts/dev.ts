/** `npm run dev`: the backend restarts and the web app reloads when their files change. */
import { type ChildProcess, spawn } from "node:child_process";
import { join } from "node:path";
import { binary, ROOT, toolEnvironment } from "./repository.ts";

export async function main(): Promise<void> {
  const start = (command: string, parameters: readonly string[]): ChildProcess =>
    spawn(command, parameters, {
      cwd: ROOT,
      env: toolEnvironment(),
      stdio: ["ignore", "inherit", "inherit"],
    });
  const children = [
    start(process.execPath, ["--watch-path=backend", "--watch-path=contract", join("backend", "server.ts")]),
    start(binary("vite"), ["web"]),
  ];
  console.error("The web app with live reload: http://localhost:5173/app/ (API: http://127.0.0.1:8000)");
  const stop = () => children.forEach((child) => child.kill("SIGTERM"));
  process.on("SIGINT", stop);
  process.on("SIGTERM", stop);
  await Promise.race(children.map((child) => new Promise((resolve) => child.once("close", resolve))));
  stop();
}
