/**
 * Finds crisis language in a text by plain rules, recall before precision, so that help can be offered quietly.
 * Pure: nothing is kept, counted or reported, and the answer serves for an offer only, never for a judgement.
 * Not medical: it finds phrases, not states of mind.
 */
import { en } from "#emotion/crisis/en.ts";
import type { CrisisLocale, CrisisRule } from "#emotion/crisis/locale.ts";
import { compilePhrases, markFiller } from "#emotion/crisis/phrase.ts";
import { type RuleSentence, toRuleSentences } from "#emotion/crisis/text.ts";

export interface CrisisFinding {
  /** `explicit`: the writer names death or harm to themselves. `veiled`: despair that may mean it. */
  readonly tier: "explicit" | "veiled";
  /** The language whose rules found it. */
  readonly locale: string;
}

/**
 * How much sadness and fear together let one veiled sign count. It is low on purpose: the engine hears little sadness in
 * quiet sentences of despair ("I won't be here next year anyway"), and what this keeps out is mostly joy (README).
 */
export const VEILED_FEELING = 0.05;

/** How many words before a phrase may hold its subject. */
const SUBJECT_REACH = 8;
/** How many words before a phrase may put it into the past. */
const PAST_REACH = 4;
/** How many words after it. */
const PAST_REACH_AFTER = 2;

interface CompiledRule {
  readonly find: RegExp;
  readonly subject: CrisisRule["subject"];
  readonly unless: RegExp | undefined;
}

interface CompiledLocale {
  readonly locale: string;
  readonly fold: (word: string) => string;
  readonly explicit: readonly CompiledRule[];
  readonly veiled: readonly CompiledRule[];
  readonly ownSubjects: ReadonlySet<string>;
  readonly otherSubjects: ReadonlySet<string>;
  readonly idioms: RegExp | undefined;
  readonly despair: RegExp | undefined;
  readonly reported: RegExp | undefined;
  readonly quoted: RegExp | undefined;
  readonly fiction: RegExp | undefined;
  readonly topicSilencers: RegExp | undefined;
  readonly topicOwn: RegExp | undefined;
  readonly longPast: RegExp | undefined;
  readonly pastForms: RegExp | undefined;
  readonly returns: RegExp | undefined;
}

const LOCALES: readonly CompiledLocale[] = [en].map(compileLocale);

/**
 * What a text gives reason to offer help for, or null.
 * @param text up to 50,000 code points; the time is linear in its length
 * @param feelings the engine's scores from 0 to 1; null where the language was not understood or the engine failed.
 *   A veiled sign counts where sadness and fear together reach VEILED_FEELING; otherwise two different signs must meet.
 */
export function findCrisis(
  text: string,
  feelings: { readonly sadness: number; readonly fear: number } | null = null,
): CrisisFinding | null {
  let veiled: CrisisFinding | null = null;
  for (const locale of LOCALES) {
    const sentences = toRuleSentences(text, locale.fold).map((sentence) =>
      locale.idioms === undefined ? sentence : sentence.replace(locale.idioms, " #"),
    );
    if (sentences.some((sentence) => locale.explicit.some((rule) => isMeant(rule, sentence, locale)))) {
      return { tier: "explicit", locale: locale.locale };
    }
    veiled ??= isVeiled(sentences, feelings, locale) ? { tier: "veiled", locale: locale.locale } : null;
  }
  return veiled;
}

function isVeiled(
  sentences: readonly RuleSentence[],
  feelings: { readonly sadness: number; readonly fear: number } | null,
  locale: CompiledLocale,
): boolean {
  const signs = locale.veiled.filter((rule) =>
    sentences.some((sentence) => isMeant(rule, sentence, locale)),
  ).length;
  if (signs === 0) return false;
  if (feelings !== null && feelings.sadness + feelings.fear >= VEILED_FEELING) return true;
  const isDespairing = feelings === null && sentences.some((sentence) => has(locale.despair, sentence));
  return signs + (isDespairing ? 1 : 0) >= 2;
}

