/** The words around triggers: bundles of words that a person watches. */
import type { EmotionLabel } from "@echo/contract/entries.ts";

const entries = (count: number) => (count === 1 ? "1 entry" : `${count.toLocaleString()} entries`);

export const messages = {
  title: "What you watch",
  watched: (count: number) => (count === 1 ? "You watch one thing" : `You watch ${count} things`),
  clear: (name: string, isBright: boolean) =>
    `Entries with \u201c${name}\u201d are ${isBright ? "brighter" : "heavier"}`,
  none: "What would you like to watch?",
  lead: "Name something that touches you, and the words by which Echo finds it in your entries. It shows how entries with it differ from those without. That two things go together does not say that one is the reason.",
  basis: (count: number) => `${entries(count)} of the last year.`,

  words: (words: readonly string[]) => `Found by: ${words.join(", ")}`,
  mentions: (mentions: number, days: number) =>
    mentions === 0
      ? "No entry speaks of it yet."
      : `${entries(mentions)} ${mentions === 1 ? "speaks" : "speak"} of it, on ${days === 1 ? "1 day" : `${days} days`}.`,
  notEnough: (more: number) =>
    `Not enough yet: after about ${more} more ${more === 1 ? "entry" : "entries"} with it.`,
  moreDays: (more: number) => `Not enough yet: on about ${more} more ${more === 1 ? "day" : "days"}.`,
  moreWithout: (more: number) =>
    `Not enough yet: after about ${more} more ${more === 1 ? "entry" : "entries"} without it.`,
  clearDifference: (isBright: boolean, words: string) =>
    `${isBright ? "Brighter" : "Heavier"} than entries without it: ${words}.`,
  noClear: (words: string) => `No clear difference from entries without it: ${words}.`,
  moreOften: (label: string, withIt: string, without: string, isMore: boolean) =>
    `${label} ${isMore ? "more" : "less"} often: ${withIt} with it, ${without} without.`,
  feelingNames: {
    anger: "Anger",
    disgust: "Disgust",
    fear: "Fear",
    joy: "Joy",
    neutral: "Neutral",
    sadness: "Sadness",
    surprise: "Surprise",
  } satisfies Record<EmotionLabel, string>,

  add: "Add something to watch",
  name: "Name",
  nameHint: "Such as: Mother, deadlines, running.",
  wordsLabel: "Words",
  wordsHint: "Up to ten words or short phrases, with commas between them.",
  nameMissing: "Give it a name.",
  nameTooLong: "A name can have 60 characters.",
  wordsMissing: "Give at least one word.",
  tooManyWords: "Ten words are enough.",
  wordTooLong: "A word or phrase can have 40 characters.",
  save: "Save",
  cancel: "Cancel",
  edit: "Edit",
  editLabel: (name: string) => `Edit ${name}`,
  delete: "Delete",
  deleteLabel: (name: string) => `Delete ${name}`,
  deleteTitle: (name: string) => `Stop watching \u201c${name}\u201d?`,
  deleteText: "Your entries stay as they are. Only the name and its words go.",
  keep: "Keep it",
  deleted: (name: string) => `\u201c${name}\u201d is no longer watched.`,
  added: (name: string) => `\u201c${name}\u201d is watched from now on.`,
  changed: (name: string) => `\u201c${name}\u201d is changed.`,
  elsewhere: "This was changed somewhere else meanwhile. Here is how it is now.",

  suggestions: "Words that recur in your pages",
  suggestionBasis: (count: number, days: number, of: number) =>
    `in ${entries(count)} of ${of}, on ${days === 1 ? "1 day" : `${days} days`}`,
  watch: "Watch",
  watchLabel: (name: string) => `Watch \u201c${name}\u201d`,
  moreSuggestions: (more: number) => `Show ${more} more`,
} as const;
