/** `npm start`: the web app is built when needed while everything else starts, then Echo answers. */
import { runServer } from "../backend/server.ts";
import { ensureWebBuilt, WEB_DIST } from "./web-build.ts";

export async function main(): Promise<void> {
  const startedAt = performance.now();
  const webReady = ensureWebBuilt().then((isBuilt) => {
    if (isBuilt)
      console.error(`The web app was built in ${((performance.now() - startedAt) / 1000).toFixed(1)} s.`);
    return WEB_DIST;
  });
  await runServer({ environment: process.env, workingDirectory: process.cwd(), webReady });
}
