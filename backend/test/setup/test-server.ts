/** What the test run's one server is called by those who start it and those who use it. */
import type { LoginRole } from "#embedded/secrets.ts";

/** What `inject("postgres")` gives: where the server is, and each role's password. */
export interface TestServer {
  readonly host: string;
  readonly port: number;
  readonly passwords: Readonly<Record<LoginRole, string>>;
}

declare module "vitest" {
  interface ProvidedContext {
    postgres: TestServer;
  }
}

/** The database that test databases are copied from. */
export const TEMPLATE_DATABASE = "echo_template";
