/** The words for what Echo hears, why, and how a writer overrules it. */
import type { EmotionLabel } from "@echo/contract/entries.ts";

const names: Readonly<Record<EmotionLabel, string>> = {
  anger: "Anger",
  disgust: "Disgust",
  fear: "Fear",
  joy: "Joy",
  neutral: "Neutral",
  sadness: "Sadness",
  surprise: "Surprise",
};

export const messages = {
  names,
  heard: "What Echo heard",
  feeling: "Feeling:",
  mixed: (one: EmotionLabel, other: EmotionLabel) =>
    `Mixed: ${names[one].toLowerCase()} and ${names[other].toLowerCase()}`,
  unsure: "Not sure",
  yourWord: "your word",
  notUnderstood:
    "Echo does not understand this language yet, so it does not guess. If you like, name the feeling yourself.",
  why: "Why?",
  change: "Change",
  name: "Name it",
  choose: "What was it really?",
  chooseHint: "Your word counts, here and in all your patterns.",
  noted: (label: EmotionLabel) => `Noted: ${names[label].toLowerCase()}. Your word counts from here on.`,
  back: "Back to what Echo heard",
  backAgain: "This is what Echo heard.",
  heardInstead: (label: EmotionLabel) => `Echo had heard ${names[label].toLowerCase()}.`,
  reasonsTitle: "The words behind it",
  share: (percent: number, label: EmotionLabel) =>
    `${percent}\u00a0% of what spoke for ${names[label].toLowerCase()}`,
  noReasons: "No single word stood out. What Echo heard comes from the whole.",
  leftOut: "Some lines left out",
  scores: "All seven, as Echo heard them",
  percent: (percent: number) => `${percent}\u00a0%`,
  limits: "Echo weighs words, not what lies between the lines. It is often right and never certain.",
  unavailable: "What Echo heard cannot be shown right now.",
  again: "Try again",

  supportTitle: "Someone to talk to",
  supportShow: "Show whom you can talk to",
  supportNote: "Nothing about this is stored or sent to anyone.",
  supportSite: (name: string) => `${name}:`,
  call: (number: string) => `Call ${number}`,
  text: (number: string) => `Send a text message to ${number}`,
  close: "Close",

  closeReply: "Close this answer",

  filter: "Feeling",
  anyFeeling: "Any",
} as const;
