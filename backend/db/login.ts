/**
 * The one question that is asked of the login at start: does row-level security bind it? A login that it
 * does not bind would read every journal, whatever the policies say.
 */
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
         and (p.rolsuper or p.rolbypassrls or p.rolname = 'service_role')
         and pg_has_role(r.oid, p.oid, 'member')) as powerful_role
   from pg_roles r
   where r.rolname = session_user`,
);

/**
 * Rejects with one clear sentence when the login behind `db` is not bound by row-level security: superuser,
 * BYPASSRLS, owner of one of Echo's tables, or able to become a role that is one of these.
 */
export async function assertLoginIsBound(db: Pick<Db, "asSystem">): Promise<void> {
  const [login] = await db.asSystem("check of the login", (tx) => tx.query(FIND_LOGIN, []));
  if (login === undefined) throw new Error("The database login cannot see itself.");
  const reason = reasonOf(login);
  if (reason !== undefined) {
    throw new Error(
      `Echo refuses to run with the database login "${login.login}", because it ${reason} and so could read every journal; use the login echo_api (or echo_admin for ADMIN_DATABASE_URL).`,
    );
  }
}

function reasonOf(login: LoginRow): string | undefined {
  if (login.is_superuser) return "is a superuser";
  if (login.bypasses_rls) return "bypasses row-level security (BYPASSRLS)";
  if (login.powerful_role !== null) return `can become the role "${login.powerful_role}"`;
  if (login.owned_table !== null) return `owns the table "${login.owned_table}"`;
  return undefined;
}
