/**
 * Asking for a reflection: the entry is read, the model is asked outside any transaction, and what it says is
 * kept. A text that asks for help goes to no model, and a person asks one question at a time.
 */
import type { Reflection, ReflectionProvider } from "@echo/contract/reflections.ts";
import type { Actor } from "#core/actor.ts";
import { notFound, Problem } from "#core/problem.ts";
import type { Deps } from "#backend/deps.ts";
import { findEntry, putReflection } from "./queries.ts";

type ReflectionDeps = Pick<Deps, "db" | "emotion" | "languageModel">;

/** Questions that this process has on their way at once, of everybody together. */
const MOST_AT_ONCE = 4;
const RETRY_AFTER_S = 20;

/** People whose question is on its way. */
const asking = new Set<string>();

export function providerOf({ languageModel }: Pick<Deps, "languageModel">): ReflectionProvider {
  const { destination } = languageModel;
  if (destination === null) return { is_enabled: false, destination: null };
  const { model, host, isThisMachine } = destination;
  return { is_enabled: true, destination: { model, host, is_this_machine: isThisMachine } };
}

/** `signal` ends the question when the person has gone. */
export async function reflect(
  deps: ReflectionDeps,
  actor: Actor,
  id: string,
  signal: AbortSignal,
): Promise<Reflection> {
  const { userId } = actor;
  const entry = await deps.db.asUserOnce(actor, (tx) => findEntry(tx, userId, id));
  if (entry === undefined) throw notFound();
  if ((await deps.emotion.hear(entry.text)).crisis !== null) {
    throw new Problem(
      "conflict",
      "This page stays between you and people: it was not sent to a model. Whom you can turn to is shown beside it.",
    );
  }
  if (asking.has(userId)) {
    throw new Problem("conflict", "A reflection is being written already. Please wait for it.", {
      retryAfterS: RETRY_AFTER_S,
    });
  }
  if (asking.size >= MOST_AT_ONCE) {
    throw new Problem("unavailable", "Others are asking at this moment. Please try again shortly.", {
      retryAfterS: RETRY_AFTER_S,
    });
  }
  asking.add(userId);
  let text: string;
  try {
    text = await deps.languageModel.reflect(entry.text, signal);
  } finally {
    asking.delete(userId);
  }
  const { destination } = deps.languageModel;
  if (destination === null) throw new Error("A model that answers is somewhere.");
  const kept = await deps.db.asUserOnce(actor, (tx) =>
    putReflection(tx, userId, id, { text, ...destination, entryVersion: entry.version }),
  );
  if (kept === undefined) throw notFound();
  return kept;
}
