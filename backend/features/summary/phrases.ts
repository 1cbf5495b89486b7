/**
 * The wording of summaries. Plain and kind: no advice, no praise for diligence, no reproach for silence. Each list
 * says the same thing in several ways; which one is taken depends on the period alone, so that a summary reads the
 * same whenever it is opened.
 */
import type { EmotionLabel } from "@echo/contract/entries.ts";
import { weekdayOf } from "#core/local-day.ts";

/** What is filled into a phrase, by name in braces. */
export type Fillings = Readonly<Record<string, string>>;

export const PHRASES = {
  empty_now: [
    "Nothing is written for {period} yet, and nothing has to be.",
    "There is no entry for {period} yet. The page is here whenever you want it.",
    "{Period} is still blank. That is fine.",
  ],
  empty_past: [
    "There are no entries for {period}. A quiet time may stay quiet.",
    "Nothing was written for {period}, and that is fine.",
    "{Period} has no entries. Not everything needs to be written down.",
  ],
  one_entry: ["There is one entry for {period}.", "For {period} there is one entry."],
  entries_of_a_day: ["There are {count} entries for {period}.", "For {period} there are {count} entries."],
  entries_on_one_day: [
    "There are {count} entries for {period}, all of them on one day.",
    "For {period} there are {count} entries, written on a single day.",
  ],
  entries_on_days: [
    "There are {count} entries for {period}, on {days} different days.",
    "For {period} there are {count} entries, spread over {days} days.",
  ],
  none_understood: [
    "Echo could not read any of them, so it says nothing about feelings.",
    "Echo can read none of them, and does not guess at feelings.",
  ],
  one_not_understood: [
    "Echo could not read it, so it says nothing about feelings.",
    "Echo cannot read it, and does not guess at feelings.",
  ],
  some_understood: ["Echo could read {count} of them.", "Of these, Echo could read {count}."],
  only_feeling_of_one: ["What it carries most is {feeling}.", "It speaks mostly of {feeling}."],
  only_feeling: ["In every one of them {feeling} was strongest.", "All of them speak mostly of {feeling}."],
  leading_feeling: [
    "Most often it was {feeling}, in {count} of them.",
    "{Feeling} came up most often, in {count} of them.",
  ],
  next_feeling: ["After that came {feeling}, with {count}.", "{Feeling} came next, with {count}."],
  equal_feelings: [
    "{Feelings} came up equally often, {count} each.",
    "No feeling came first: {feelings} have {count} each.",
  ],
  bright: ["On the whole the tone was bright.", "Taken together, the tone was bright."],
  heavy: ["On the whole the tone was heavy.", "Taken together, the tone was heavy."],
  between: [
    "On the whole the tone was neither bright nor heavy.",
    "Taken together, the tone lay between bright and heavy.",
  ],
  days_apart: [
    "The brightest day was {bright}, the heaviest {heavy}.",
    "{bright} was the brightest day, and {heavy} the heaviest.",
  ],
  one_mood: ["You gave your mood once: {mood} of 5.", "The one mood you gave was {mood} of 5."],
  moods: [
    "The {count} moods you gave come to {mood} of 5 on average.",
    "You gave your mood {count} times, {mood} of 5 on average.",
  ],
} as const satisfies Readonly<Record<string, readonly string[]>>;

export type PhraseName = keyof typeof PHRASES;

/** What a label is called in a sentence. */
export const FEELINGS: Readonly<Record<EmotionLabel, string>> = {
  anger: "anger",
  disgust: "disgust",
  fear: "fear",
  joy: "joy",
  neutral: "an even tone",
  sadness: "sadness",
  surprise: "surprise",
};

const NUMBERS = [
  "no",
  "one",
  "two",
  "three",
  "four",
  "five",
  "six",
  "seven",
  "eight",
  "nine",
  "ten",
  "eleven",
  "twelve",
];

/** In words up to twelve. */
export function inWords(count: number): string {
  return NUMBERS[count] ?? String(count);
}

const MONTHS = [
  "January",
  "February",
  "March",
  "April",
  "May",
  "June",
  "July",
  "August",
  "September",
  "October",
  "November",
  "December",
];
const WEEKDAYS = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"];

/** `March 2026`. */
export function monthInWords(day: string): string {
  return `${MONTHS[Number(day.slice(5, 7)) - 1] ?? ""} ${day.slice(0, 4)}`;
}

/** `3 March 2026`. */
export function dayInWords(day: string): string {
  return `${Number(day.slice(8))} ${monthInWords(day)}`;
}

/** `Tuesday, 3 March`. */
export function weekdayInWords(day: string): string {
  return `${WEEKDAYS[weekdayOf(day) - 1] ?? ""}, ${Number(day.slice(8))} ${MONTHS[Number(day.slice(5, 7)) - 1] ?? ""}`;
}

/** The phrase that `seed` chooses, filled; a name with a capital letter begins with one. */
export function phrase(name: PhraseName, seed: string, fillings: Fillings): string {
  const variants: readonly string[] = PHRASES[name];
  const chosen = variants[hash(`${seed} ${name}`) % variants.length] ?? "";
  return chosen.replaceAll(/\{(\w+)\}/g, (whole, key: string) => {
    const filling = fillings[key];
    if (filling !== undefined) return filling;
    const lower = fillings[key.charAt(0).toLowerCase() + key.slice(1)];
    return lower === undefined ? whole : lower.charAt(0).toUpperCase() + lower.slice(1);
  });
}

/** FNV-1a, 32 bits, stirred at the end, because its lowest bits alone are little more than a parity. */
function hash(text: string): number {
  let value = 0x811c9dc5;
  for (let index = 0; index < text.length; index += 1) {
    value = Math.imul(value ^ text.charCodeAt(index), 0x01000193);
  }
  value = Math.imul(value ^ (value >>> 16), 0x85ebca6b);
  value = Math.imul(value ^ (value >>> 13), 0xc2b2ae35);
  return (value ^ (value >>> 16)) >>> 0;
}
