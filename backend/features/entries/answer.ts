/**
 * What Echo answers to an entry, found before it is written: what was heard in it, one kind sentence that has
 * not come lately, after a hard entry an action of the writer's own kit, and help where the text asks for it.
 * That help was offered is never stored: such an entry keeps a sentence like any sad one, which the
 * help takes the place of whenever it is answered.
 */
import type { CrisisSupport } from "@echo/contract/crisis.ts";
import type { EmotionLabel } from "@echo/contract/entries.ts";
import type { Actor } from "#core/actor.ts";
import { storedScores } from "#core/emotion-scores.ts";
import { supportFor } from "#core/crisis-resources.ts";
import type { Deps } from "#backend/deps.ts";
import { findWritingContext } from "./context-queries.ts";

export type AnswerDeps = Pick<Deps, "db" | "emotion" | "settings">;

/** What is written, as far as the answer depends on it. */
export interface Writing {
  readonly id: string;
  readonly text: string;
  /** undefined: as the entry has them. */
  readonly tags: readonly string[] | undefined;
  /** undefined: as the entry has it. */
  readonly mood: number | null | undefined;
  readonly wordCount: number;
  readonly writtenAt: string | null;
  readonly timezone: string | null;
}

/** The columns of an entry that come from the answer. */
export interface StoredAnswer {
  readonly language: string | null;
  /** In ten-thousandths, in the order of the labels. */
  readonly scores: readonly number[] | null;
  readonly engine: string | null;
  readonly terms: readonly string[];
  readonly oneLiner: string | null;
  readonly oneLinerKey: string | null;
  readonly copingAction: string | null;
}

export interface Answer {
  readonly stored: StoredAnswer;
  readonly support: CrisisSupport | null;
}

/** One look at the text and one at what the database knows of the person, in this order. */
export async function answerTo(deps: AnswerDeps, actor: Actor, writing: Writing): Promise<Answer> {
  const heard = await deps.emotion.hear(writing.text);
  const { reading, engine, crisis, terms } = heard;
  const top = reading?.top ?? null;
  const isHardWith = (mood: number | null) =>
    crisis === null && isHardEntry(top, reading?.sentiment ?? 0, mood);
  // Where the mood is the entry's own, it is known only with the context.
  const mayBeHard = crisis === null && (writing.mood === undefined || isHardWith(writing.mood));
  const context = await deps.db.asUserOnce(actor, (tx) =>
    findWritingContext(tx, actor.userId, writing, mayBeHard ? (top ?? "sadness") : null),
  );
  const mood = writing.mood === undefined ? context.storedMood : writing.mood;
  const copingAction = isHardWith(mood) ? context.copingAction : null;
  const support =
    crisis === null
      ? null
      : supportFor({
          locale: context.locale,
          timezone: context.timezone,
          custom: deps.settings.crisisResources,
          seed: writing.id,
        });
  const isAgainstOneself = heard.isAgainstOneself || crisis !== null;
  const reply = deps.emotion.reply(
    {
      seed: writing.id,
      top: reading?.top ?? null,
      topScore: reading?.topScore ?? 0,
      isSure: reading?.isSure ?? false,
      mixed: reading?.mixed ?? null,
      mood,
      tags: writing.tags ?? context.storedTags,
      localHour: context.localHour,
      isBackdated: context.isBackdated,
      wordCount: writing.wordCount,
      recentTops: context.recentTops,
      trigger: context.trigger,
      copingAction,
      isAgainstOneself,
    },
    context.recentKeys,
  );
  return {
    stored: {
      language: reading?.language ?? null,
      scores: reading === null ? null : storedScores(reading.scores),
      engine,
      terms,
      oneLiner: reply?.text ?? null,
      oneLinerKey: reply?.key ?? null,
      copingAction,
    },
    support,
  };
}

const HARD: readonly (EmotionLabel | null)[] = ["anger", "disgust", "fear", "sadness"];
/** Sentiment at which an entry counts as hard. */
const HARD_SENTIMENT = -0.4;
const HARD_MOOD = 2;

/** Whether an entry is one after which an action of the writer's kit is offered. The mood given decides first. */
export function isHardEntry(top: EmotionLabel | null, sentiment: number, mood: number | null): boolean {
  if (mood !== null && mood !== 3) return mood <= HARD_MOOD;
  return HARD.includes(top) && sentiment <= HARD_SENTIMENT;
}
