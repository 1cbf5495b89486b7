/**
 * Logins: `auth.sessions`. A login lives exactly as long as its row, so deleting the row is what signing
 * out means; a session starts only if nothing about its person changed since they were checked.
 */
import { createHmac, randomBytes } from "node:crypto";
import { newId } from "#core/ids.ts";
import type { Secret } from "#core/secret.ts";
import type { Caller } from "./caller.ts";
import type { LoginClaims } from "./tokens.ts";
import type { Queryable } from "./transaction.ts";
import { touchEmailIdentity, updateUser, type User } from "./users.ts";

/** How somebody proved who they are: the `method` of an `amr` entry. */
export type AuthenticationMethod = "password" | "otp";

export interface Session {
  readonly id: string;
  readonly userId: string;
  readonly aal: string;
  readonly createdAt: Date;
  readonly refreshedAt: Date | null;
  readonly notAfter: Date | null;
  /** base64, as stored; `refreshKey` makes the signing key of it. */
  readonly hmacKey: string | null;
  readonly refreshCounter: number;
}

interface SessionRow extends Omit<Session, "refreshCounter"> {
  readonly refreshCounter: string;
}

const COLUMNS = `
  s.id, s.user_id as "userId", coalesce(s.aal::text, 'aal1') as aal,
  s.created_at as "createdAt", s.refreshed_at at time zone 'UTC' as "refreshedAt",
  s.not_after as "notAfter", s.refresh_token_hmac_key as "hmacKey",
  coalesce(s.refresh_token_counter, 0) as "refreshCounter"`;

export async function findSession(db: Queryable, id: string): Promise<Session | undefined> {
  return firstSession(
    await db.query<SessionRow>(`select ${COLUMNS} from auth.sessions s where s.id = $1`, [id]),
  );
}

/** The session, whose row nobody else may change until the transaction ends. */
export async function lockSession(tx: Queryable, id: string): Promise<Session | undefined> {
  return firstSession(
    await tx.query<SessionRow>(`select ${COLUMNS} from auth.sessions s where s.id = $1 for update`, [id]),
  );
}

function firstSession({ rows }: { rows: SessionRow[] }): Session | undefined {
  const row = rows[0];
  return row === undefined ? undefined : { ...row, refreshCounter: Number(row.refreshCounter) };
}

/** The `aal` and `amr` claims of a session, newest proof first. */
export async function readLoginClaims(db: Queryable, session: Session): Promise<LoginClaims> {
  const { rows } = await db.query<{ method: string; at: Date }>(
    `select authentication_method as method, updated_at as at from auth.mfa_amr_claims
      where session_id = $1 order by updated_at desc, id`,
    [session.id],
  );
  const amr = rows.map((row) => ({ method: row.method, timestamp: Math.floor(row.at.getTime() / 1000) }));
  return { sessionId: session.id, aal: session.aal, amr };
}

/** Starts a login of `user`, whose row the transaction must hold. */
export async function insertSession(
  tx: Queryable,
  user: User,
  method: AuthenticationMethod,
  caller: Caller,
  now: Date,
): Promise<Session> {
  const session: Session = {
    id: newId(),
    userId: user.id,
    aal: "aal1",
    createdAt: now,
    refreshedAt: null,
    notAfter: null,
    hmacKey: randomBytes(32).toString("base64"),
    refreshCounter: 0,
  };
  await tx.query(
    `insert into auth.sessions (id, user_id, created_at, updated_at, aal, user_agent, ip,
       refresh_token_hmac_key, refresh_token_counter)
     values ($1, $2, $3, $3, 'aal1', $4, $5, $6, 0)`,
    [session.id, user.id, now, caller.userAgent, caller.address, session.hmacKey],
  );
  await tx.query(
    `insert into auth.mfa_amr_claims (id, session_id, created_at, updated_at, authentication_method)
     values ($1, $2, $3, $3, $4)`,
    [newId(), session.id, now, method],
  );
  await updateUser(tx, user.id, { lastSignInAt: now }, now);
  await touchEmailIdentity(tx, user.id, now);
  return session;
}

export async function updateRefreshed(
  tx: Queryable,
  sessionId: string,
  refreshCounter: number,
  caller: Caller,
  now: Date,
): Promise<void> {
  await tx.query(
    `update auth.sessions
        set refresh_token_counter = $2, refreshed_at = $3::timestamptz at time zone 'UTC', updated_at = $3,
            user_agent = $4, ip = $5
      where id = $1`,
    [sessionId, refreshCounter, now, caller.userAgent, caller.address],
  );
}

export async function deleteSession(db: Queryable, sessionId: string): Promise<void> {
  await db.query("delete from auth.sessions where id = $1", [sessionId]);
}

/** Ends every login of a person, but the one that is named. */
export async function deleteSessionsOf(db: Queryable, userId: string, exceptId?: string): Promise<void> {
  await db.query("delete from auth.sessions where user_id = $1 and id is distinct from $2", [
    userId,
    exceptId ?? null,
  ]);
}

/**
 * The key that signs the refresh tokens of a session. The stored half alone makes no token: a copy of
 * the database without the project's secret lets nobody in.
 */
export function refreshKey(jwtSecret: Secret, session: Session): Buffer {
  return createHmac("sha256", jwtSecret.reveal())
    .update("echo/refresh-token/v1")
    .update(Buffer.from(session.hmacKey ?? "", "base64"))
    .digest();
}
