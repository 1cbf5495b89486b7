/**
 * The people: `auth.users` and `auth.identities`. Text tokens in these tables stay empty (their hashes
 * live in `one_time_tokens`) but never NULL, because GoTrue cannot read NULL there.
 */
import { newId } from "#core/ids.ts";
import type { Queryable } from "./transaction.ts";

export type Metadata = Readonly<Record<string, unknown>>;

export interface Identity {
  readonly id: string;
  readonly provider_id: string;
  readonly user_id: string;
  readonly identity_data: Metadata;
  readonly provider: string;
  readonly last_sign_in_at: string | null;
  readonly created_at: string | null;
  readonly updated_at: string | null;
  readonly email: string | null;
}

export interface User {
  readonly id: string;
  readonly aud: string | null;
  readonly role: string | null;
  readonly email: string | null;
  readonly encryptedPassword: string | null;
  readonly emailConfirmedAt: Date | null;
  readonly invitedAt: Date | null;
  readonly confirmationSentAt: Date | null;
  readonly recoverySentAt: Date | null;
  readonly emailChange: string | null;
  readonly emailChangeSentAt: Date | null;
  /** 0: nothing confirmed yet; 1: one of the two addresses has agreed. */
  readonly emailChangeConfirmStatus: number;
  readonly reauthenticationSentAt: Date | null;
  readonly lastSignInAt: Date | null;
  readonly appMetadata: Metadata;
  readonly userMetadata: Metadata;
  readonly createdAt: Date;
  readonly updatedAt: Date;
  readonly phone: string | null;
  readonly phoneConfirmedAt: Date | null;
  readonly confirmedAt: Date | null;
  readonly bannedUntil: Date | null;
  readonly deletedAt: Date | null;
  readonly isAnonymous: boolean;
  readonly identities: readonly Identity[];
}

export interface NewUser {
  readonly id: string;
  readonly email: string;
  /** "" for somebody who has no password yet. */
  readonly encryptedPassword: string;
  readonly role: string;
  readonly appMetadata: Metadata;
  readonly userMetadata: Metadata;
  readonly emailConfirmedAt: Date | null;
  readonly bannedUntil: Date | null;
}

/** Columns of `auth.users` that may change, by the names they have here. */
const CHANGEABLE = {
  role: "role",
  email: "email",
  encryptedPassword: "encrypted_password",
  emailConfirmedAt: "email_confirmed_at",
  invitedAt: "invited_at",
  confirmationSentAt: "confirmation_sent_at",
  recoverySentAt: "recovery_sent_at",
  emailChange: "email_change",
  emailChangeSentAt: "email_change_sent_at",
  emailChangeConfirmStatus: "email_change_confirm_status",
  reauthenticationSentAt: "reauthentication_sent_at",
  lastSignInAt: "last_sign_in_at",
  appMetadata: "raw_app_meta_data",
  userMetadata: "raw_user_meta_data",
  bannedUntil: "banned_until",
  deletedAt: "deleted_at",
} as const;

export type UserChanges = Partial<Pick<User, keyof typeof CHANGEABLE>>;

const COLUMNS = `
  u.id, u.aud, u.role, u.email, u.phone,
  u.encrypted_password as "encryptedPassword",
  u.email_confirmed_at as "emailConfirmedAt",
  u.invited_at as "invitedAt",
  u.confirmation_sent_at as "confirmationSentAt",
  u.recovery_sent_at as "recoverySentAt",
  u.email_change as "emailChange",
  u.email_change_sent_at as "emailChangeSentAt",
  coalesce(u.email_change_confirm_status, 0) as "emailChangeConfirmStatus",
  u.reauthentication_sent_at as "reauthenticationSentAt",
  u.last_sign_in_at as "lastSignInAt",
  coalesce(u.raw_app_meta_data, '{}') as "appMetadata",
  coalesce(u.raw_user_meta_data, '{}') as "userMetadata",
  coalesce(u.created_at, 'epoch') as "createdAt",
  coalesce(u.updated_at, u.created_at, 'epoch') as "updatedAt",
  u.phone_confirmed_at as "phoneConfirmedAt",
  u.confirmed_at as "confirmedAt",
  u.banned_until as "bannedUntil",
  u.deleted_at as "deletedAt",
  u.is_anonymous as "isAnonymous",
  coalesce((select jsonb_agg(to_jsonb(i) order by i.created_at, i.id)
              from auth.identities i where i.user_id = u.id), '[]') as identities`;

export async function findUserById(db: Queryable, id: string): Promise<User | undefined> {
  const { rows } = await db.query<User>(`select ${COLUMNS} from auth.users u where u.id = $1`, [id]);
  return rows[0];
}

