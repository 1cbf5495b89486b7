/**
 * What a person does with a trigger, where it takes more than one look: making it exactly once, changing it on
 * the version that they have seen. Names are unique and triggers are few; both are kept by the database.
 */
import {
  type CreateTrigger,
  type Trigger,
  TRIGGER_LIMITS,
  type UpdateTrigger,
} from "@echo/contract/triggers.ts";
import type { Deps } from "#backend/deps.ts";
import type { Actor } from "#core/actor.ts";
import { newId } from "#core/ids.ts";
import { notFound, Problem } from "#core/problem.ts";
import { constraintOf } from "#db/errors.ts";
import { insertTrigger, updateTrigger } from "./queries.ts";
import { checkTrigger, createDigest } from "./rules.ts";

type WriteDeps = Pick<Deps, "db">;

/** How often a write is tried again when another request of the same person gets in between. */
const ATTEMPTS = 3;

export interface CreateAnswer {
  /** 201: made by this request. 200: it was there before. */
  readonly status: 200 | 201;
  readonly trigger: Trigger;
}

/** Makes a trigger once, however often the request is repeated. */
export async function createTrigger(
  { db }: WriteDeps,
  actor: Actor,
  body: CreateTrigger,
): Promise<CreateAnswer> {
  const content = checkTrigger(body);
  const trigger = {
    userId: actor.userId,
    id: body.id ?? newId(),
    content,
    digest: createDigest(content),
  };
  const inserted = await settle(() =>
    namingConflict(db.asUserOnce(actor, (tx) => insertTrigger(tx, trigger))),
  );
  if (!inserted.isSame) {
    throw new Problem(
      "conflict",
      "There is a trigger with this id already, and it was created with other content.",
    );
  }
  return { status: inserted.isNew ? 201 : 200, trigger: inserted.trigger };
}

/** Changes a trigger, on the version that the client has seen if it names one. */
export async function changeTrigger(
  { db }: WriteDeps,
  actor: Actor,
  id: string,
  body: UpdateTrigger,
  version: number | null,
): Promise<Trigger> {
  const change = { userId: actor.userId, id, content: checkTrigger(body), version };
  return settle(async () => {
    const updated = await namingConflict(db.asUserOnce(actor, (tx) => updateTrigger(tx, change)));
    if (updated === undefined) throw notFound();
    if (updated.isChanged) return updated.trigger;
    if (version !== null && updated.trigger.version !== version) {
      throw new Problem(
        "stale_version",
        "The trigger was changed in the meantime: read it again, then change it.",
      );
    }
    return undefined;
  });
}

/** Repeats `attempt` until it has a result. */
async function settle<T>(attempt: () => Promise<T | undefined>): Promise<T> {
  for (let count = 1; count <= ATTEMPTS; count += 1) {
    const result = await attempt();
    if (result !== undefined) return result;
  }
  throw new Problem(
    "conflict",
    "The same trigger is being written at this moment. Please try again shortly.",
    {
      retryAfterS: 1,
    },
  );
}

async function namingConflict<T>(writing: Promise<T>): Promise<T> {
  try {
    return await writing;
  } catch (error) {
    const constraint = constraintOf(error);
    if (constraint === "triggers_name") {
      throw new Problem("conflict", "There is a trigger with this name already.", { cause: error });
    }
    if (constraint === "triggers_count") {
      throw new Problem(
        "conflict",
        `A person can have at most ${TRIGGER_LIMITS.count} triggers: remove one first.`,
        { cause: error },
      );
    }
    throw error;
  }
}
