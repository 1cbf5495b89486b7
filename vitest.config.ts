/**
 * Two projects: `unit` is pure and runs in threads; `integration` talks to a real PostgreSQL that
 * its global set-up starts, and runs in forks.
 */
import { defineConfig } from "vitest/config";

export default defineConfig({
  test: {
    projects: [
      {
        test: {
          name: "unit",
          include: ["{contract,emotion,backend,web,scripts}/**/*.unit.test.ts"],
          exclude: ["**/node_modules/**"],
          pool: "threads",
        },
      },
      {
        test: {
          name: "integration",
          include: ["backend/test/**/*.test.ts"],
          exclude: ["**/node_modules/**", "**/*.unit.test.ts"],
          pool: "forks",
          testTimeout: 30_000,
          hookTimeout: 60_000,
          globalSetup: ["backend/test/setup/global.ts"],
        },
      },
    ],
  },
});
