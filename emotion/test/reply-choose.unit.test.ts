/** The choice of a reply: deterministic, fitting, never the same within thirty, whatever is known of an entry. */
import { describe, expect, it } from "vitest";
import { LABELS, type Label } from "../labels.ts";
import { chooseReply, RECENT_KEYS_LIMIT, type ReplyContext, rankReplies } from "../reply/choose.ts";
import { TOPICS } from "../reply/sentence.ts";
import { BARE, contexts, HARD, heard } from "./reply-contexts.ts";

function keysOf(context: ReplyContext): string[] {
  return rankReplies(context).map(({ key }) => key);
}

function textsOf(context: ReplyContext): string {
  return rankReplies(context)
    .map(({ text }) => text)
    .join("\n");
}

/** The first `count` seeds for which `isWanted` holds. */
function seedsWhere(isWanted: (seed: string) => boolean, count: number): string[] {
  const seeds: string[] = [];
  for (let index = 0; seeds.length < count && index < 10_000; index++) {
    if (isWanted(`seed-${index}`)) seeds.push(`seed-${index}`);
  }
  return seeds;
}

describe("for every context", () => {
  it("at least 40 different sentences fit, 80 at most, with all slots filled and 300 characters at most", () => {
    let count = 0;
    for (const context of contexts()) {
      count += 1;
      const full = { ...context, trigger: "a".repeat(500), copingAction: "b".repeat(500), seed: `${count}` };
      for (const tried of [context, full]) {
        const ranked = rankReplies(tried);
        const keys = new Set(ranked.map(({ key }) => key));
        if (ranked.length < 40 || ranked.length > 80 || keys.size !== ranked.length) {
          expect.fail(`${ranked.length} sentences, ${keys.size} keys for ${JSON.stringify(tried)}`);
        }
        const wrong = ranked.find(({ text }) => text.length > 300 || /[{}]/.test(text));
        if (wrong !== undefined) expect.fail(`${wrong.key}: ${wrong.text}`);
      }
    }
    expect(count).toBeGreaterThan(2000);
  });

  it("at least 8 sentences fit a text that is not stored, none of them about keeping it", () => {
    for (const context of contexts()) {
      const ranked = rankReplies({ ...context, isStored: false });
      expect(ranked.length).toBeGreaterThanOrEqual(8);
      const promise = ranked.find(({ text }) => /\b(kept|keep|saved|page|journal|record|lost)\b/i.test(text));
      expect(promise).toBeUndefined();
    }
  });

  it.each([...LABELS, null])("with nothing known but %s, at least 31 fit", (top) => {
    const context = top === null ? BARE : heard(top);
    expect(new Set(keysOf(context)).size).toBeGreaterThanOrEqual(31);
  });
});

describe("over many entries", () => {
  it.each([...LABELS, null])("no sentence returns within 30 over 200 entries of %s", (top) => {
    const said: string[] = [];
    for (let index = 0; index < 200; index++) {
      const context: ReplyContext = {
        ...BARE,
        seed: `entry-${index}`,
        top,
        topScore: (index % 10) / 10,
        isSure: top !== null,
        mood: index % 4 === 0 ? (index % 5) + 1 : null,
        tags: index % 3 === 0 ? [TOPICS[index % TOPICS.length] ?? "work"] : [],
        localHour: (index * 7) % 24,
        trigger: index % 2 === 0 ? "the house" : null,
        copingAction: top !== null && HARD.includes(top) ? "A walk" : null,
        recentTops: top === null ? [] : [top, top],
      };
      const recent = said.slice(-RECENT_KEYS_LIMIT);
      const { key } = chooseReply(context, recent);
      expect(recent).not.toContain(key);
      said.push(key);
    }
  });

  it("nor within 30 when each entry is exactly like the last but for its id", () => {
    const said: string[] = [];
    for (let index = 0; index < 200; index++) {
      const recent = said.slice(-RECENT_KEYS_LIMIT);
      const { key } = chooseReply(heard("disgust", { seed: `same-${index}` }), recent);
      expect(recent).not.toContain(key);
      said.push(key);
    }
  });

  it("the same entry gets the same order and the same reply, another entry another order", () => {
    const context = heard("fear", { tags: ["health"], trigger: "the clinic", copingAction: "Tea" });
    expect(rankReplies({ ...context })).toEqual(rankReplies(context));
    const recent = keysOf(context).slice(0, 5);
    expect(chooseReply(context, recent)).toEqual(chooseReply({ ...context }, [...recent]));
    expect(keysOf({ ...context, seed: "another" })).not.toEqual(keysOf(context));
  });

  it("entries with the same facts get many different sentences, not the few that speak of a fact", () => {
    const firsts = new Set(
      Array.from({ length: 400 }, (_, index) => chooseReply(heard("sadness", { seed: `s${index}` }), []).key),
    );
    expect(firsts.size).toBeGreaterThan(30);
  });

  it("when more keys are barred than fit, a sentence is still given", () => {
    const context = heard("joy");
    expect(chooseReply(context, keysOf(context)).key).toBe(keysOf(context)[0]);
  });
});

