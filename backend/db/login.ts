/**
 * The one question that is asked of the login at start: does row-level security bind it? A login that it
 * does not bind would read every journal, whatever the policies say.
 */
import { Problem } from "#core/problem.ts";
import { DatabaseFault } from "./errors.ts";
import { type Db, statement } from "./scope.ts";

interface LoginRow {
  readonly login: string;
  readonly is_superuser: boolean;
  readonly bypasses_rls: boolean;
  readonly owned_table: string | null;
  readonly powerful_role: string | null;
}

const FIND_LOGIN = statement<LoginRow>(
  "login.find",
  `select
     r.rolname::text as login,
     r.rolsuper as is_superuser,
     r.rolbypassrls as bypasses_rls,
     (select min(c.relname)::text
        from pg_class c
       where c.relnamespace = any (array[to_regnamespace('public'), to_regnamespace('echo')]::oid[])
         and c.relkind in ('r', 'p')
         and pg_has_role(r.oid, c.relowner, 'member')) as owned_table,
     (select min(p.rolname)::text
        from pg_roles p
       where p.oid <> r.oid
         and (p.rolsuper or p.rolbypassrls or p.rolname in ('service_role', 'admin'))
         and pg_has_role(r.oid, p.oid, 'member')) as powerful_role
   from pg_roles r
   where r.rolname = session_user`,
);

export type LoginVerdict =
  | { readonly isBound: true }
  | {
      readonly isBound: false;
      /**
       * `unreachable`: the database did not answer, so nothing is known yet; `refused`: it did answer, and does
       * not let the login in.
       */
      readonly reason: "unbound" | "unreachable" | "refused";
      /** SQLSTATE, or a code of the network; null for `unbound`. */
      readonly code: string | null;
      /** One sentence for the operator. */
      readonly message: string;
    };

/**
 * Whether row-level security binds the login behind `db`. It does not bind a superuser, a login with
 * BYPASSRLS, the owner of one of Echo's tables, or a login that can become a role which is one of these.
 */
export async function checkLogin(db: Pick<Db, "asSystem">): Promise<LoginVerdict> {
  let login: LoginRow | undefined;
  try {
    [login] = await db.asSystem("check of the login", (tx) => tx.query(FIND_LOGIN, []));
  } catch (error) {
    if (!(error instanceof Problem) || !(error.cause instanceof DatabaseFault)) throw error;
    return notAsked(error.cause.code);
  }
  if (login === undefined) throw new Error("The database login cannot see itself.");
  const fault = faultOf(login);
  if (fault === undefined) return { isBound: true };
  return {
    isBound: false,
    reason: "unbound",
    code: null,
    message: `Echo refuses to run with the database login "${login.login}", because it ${fault} and so could read every journal; use the login echo_api.`,
  };
}

/** A server that starts, stops or is full (SQLSTATE 08, 53, 57, 58) will answer later; any other answer is a refusal. */
function notAsked(code: string): LoginVerdict {
  const isAnswer = /^[0-9A-Z]{5}$/.test(code) && !/^(08|53|57|58)/.test(code);
  if (!isAnswer) {
    return {
      isBound: false,
      reason: "unreachable",
      code,
      message: `The database cannot be reached (${code}).`,
    };
  }
  return {
    isBound: false,
    reason: "refused",
    code,
    message: `The database refuses the login of DATABASE_URL (${code}): check its name, password and database.`,
  };
}

function faultOf(login: LoginRow): string | undefined {
  if (login.is_superuser) return "is a superuser";
  if (login.bypasses_rls) return "bypasses row-level security (BYPASSRLS)";
  if (login.powerful_role !== null) return `can become the role "${login.powerful_role}"`;
  if (login.owned_table !== null) return `owns the table "${login.owned_table}"`;
  return undefined;
}
