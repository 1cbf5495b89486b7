/**
 * What happened to an account, in `auth.audit_log_entries`, as hosted projects keep it: ids and an
 * address of the network, never a mail address. Refreshes are left out: they would be nearly all of it.
 */
import { newId } from "#core/ids.ts";
import type { Caller } from "./caller.ts";
import type { Queryable } from "./transaction.ts";

export type AuditAction =
  | "user_signedup"
  | "user_invited"
  | "user_modified"
  | "user_updated_password"
  | "user_deleted"
  | "user_recovery_requested"
  | "user_reauthenticate_requested"
  | "login"
  | "logout"
  | "token_revoked";

/** Adds one line about the person `userId`. */
export async function recordAudit(
  db: Queryable,
  action: AuditAction,
  userId: string,
  caller: Pick<Caller, "address">,
  now: Date,
): Promise<void> {
  await db.query(
    `insert into auth.audit_log_entries (instance_id, id, payload, created_at, ip_address)
     values ('00000000-0000-0000-0000-000000000000', $1, $2, $3, $4)`,
    [newId(), JSON.stringify({ action, user_id: userId }), now, caller.address],
  );
}