describe("fit", () => {
  it.each([
    [2, /\b(this morning|afternoon|evening)\b/i],
    [9, /\b(afternoon|evening|night|overnight)\b/i],
    [14, /\b(morning|evening|night|overnight)\b/i],
    [20, /\b(morning|afternoon|night|overnight)\b/i],
  ])("an entry written at %i o'clock speaks of no other part of the day", (localHour, others) => {
    for (const top of LABELS) expect(textsOf(heard(top, { localHour }))).not.toMatch(others);
  });

  it("an entry for a past day may be told so, and is told of no part of the day", () => {
    for (const top of LABELS) {
      const backdated = heard(top, { isBackdated: true, localHour: 23 });
      expect(textsOf(backdated)).not.toMatch(/\b(morning|afternoon|evening|night|overnight)\b/i);
      expect(textsOf(backdated)).toContain("Added to the day it belongs to.");
      expect(textsOf(heard(top))).not.toContain("Added to the day it belongs to.");
    }
  });

  it("of hour, intensity, recurrence and length one counts for an entry: about one in four speaks of each", () => {
    const facts = { localHour: 23, topScore: 0.9, recentTops: ["sadness", "sadness"], wordCount: 4 } as const;
    const firsts = Array.from({ length: 400 }, (_, index) =>
      chooseReply(heard("sadness", { ...facts, seed: `s${index}` }), []),
    );
    for (const own of [/-07[89]$|-080$/, /-04[2-5]$/, /-08[1-4]$/, /-08[78]$/]) {
      const share = firsts.filter(({ key }) => own.test(key)).length / firsts.length;
      expect(share).toBeGreaterThan(0.15);
      expect(share).toBeLessThan(0.35);
    }
  });

  it("a tag of the entry brings a sentence about it first, in any case and with a number sign", () => {
    for (const tag of ["Work", "#work", " WORK "]) {
      expect(chooseReply(heard("sadness", { tags: [tag] }), []).text).toMatch(/work/i);
    }
    expect(textsOf(heard("sadness", { tags: ["networking"] }))).not.toMatch(/\bat work\b/i);
  });

  it("a short or a long entry is never answered as the other", () => {
    expect(textsOf(heard("anger", { wordCount: 3 }))).not.toMatch(/a lot to write|long page/i);
    expect(textsOf(heard("anger", { wordCount: 900 }))).not.toMatch(/few words|short/i);
    expect(textsOf({ ...BARE, wordCount: 0 })).not.toMatch(/few words|brief/i);
  });

  it("a feeling that returns is spoken of only when two of the last three entries had it", () => {
    const returning = heard("sadness", { recentTops: ["sadness", "joy", "sadness"] });
    expect(textsOf(returning)).toMatch(/more than once lately/);
    expect(textsOf(heard("sadness", { recentTops: ["sadness", "joy", "joy"] }))).not.toMatch(/lately/i);
  });

  it.each([
    [["sadness", "joy"], /mixed-/],
    [["joy", "sadness"], /mixed-/],
    [["fear", "anger"], /mixed-/],
  ] as const)("two feelings near each other, %s, get a sentence for the two", (mixed, key) => {
    const ranked = rankReplies(heard(mixed[0], { mixed }));
    expect(ranked[0]?.key).toMatch(key);
    expect(keysOf(heard(mixed[0], { mixed }))).toEqual(
      keysOf(heard(mixed[0], { mixed: [mixed[1], mixed[0]] })),
    );
  });

  it("joy beside a hard feeling is answered by no sentence for joy alone", () => {
    const keys = keysOf(heard("joy", { mixed: ["joy", "sadness"] }));
    expect(keys.filter((key) => key.startsWith("joy-"))).toEqual([]);
  });
});

