/**
 * Browser tests against the real thing: Echo itself, started on an empty data folder, with its own
 * PostgreSQL, and the web app as it is built. Only the rate limits are off, because all tests share one
 * address.
 */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { defineConfig } from "@playwright/test";

const port = Number(process.env["PORT"] ?? 8137);
const url = `http://127.0.0.1:${port}`;
// Workers read this file as well: only the first reading makes a folder, and takes it away at the end,
// when Echo has stopped.
if (process.env["ECHO_E2E_DATA_DIR"] === undefined) {
  const directory = mkdtempSync(join(tmpdir(), "echo-e2e-"));
  process.env["ECHO_E2E_DATA_DIR"] = directory;
  process.on("exit", () => rmSync(directory, { recursive: true, force: true }));
}

export default defineConfig({
  testDir: "test/e2e",
  testMatch: "**/*.e2e.ts",
  outputDir: "test-results",
  fullyParallel: true,
  workers: 2,
  timeout: 60_000,
  expect: { timeout: 10_000 },
  forbidOnly: process.env["CI"] !== undefined,
  reporter: [["list"]],
  use: {
    baseURL: url,
    locale: "en-GB",
    timezoneId: "Europe/Berlin",
    viewport: { width: 1280, height: 800 },
    browserName: "chromium",
    trace: "off",
    actionTimeout: 10_000,
    navigationTimeout: 20_000,
    launchOptions: {
      executablePath: process.env["CHROMIUM_PATH"] ?? "/usr/bin/chromium",
      args: [
        "--no-sandbox",
        "--disable-gpu",
        "--disable-quic",
        "--no-first-run",
        "--disable-background-networking",
        "--disable-component-update",
        "--disable-sync",
      ],
    },
  },
  webServer: {
    command: `"${process.execPath}" scripts/run.mjs start`,
    cwd: join(import.meta.dirname, ".."),
    url: `${url}/readyz`,
    timeout: 120_000,
    gracefulShutdown: { signal: "SIGTERM", timeout: 30_000 },
    reuseExistingServer: false,
    stdout: "ignore",
    stderr: "pipe",
    env: {
      PORT: String(port),
      HOST: "127.0.0.1",
      ENVIRONMENT: "test",
      LOG_LEVEL: "warn",
      ECHO_DATA_DIR: process.env["ECHO_E2E_DATA_DIR"],
      ECHO_SUPABASE_PORT: "0",
      RATE_LIMIT_DEFAULT: "off",
      RATE_LIMIT_WRITE: "off",
      RATE_LIMIT_AUTH: "off",
    },
  },
});
