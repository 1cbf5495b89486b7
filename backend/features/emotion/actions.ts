/** Hearing a text that is not kept, and explaining what was heard in one that is. */
import { createHash } from "node:crypto";
import type { EntryEmotion, TextAnalysis } from "@echo/contract/emotion.ts";
import type { Actor } from "#core/actor.ts";
import { supportFor } from "#core/crisis-resources.ts";
import { notFound } from "#core/problem.ts";
import type { Deps } from "#backend/deps.ts";
import { findEmotion, findHome, type Home } from "./queries.ts";
import { toReading } from "./rules.ts";

type HearingDeps = Pick<Deps, "emotion" | "settings">;

/** What is heard in `text`, and a sentence for it. Nothing is stored, and of the person only the country is read. */
export async function analyzeText(
  deps: HearingDeps & Pick<Deps, "db">,
  actor: Actor,
  text: string,
): Promise<TextAnalysis> {
  const heard = await deps.emotion.hear(text);
  const reading = toReading(await deps.emotion.explain(text));
  const seed = createHash("sha256").update(text).digest("hex");
  const support =
    heard.crisis === null
      ? null
      : supportOf(deps, await deps.db.asUserOnce(actor, (tx) => findHome(tx, actor.userId)), seed);
  const reply =
    support === null
      ? deps.emotion.reply(
          {
            seed,
            top: reading.top?.label ?? null,
            topScore: reading.top?.score ?? 0,
            isSure: reading.is_sure,
            mixed: heard.reading?.mixed ?? null,
            mood: null,
            tags: [],
            localHour: NOON,
            isBackdated: false,
            wordCount: USUAL_WORDS,
            recentTops: [],
            trigger: null,
            copingAction: null,
            isStored: false,
            isAgainstOneself: heard.isAgainstOneself,
          },
          [],
        )
      : null;
  return { ...reading, one_liner: support?.message ?? reply?.text ?? null, support };
}

/** Nothing is known of when and how a text was written: an hour and a length that no sentence is meant for. */
const NOON = 13;
const USUAL_WORDS = 60;

/** What the model hears in an entry and why, what holds, what was offered, and help where it asks for it. */
export async function explainEntry(
  deps: HearingDeps & Pick<Deps, "db">,
  actor: Actor,
  id: string,
): Promise<EntryEmotion> {
  const row = await deps.db.asUserOnce(actor, (tx) => findEmotion(tx, actor.userId, id));
  if (row === undefined) throw notFound();
  const { crisis } = await deps.emotion.hear(row.text);
  return {
    label: row.emotion,
    source: row.emotion_user !== null ? "user" : row.emotion !== null ? "model" : null,
    model: toReading(await deps.emotion.explain(row.text)),
    coping: row.coping_action === null ? null : { action: row.coping_action, helped: row.coping_helped },
    support: crisis === null ? null : supportOf(deps, row, id),
  };
}

function supportOf(deps: HearingDeps, { locale, timezone }: Home, seed: string) {
  return supportFor({ locale, timezone, custom: deps.settings.crisisResources, seed });
}