describe("when Echo may be wrong", () => {
  it.each(LABELS)("an unsure reading of %s names no feeling", (top) => {
    const keys = keysOf({ ...heard(top), isSure: false });
    expect(keys.filter((key) => !/^(unsure|tags|mood)-/.test(key))).toEqual([]);
  });

  it.each(HARD)("words of %s under a good mark are not answered as if they were the whole", (top) => {
    const ranked = rankReplies(heard(top, { mood: 5 }));
    expect(ranked[0]?.text).toMatch(/mark|good/i);
    const own = ranked.filter(({ key }) => key.startsWith(`${top}-`));
    for (const { text } of own) expect(text).toMatch(/mark|good/i);
  });

  it("glad words under a low mark are never answered gladly", () => {
    const ranked = rankReplies(heard("joy", { mood: 1 }));
    for (const { key, text } of ranked.filter((candidate) => candidate.key.startsWith("joy-"))) {
      expect(text, key).toMatch(/mark|mood/i);
    }
    expect(ranked.filter(({ text }) => /warm|lighter sound|did you good/i.test(text))).toEqual([]);
  });

  it("plain words under a low mark are answered to the mark first", () => {
    expect(chooseReply(heard("neutral", { mood: 1 }), []).key).toMatch(/^mood-/);
  });
});

describe("slots", () => {
  it("a trigger is mentioned for about one entry in three and never in more than that", () => {
    const seeds = Array.from({ length: 3000 }, (_, index) => `entry-${index}`);
    const mentions = seeds.filter((seed) =>
      textsOf(heard("fear", { seed, trigger: "zebra" })).includes("zebra"),
    );
    expect(mentions.length / seeds.length).toBeGreaterThan(0.28);
    expect(mentions.length / seeds.length).toBeLessThan(0.36);
  });

  it("a trigger and a coping action are never spoken of in one ranking", () => {
    for (let index = 0; index < 500; index++) {
      const texts = textsOf(heard("fear", { seed: `${index}`, trigger: "zebra", copingAction: "giraffe" }));
      expect(texts.includes("zebra") && texts.includes("giraffe")).toBe(false);
    }
  });

  it("without a trigger or an action no sentence asks for one", () => {
    for (const blank of [null, "", " \n "]) {
      for (let index = 0; index < 30; index++) {
        const keys = keysOf(heard("fear", { seed: `${index}`, trigger: blank, copingAction: blank }));
        expect(keys.filter((key) => /^(trigger|coping)-/.test(key))).toEqual([]);
      }
    }
  });

  it("the writer's words go in as they are: signs, braces, several lines and a full stop", () => {
    const offers = (action: string) => (seed: string) =>
      keysOf(heard("fear", { seed, copingAction: action }))[0]?.startsWith("coping-") === true;
    const [seed = ""] = seedsWhere(offers("x"), 1);
    const say = (copingAction: string) => chooseReply(heard("fear", { seed, copingAction }), []).text;
    expect(say("Pay $& and $1")).toContain("“Pay $& and $1”");
    expect(say("Walk\n  the dog.")).toContain("“Walk the dog”");
    expect(say("{trigger}")).toContain("“{trigger}”");
    expect(say("🌊".repeat(200))).toContain(`“${"🌊".repeat(79)}…”`);
  });

  it("a light sentence about a trigger is kept for an entry that sounds light", () => {
    const about = (top: Label, seed: string) =>
      rankReplies(heard(top, { seed, trigger: "zebra" })).filter(({ key }) => key.startsWith("trigger-"));
    const seeds = seedsWhere((seed) => about("joy", seed).length > 0, 20);
    expect(seeds).toHaveLength(20);
    for (const seed of seeds) {
      for (const { text } of about("sadness", seed)) expect(text).not.toMatch(/lighter|warmth/);
      for (const { text } of about("joy", seed)) expect(text).not.toMatch(/heavy|hard where|easy/);
    }
  });
});

it("ranking takes well under a millisecond", () => {
  const context = heard("sadness", {
    tags: ["work", "Drained"],
    mood: 2,
    trigger: "boss",
    copingAction: "Tea",
  });
  let bestMs = Number.POSITIVE_INFINITY;
  for (let batch = 0; batch < 10; batch++) {
    const startedAt = performance.now();
    for (let index = 0; index < 200; index++) rankReplies({ ...context, seed: `${batch}-${index}` });
    bestMs = Math.min(bestMs, (performance.now() - startedAt) / 200);
  }
  expect(bestMs).toBeLessThan(0.25);
});
