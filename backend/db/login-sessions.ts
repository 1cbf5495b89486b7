/** The question whether a login still lives, answered by the database for the person who asks. */
import type { Actor } from "#core/actor.ts";
import { type Db, statement } from "./scope.ts";

const FIND_IS_ALIVE = statement<{ is_alive: boolean }>(
  "login_sessions.find_is_alive",
  "select echo.session_alive($1::uuid, $2::uuid) as is_alive",
);

/** False where the session row is gone, or the person is banned or deleted. */
export async function findIsLoginAlive(db: Pick<Db, "asUserOnce">, actor: Actor): Promise<boolean> {
  const [row] = await db.asUserOnce(actor, (tx) => tx.query(FIND_IS_ALIVE, [actor.sessionId, actor.userId]));
  return row?.is_alive === true;
}
