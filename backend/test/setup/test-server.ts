/** What the test run's one server is called by those who start it and those who use it. */
/** Roles that tests log in as. */
export const TEST_ROLES = [
  "supabase_admin",
  "postgres",
  "supabase_auth_admin",
  "supabase_storage_admin",
  "authenticator",
  "echo_api",
  "echo_admin",
] as const;
export type TestRole = (typeof TEST_ROLES)[number];

/** What `inject("postgres")` gives: where the server is, and each role's password. */
export interface TestServer {
  readonly host: string;
  readonly port: number;
  readonly passwords: Readonly<Record<TestRole, string>>;
}

declare module "vitest" {
  interface ProvidedContext {
    postgres: TestServer;
  }
}

/** The database that test databases are copied from. */
export const TEMPLATE_DATABASE = "echo_template";
