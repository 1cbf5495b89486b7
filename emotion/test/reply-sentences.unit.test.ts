/** The reply sentences keep the rules of their voice, all of them, whoever adds one. */
import { describe, expect, it } from "vitest";
import { compile, FACTS } from "../reply/compile.ts";
import type { Sentence } from "../reply/sentence.ts";
import { ANGER } from "../reply/sentences-anger.ts";
import { COPING } from "../reply/sentences-coping.ts";
import { DISGUST } from "../reply/sentences-disgust.ts";
import { FEAR } from "../reply/sentences-fear.ts";
import { JOY } from "../reply/sentences-joy.ts";
import { MIXED } from "../reply/sentences-mixed.ts";
import { MOOD } from "../reply/sentences-mood.ts";
import { NEUTRAL } from "../reply/sentences-neutral.ts";
import { SADNESS } from "../reply/sentences-sadness.ts";
import { SURPRISE } from "../reply/sentences-surprise.ts";
import { TAGS } from "../reply/sentences-tags.ts";
import { TRIGGER } from "../reply/sentences-trigger.ts";
import { UNSURE } from "../reply/sentences-unsure.ts";

const GROUPS: Readonly<Record<string, readonly Sentence[]>> = {
  anger: ANGER,
  coping: COPING,
  disgust: DISGUST,
  fear: FEAR,
  joy: JOY,
  mixed: MIXED,
  mood: MOOD,
  neutral: NEUTRAL,
  sadness: SADNESS,
  surprise: SURPRISE,
  tags: TAGS,
  trigger: TRIGGER,
  unsure: UNSURE,
};
const ALL = Object.values(GROUPS).flat();

/** Sentences that `pattern` finds, as "key: text", so that a failure names what to rewrite. */
function matching(sentences: readonly Sentence[], pattern: RegExp): string[] {
  return sentences.filter(({ text }) => pattern.test(text)).map(({ key, text }) => `${key}: ${text}`);
}

describe("the store of sentences", () => {
  it("holds at least 800, each with a key and a text of its own", () => {
    expect(ALL.length).toBeGreaterThanOrEqual(800);
    expect(new Set(ALL.map(({ key }) => key)).size).toBe(ALL.length);
    expect(new Set(ALL.map(({ text }) => text.toLowerCase())).size).toBe(ALL.length);
  });

  it.each(Object.entries(GROUPS))("keys of %s name their group and a three-digit number", (name, group) => {
    for (const { key } of group) expect(key).toMatch(new RegExp(`^${name}-\\d{3}$`));
  });

  it("has at least 32 without any condition for each label and for the unsure", () => {
    for (const name of ["anger", "disgust", "fear", "joy", "neutral", "sadness", "surprise", "unsure"]) {
      const free = (GROUPS[name] ?? []).filter(({ when }) => Object.keys(when).length === 0);
      expect(free.length, name).toBeGreaterThanOrEqual(32);
    }
  });
});