/** @param email in lower case */
export async function findUserByEmail(db: Queryable, email: string): Promise<User | undefined> {
  const { rows } = await db.query<User>(
    `select ${COLUMNS} from auth.users u where u.email = $1 and u.is_sso_user = false`,
    [email],
  );
  return rows[0];
}

/** The person, whose row nobody else may change until the transaction ends. */
export async function lockUser(tx: Queryable, id: string): Promise<User | undefined> {
  await tx.query("select from auth.users where id = $1 for update", [id]);
  return findUserById(tx, id);
}

/** Newest first. */
export async function listUsers(db: Queryable, limit: number, offset: number): Promise<readonly User[]> {
  const { rows } = await db.query<User>(
    `select ${COLUMNS} from auth.users u order by u.created_at desc nulls last, u.id limit $1 offset $2`,
    [limit, offset],
  );
  return rows;
}

export async function countUsers(db: Queryable): Promise<number> {
  const { rows } = await db.query<{ count: string }>("select count(*) as count from auth.users");
  return Number(rows[0]?.count ?? 0);
}

/**
 * Adds a person with the identity of the address.
 * @throws a unique violation where the address or the id is taken
 */
export async function insertUser(tx: Queryable, user: NewUser, now: Date): Promise<void> {
  await tx.query(
    `insert into auth.users (instance_id, id, aud, role, email, encrypted_password, email_confirmed_at,
       banned_until, raw_app_meta_data, raw_user_meta_data, created_at, updated_at,
       confirmation_token, recovery_token, email_change_token_new, email_change)
     values ('00000000-0000-0000-0000-000000000000', $1, 'authenticated', $2, $3, $4, $5, $6, $7, $8, $9, $9,
       '', '', '', '')`,
    [
      user.id,
      user.role,
      user.email,
      user.encryptedPassword,
      user.emailConfirmedAt,
      user.bannedUntil,
      JSON.stringify(user.appMetadata),
      JSON.stringify(user.userMetadata),
      now,
    ],
  );
  await insertIdentity(tx, user.id, user.email, user.emailConfirmedAt !== null, now);
}

/** Changes the named columns and `updated_at`. */
export async function updateUser(tx: Queryable, id: string, changes: UserChanges, now: Date): Promise<void> {
  const entries = Object.entries(changes) as [keyof typeof CHANGEABLE, unknown][];
  const assignments = entries.map(([name], index) => `${CHANGEABLE[name]} = $${index + 3}`);
  const values = entries.map(([, value]) =>
    value !== null && typeof value === "object" && !(value instanceof Date) ? JSON.stringify(value) : value,
  );
  await tx.query(`update auth.users set ${["updated_at = $2", ...assignments].join(", ")} where id = $1`, [
    id,
    now,
    ...values,
  ]);
}

/** Brings the identity of the address in line with the person's row; makes it where there is none. */
export async function updateEmailIdentity(
  tx: Queryable,
  userId: string,
  email: string,
  isVerified: boolean,
  now: Date,
): Promise<void> {
  const { rowCount } = await tx.query(
    `update auth.identities
        set identity_data = identity_data || jsonb_build_object('email', $2::text, 'email_verified', $3::boolean),
            updated_at = $4
      where user_id = $1 and provider = 'email'`,
    [userId, email, isVerified, now],
  );
  if (rowCount === 0) await insertIdentity(tx, userId, email, isVerified, now);
}

export async function touchEmailIdentity(tx: Queryable, userId: string, now: Date): Promise<void> {
  await tx.query(
    "update auth.identities set last_sign_in_at = $2, updated_at = $2 where user_id = $1 and provider = 'email'",
    [userId, now],
  );
}

/** Removes the person and, by cascade, identities, sessions and tokens. */
export async function deleteUser(tx: Queryable, id: string): Promise<void> {
  await tx.query("delete from auth.users where id = $1", [id]);
}

export async function deleteIdentities(tx: Queryable, userId: string): Promise<void> {
  await tx.query("delete from auth.identities where user_id = $1", [userId]);
}

async function insertIdentity(
  tx: Queryable,
  userId: string,
  email: string,
  isVerified: boolean,
  now: Date,
): Promise<void> {
  const identityData = { sub: userId, email, email_verified: isVerified, phone_verified: false };
  await tx.query(
    `insert into auth.identities (id, provider_id, user_id, identity_data, provider, created_at, updated_at)
     values ($1, $2::text, $2::uuid, $3, 'email', $4, $4)`,
    [newId(), userId, JSON.stringify(identityData), now],
  );
}
