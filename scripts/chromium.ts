/**
 * Finds a Chromium for the browser tests, and installs one where the machine has none: by the system's
 * package manager where that is allowed, else by Playwright.
 */
import { access } from "node:fs/promises";
import { binary, run } from "./repository.ts";

const PLACES = [
  "/usr/bin/chromium",
  "/usr/bin/chromium-browser",
  "/usr/bin/google-chrome",
  "/usr/bin/google-chrome-stable",
  "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
];
const INSTALL_LIMIT_MS = 600_000;

/**
 * The path of a Chromium.
 * @throws Error with a sentence that says how to get one
 */
export async function ensureChromium(): Promise<string> {
  const found = await findChromium();
  if (found !== undefined) return found;
  console.error("There is no Chromium on this machine; installing one for the browser tests.");
  if (process.getuid?.() === 0) {
    await run("apt-get", ["update"], INSTALL_LIMIT_MS);
    await run("apt-get", ["install", "-y", "--no-install-recommends", "chromium"], INSTALL_LIMIT_MS, {
      DEBIAN_FRONTEND: "noninteractive",
    });
    const installed = await findChromium();
    if (installed !== undefined) return installed;
  }
  const result = await run(binary("playwright"), ["install", "chromium"], INSTALL_LIMIT_MS);
  const downloaded = await playwrightChromium();
  if (downloaded !== undefined) return downloaded;
  throw new Error(
    `No Chromium could be installed. Install the package "chromium" or set CHROMIUM_PATH.\n${result.output.slice(-2000)}`,
  );
}

async function findChromium(): Promise<string | undefined> {
  const places = [process.env["CHROMIUM_PATH"], ...PLACES].filter(
    (place) => place !== undefined && place !== "",
  );
  for (const place of places) {
    if (place !== undefined && (await isThere(place))) return place;
  }
  return playwrightChromium();
}

async function playwrightChromium(): Promise<string | undefined> {
  const { chromium } = await import("@playwright/test");
  const path = chromium.executablePath();
  return (await isThere(path)) ? path : undefined;
}

function isThere(path: string): Promise<boolean> {
  return access(path).then(
    () => true,
    () => false,
  );
}