/** Whether the sentence holds a phrase of the rule that the writer says of themselves, here and now. */
function isMeant(rule: CompiledRule, sentence: RuleSentence, locale: CompiledLocale): boolean {
  rule.find.lastIndex = 0;
  if (!rule.find.test(sentence)) return false;
  if (has(rule.unless, sentence) || has(locale.fiction, sentence)) return false;
  if (rule.subject === "topic" && has(locale.topicSilencers, sentence) && !has(locale.topicOwn, sentence)) {
    return false;
  }
  rule.find.lastIndex = 0;
  for (let match = rule.find.exec(sentence); match !== null; match = rule.find.exec(sentence)) {
    const before = lastWords(sentence.slice(0, match.index), SUBJECT_REACH);
    const isOther =
      (rule.subject === "open" && isAnotherSubject(before, match[0], locale)) ||
      isReported(before, locale) ||
      isQuotation(sentence, match.index, locale) ||
      isLongPast(sentence, told(sentence, match), locale);
    if (!isOther) return true;
    if (match[0] === "") rule.find.lastIndex += 1;
  }
  return false;
}

/** The last words before a phrase, with a blank at both ends. */
function lastWords(text: string, count: number): string {
  return ` ${text.trim().split(" ").slice(-count).join(" ")} `;
}

/** A phrase with the words around it that put it into a time. */
function told(sentence: RuleSentence, match: RegExpExecArray): string {
  const after = sentence
    .slice(match.index + match[0].length)
    .trim()
    .split(" ")
    .slice(0, PAST_REACH_AFTER);
  return `${lastWords(sentence.slice(0, match.index), PAST_REACH)}${match[0].trim()} ${after.join(" ")} `;
}

/** A phrase that begins with its subject needs no other. */
function isAnotherSubject(before: string, phrase: string, locale: CompiledLocale): boolean {
  const [first = ""] = phrase.trim().split(" ");
  const nearest = [...before.trim().split(" "), locale.ownSubjects.has(first) ? first : ""].findLast(
    (word) => locale.ownSubjects.has(word) || locale.otherSubjects.has(word),
  );
  return nearest !== undefined && locale.otherSubjects.has(nearest);
}

function isReported(before: string, locale: CompiledLocale): boolean {
  return has(locale.reported, before);
}

function isQuotation(sentence: RuleSentence, index: number, locale: CompiledLocale): boolean {
  const marksBefore = sentence.slice(0, index).split('"').length - 1;
  return marksBefore % 2 === 1 && has(locale.quoted, sentence);
}

function isLongPast(sentence: RuleSentence, told: string, locale: CompiledLocale): boolean {
  return has(locale.longPast, sentence) && has(locale.pastForms, told) && !has(locale.returns, sentence);
}

function has(find: RegExp | undefined, sentence: string): boolean {
  if (find === undefined) return false;
  find.lastIndex = 0;
  return find.test(sentence);
}

/** Everyday words come in every text; what is remembered of single ones says nothing about anybody. */
const MOST_REMEMBERED = 4096;
const LONGEST_REMEMBERED = 12;

/** `fold`, with its answers for short words kept. */
function remembering(fold: (word: string) => string): (word: string) => string {
  const known = new Map<string, string>();
  return (word) => {
    if (word.length > LONGEST_REMEMBERED) return fold(word);
    let folded = known.get(word);
    if (folded === undefined) {
      folded = fold(word);
      if (known.size < MOST_REMEMBERED) known.set(word, folded);
    }
    return folded;
  };
}

function compileLocale(locale: CrisisLocale): CompiledLocale {
  const find = (phrases: readonly string[]) => compilePhrases(phrases, locale.vocabulary);
  const rules = (list: readonly CrisisRule[]): CompiledRule[] =>
    list.flatMap((rule) => {
      const compiled = find(rule.phrases);
      return compiled === undefined
        ? []
        : [{ find: compiled, subject: rule.subject, unless: find(rule.unless ?? []) }];
    });
  return {
    locale: locale.locale,
    fold: remembering((word) => markFiller(locale.fold(word), locale.vocabulary)),
    explicit: rules(locale.explicit),
    veiled: rules(locale.veiled),
    ownSubjects: new Set(locale.ownSubjects),
    otherSubjects: new Set(locale.otherSubjects),
    idioms: find(locale.idioms),
    despair: find(locale.despair),
    reported: find(locale.reported),
    quoted: find(locale.quoted),
    fiction: find(locale.fiction),
    topicSilencers: find(locale.topicSilencers),
    topicOwn: find(locale.topicOwn),
    longPast: find(locale.longPast),
    pastForms: find(locale.pastForms),
    returns: find(locale.returns),
  };
}