describe("the voice", () => {
  it("uses 4 to 20 words", () => {
    const wrong = ALL.filter(({ text }) => {
      const words = text.split(/\s+/).length;
      return words < 4 || words > 20;
    });
    expect(wrong.map(({ key, text }) => `${key}: ${text}`)).toEqual([]);
  });

  it("is plain text: whole sentences, no exclamation mark, no emoji, no stray character", () => {
    expect(matching(ALL, /[!\p{Extended_Pictographic}]|\s\s|^\s|\s$/u)).toEqual([]);
    expect(matching(ALL, /[^A-Za-z ,.;:?'“”{}-]/u)).toEqual([]);
    expect(ALL.filter(({ text }) => !/^[A-Z].*[.?]$/u.test(text))).toEqual([]);
  });

  it.each([
    [
      "consoles cheaply",
      /everything will|\bat least\b|bright side|silver lining|could be worse|for a reason/i,
    ],
    [
      "consoles cheaply",
      /will be (fine|okay|ok|better|all right)|cheer up|get over|move on with|time heals/i,
    ],
    [
      "talks like a therapist",
      /\b(valid\w*|heal(ed|s|ing)?|journey|trauma\w*|process\w*|boundar\w*|self-care|toxic)\b/i,
    ],
    [
      "talks like a therapist",
      /\b(mindful\w*|resilien\w*|cope|coping|therap\w*|hold space|sit with|inner)\b/i,
    ],
    ["diagnoses", /\b(depress\w*|disorder\w*|symptom\w*|diagnos\w*|burnout|bipolar|manic|panic attack)\b/i],
    [
      "flatters",
      /\b(amazing|awesome|wonderful|great job|well done|good job|inspiring|so strong|proud of you)\b/i,
    ],
    [
      "commands",
      /\byou (should|must|ought|need to|have got to)\b|^(try to|make sure|remember to|do not forget)\b/i,
    ],
    [
      "gives advice",
      /\b(breathe|drink|exercise|meditate|call someone|talk to|reach out|calm yourself|relax)\b/i,
    ],
    ["blames", /\b(your fault|overreact\w*|too sensitive|silly|finally|how come|why did you|you always)\b/i],
    ["is religious", /\b(god|bless\w*|pray\w*|soul|heaven|faith|amen|angel|fate|destiny|miracle)\b/i],
    ["promises safety", /\byou are safe\b|nothing to (fear|worry)|\bno danger\b|not your enemy/i],
    ["makes light of it", /\b(just a|no big deal|not so bad|little thing|trivial|silly|harmless)\b/i],
    ["speaks of the speaker", /\b(I|me|my|we|our)\b/],
    ["is chirpy", /\b(yay|hooray|fantastic|celebrate|smil\w+|cheers|enjoy|lovely|lucky|fun|happy)\b/i],
  ])("never %s", (_fault, pattern) => {
    expect(matching(ALL, pattern)).toEqual([]);
  });

  it("names no feeling where none was understood", () => {
    const feelings =
      /\b(sad\w*|anger|angry|fear\w*|afraid|joy\w*|happ\w+|disgust\w*|surpris\w*|worr\w+|hurt\w*|griev\w*|warm\w*)\b/i;
    expect(matching([...UNSURE, ...MOOD], feelings)).toEqual([]);
  });

  it("claims no feeling as a fact: joy is always hedged, conditional or left unnamed", () => {
    const bare = /^(this|that|it|you) (is|are|was|were|feels?) .*\b(joy\w*|happ\w+|glad|delight\w*)\b/i;
    expect(matching(JOY, bare)).toEqual([]);
  });

  it("says the hour only under the condition of that part of the day", () => {
    const freeOfHours = ALL.filter(({ when }) => when.part === undefined && when.tag !== "sleep");
    const hours =
      /\b(morning|noon|midday|afternoon|evening|night|overnight|tonight|today|yesterday|tomorrow)\b/i;
    expect(matching(freeOfHours, hours)).toEqual([]);
  });

  it("says that something returns only where the last entries or a trigger show it", () => {
    const free = ALL.filter(({ when, key }) => when.recent === undefined && !key.startsWith("trigger-"));
    expect(matching(free, /\b(lately|recent(ly)?|once more|another heavy|keeps coming)\b/i)).toEqual([]);
  });

  it("has exactly one slot in trigger and coping sentences, never at the start, and none elsewhere", () => {
    for (const { text } of TRIGGER) expect(text.split("{trigger}")).toHaveLength(2);
    for (const { text } of COPING) expect(text.split("“{action}”")).toHaveLength(2);
    expect(matching([...TRIGGER, ...COPING], /^“?\{/)).toEqual([]);
    const others = ALL.filter(({ key }) => !/^(trigger|coping)-/.test(key));
    expect(matching(others, /[{}]/)).toEqual([]);
  });

  it("has no two sentences that say the same in nearly the same words", () => {
    expect(nearDuplicates(ALL, 0.5)).toEqual([]);
  });

  it("does not begin more than one sentence in eight with the same word", () => {
    const counts = new Map<string, number>();
    for (const { text } of ALL) {
      const first = text.split(" ")[0] ?? "";
      counts.set(first, (counts.get(first) ?? 0) + 1);
    }
    const [most, count] = [...counts].toSorted((a, b) => b[1] - a[1])[0] ?? ["", 0];
    expect(count / ALL.length, most).toBeLessThan(1 / 8);
  });
});

describe("sentences for a text that is not stored", () => {
  it("do not speak of keeping", () => {
    const free = compile(ALL).filter(({ factBits }) => (factBits & FACTS.stored) === 0);
    const sentences = free.map(({ sentence }) => sentence);
    expect(free.length).toBeGreaterThan(200);
    expect(
      matching(sentences, /\b(kept|keep|saved|journal|page|record|find it again|come back|stored|lost)\b/i),
    ).toEqual([]);
  });
});

/** Pairs whose sets of telling words overlap by `limit` or more (Jaccard index), in two words at least. */
function nearDuplicates(sentences: readonly Sentence[], limit: number): string[] {
  const sets = sentences.map(({ text }) => tellingWords(text));
  const found: string[] = [];
  for (const [index, first] of sets.entries()) {
    for (let other = index + 1; other < sets.length; other++) {
      const second = sets[other] ?? new Set();
      const shared = first.intersection(second).size;
      const overlap = shared / (first.size + second.size - shared);
      if (shared >= 2 && overlap >= limit)
        found.push(`${sentences[index]?.text} | ${sentences[other]?.text}`);
    }
  }
  return found;
}

const LINK_WORDS = new Set(
  "a an and as at be by for from has have here if in is it its may of on or so that the there this to too was what with you your seem seems seemed something sound sounds word words write written wrote page".split(
    " ",
  ),
);

function tellingWords(text: string): Set<string> {
  const words = text.toLowerCase().match(/[a-z{}]+/g) ?? [];
  const telling = words.filter((word) => !LINK_WORDS.has(word));
  return new Set(telling.length > 0 ? telling : words);
}
