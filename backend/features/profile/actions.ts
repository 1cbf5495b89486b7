/** Reading and changing the own profile, which is made with defaults should it be missing. */
import type { UpdateProfile } from "@echo/contract/profile.ts";
import type { Deps } from "#backend/deps.ts";
import type { Actor } from "#core/actor.ts";
import { invalidInput, notFound } from "#core/problem.ts";
import { sqlStateOf } from "#db/errors.ts";
import { findProfile, insertProfile, type ProfileRow, updateProfile } from "./queries.ts";
import { checkProfile } from "./rules.ts";

type ProfileDeps = Pick<Deps, "db">;

/** The profile of the person who asks. */
export function getProfile({ db }: ProfileDeps, actor: Actor): Promise<ProfileRow> {
  return orMadeFirst(db, actor, () => db.asUserOnce(actor, (tx) => findProfile(tx, actor.userId)));
}

/** The profile after the change. */
export async function changeProfile(
  { db }: ProfileDeps,
  actor: Actor,
  body: UpdateProfile,
): Promise<ProfileRow> {
  const change = checkProfile(body);
  try {
    return await orMadeFirst(db, actor, () =>
      db.asUserOnce(actor, (tx) => updateProfile(tx, actor.userId, change)),
    );
  } catch (error) {
    // The database must be able to find local days in the zone, and knows its own list (22023).
    if (sqlStateOf(error) !== "22023") throw error;
    throw invalidInput({
      pointer: "/timezone",
      detail: "Give an IANA time zone name, such as Europe/Berlin.",
    });
  }
}

/** The result of `work`; where it finds no profile, one is made and `work` runs again. */
async function orMadeFirst(
  db: Deps["db"],
  actor: Actor,
  work: () => Promise<ProfileRow | undefined>,
): Promise<ProfileRow> {
  const found = await work();
  if (found !== undefined) return found;
  await db.asUserOnce(actor, (tx) => insertProfile(tx, actor.userId));
  const made = await work();
  if (made === undefined) throw notFound();
  return made;
}
