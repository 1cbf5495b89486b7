/**
 * The statements about profiles. Every person has a profile from the moment they exist (a trigger of the
 * database sees to it); should one be missing all the same, it is made when it is first asked for.
 */
import type { Profile } from "@echo/contract/profile.ts";
import { statement, type UserTx } from "#db/scope.ts";
import type { ProfileChange } from "./rules.ts";

/** The address is not in this table: Supabase Auth owns it. */
export type ProfileRow = Omit<Profile, "email">;

const COLUMNS = "user_id as id, full_name, timezone, locale, week_start, created_at, updated_at";

const findStatement = statement<ProfileRow>(
  "profile.find",
  `select ${COLUMNS} from public.profiles where user_id = $1::uuid`,
);

export async function findProfile(tx: UserTx, userId: string): Promise<ProfileRow | undefined> {
  const [row] = await tx.query(findStatement, [userId]);
  return row;
}

const insertStatement = statement(
  "profile.insert",
  "insert into public.profiles (user_id) values ($1::uuid) on conflict (user_id) do nothing",
);

/** Makes a profile with defaults, unless there is one by now. */
export async function insertProfile(tx: UserTx, userId: string): Promise<void> {
  await tx.query(insertStatement, [userId]);
}

const updateStatement = statement<ProfileRow>(
  "profile.update",
  `update public.profiles
  set full_name = case when $3::boolean then $2 else full_name end,
    timezone = coalesce($4, timezone),
    locale = coalesce($5, locale),
    week_start = coalesce($6::smallint, week_start)
  where user_id = $1::uuid
  returning ${COLUMNS}`,
);

/** The profile after the change; undefined where there is none. */
export async function updateProfile(
  tx: UserTx,
  userId: string,
  change: ProfileChange,
): Promise<ProfileRow | undefined> {
  const { fullName, timezone, locale, weekStart } = change;
  const [row] = await tx.query(updateStatement, [
    userId,
    fullName ?? null,
    fullName !== undefined,
    timezone ?? null,
    locale ?? null,
    weekStart ?? null,
  ]);
  return row;
}
