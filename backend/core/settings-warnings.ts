/** What in the environment looks wrong but does not stop Echo: a sentence each, said once at start. */
import { type Environment, type EnvironmentReader, nearestName } from "./environment.ts";

/** Names that start with ECHO_ and mean something; others get a warning. */
const ECHO_NAMES = ["ECHO_DATA_DIR", "ECHO_EMBEDDED", "ECHO_SUPABASE_PORT"];

const SUPABASE_NAMES = [
  "SUPABASE_SERVICE_ROLE_KEY",
  "SUPABASE_JWT_SECRET",
  "DATABASE_URL",
  "ADMIN_DATABASE_URL",
];

/** What is set, or promised by a default, and has no effect as things are. */
export function ineffectiveSettings(
  read: EnvironmentReader,
  environmentName: string,
  isOnSupabase: boolean,
): readonly string[] {
  const idle = isOnSupabase ? [] : SUPABASE_NAMES.filter((idleName) => read.raw(idleName) !== undefined);
  return [
    ...idle.map((idleName) => `${idleName} has no effect without SUPABASE_URL`),
    ...(environmentName === "production"
      ? [
          "RATE_LIMIT_DEFAULT, RATE_LIMIT_WRITE and RATE_LIMIT_AUTH are not enforced by this version; let a proxy in front limit requests",
        ]
      : []),
  ];
}

/** Names that look like settings of Echo and are none, with the nearest real one. */
export function unknownNames(environment: Environment): readonly string[] {
  return Object.keys(environment)
    .filter((name) => name.startsWith("ECHO_") && !ECHO_NAMES.includes(name))
    .map((name) => {
      const nearest = nearestName(name, ECHO_NAMES);
      return `${name} is not a setting of Echo${nearest === undefined ? "" : `; did you mean ${nearest}?`}`;
    });
}
