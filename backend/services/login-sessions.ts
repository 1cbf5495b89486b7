/**
 * Whether a login still lives. Access tokens stay valid by signature after a logout, so the session row
 * in the database has the last word: it is asked at most once a minute for each login, and at once where
 * a route says so.
 */
import type { Actor } from "#core/actor.ts";
import type { Clock } from "#core/clock.ts";

const REMEMBERED_MS = 60_000;
const CAPACITY = 10_000;

export interface LoginSessions {
  /** What was found out less than a minute ago. */
  peek(sessionId: string): boolean | undefined;
  /** Asks the database, once for many callers at a time. Rejects where it cannot be asked. */
  check(actor: Actor): Promise<boolean>;
  /** After a logout: this login is over, here at once. */
  end(sessionId: string): void;
  /** After a change that may have ended any login of a person: ask again. */
  forgetPerson(userId: string): void;
}

interface Known {
  readonly userId: string;
  readonly isAlive: boolean;
  readonly untilMs: number;
}

/** @param findIsAlive the question to the database */
export function createLoginSessions(
  findIsAlive: (actor: Actor) => Promise<boolean>,
  clock: Clock,
): LoginSessions {
  const known = new Map<string, Known>();
  const pending = new Map<string, Promise<boolean>>();

  const remember = (sessionId: string, userId: string, isAlive: boolean): void => {
    known.delete(sessionId);
    if (known.size >= CAPACITY) {
      const oldest = known.keys().next();
      if (oldest.done !== true) known.delete(oldest.value);
    }
    known.set(sessionId, { userId, isAlive, untilMs: clock.now().getTime() + REMEMBERED_MS });
  };

  const ask = async (actor: Actor): Promise<boolean> => {
    const isAlive = await findIsAlive(actor);
    // A logout that happened while the question was under way is newer than its answer.
    const isStillCurrent = pending.has(actor.sessionId);
    if (isStillCurrent) remember(actor.sessionId, actor.userId, isAlive);
    return isStillCurrent ? isAlive : false;
  };

  return {
    peek(sessionId) {
      const found = known.get(sessionId);
      if (found === undefined) return undefined;
      if (found.untilMs > clock.now().getTime()) return found.isAlive;
      known.delete(sessionId);
      return undefined;
    },
    check(actor) {
      const running = pending.get(actor.sessionId);
      if (running !== undefined) return running;
      const asked = ask(actor).finally(() => pending.delete(actor.sessionId));
      pending.set(actor.sessionId, asked);
      return asked;
    },
    end(sessionId) {
      pending.delete(sessionId);
      const userId = known.get(sessionId)?.userId ?? "";
      remember(sessionId, userId, false);
    },
    forgetPerson(userId) {
      for (const [sessionId, session] of known) {
        if (session.userId === userId && session.isAlive) known.delete(sessionId);
      }
    },
  };
}
