/** The words of the page of patterns. A title says the finding; where there is none yet, it says that. */
import type { EmotionLabel } from "@echo/contract/entries.ts";

const PARTS = { night: "Nights", morning: "Mornings", afternoon: "Afternoons", evening: "Evenings" } as const;
const many = (count: number, one: string, more: string) =>
  count === 1 ? `1 ${one}` : `${count.toLocaleString()} ${more}`;
const entries = (count: number) => many(count, "entry", "entries");
const days = (count: number) => many(count, "day", "days");

export const messages = {
  title: "Patterns",
  lead: "What your pages show together. Nothing here is a verdict: each card says how much stands behind it.",
  scale:
    "Brightness runs from \u22121 (heavy) to +1 (bright): joy less anger, disgust, fear and sadness. Your corrections count.",
  window: "Look at the last",
  windows: { week: "Week", month: "Month", quarter: "3 months", year: "Year" },
  loading: "Looking",
  again: "Try again",
  entries,
  days,

  emptyTitle: "Patterns need a few pages",
  emptyText:
    "After your first entry, your days and feelings appear here. After some weeks, so does what lifts you, what weighs on you, and when. Below you can already prepare what helps you in a hard hour.",
  emptyWrite: "Write something",
  firstWeekTitle: "A good beginning",
  firstWeekText: (count: number) =>
    `You have ${entries(count)} so far. Days and feelings show at once; directions and rhythms need some weeks, and the cards say how many.`,

  brightness: { [-2]: "heavy", [-1]: "rather heavy", 0: "in between", 1: "rather bright", 2: "bright" },
  share: (count: number, of: number, low: number, high: number) =>
    `${count} of ${entries(of)}, likely between ${low}\u00a0% and ${high}\u00a0%`,
  range: (value: string, low: string, high: string) => `${value} (${low} to ${high})`,
  tooUncertain: "too uncertain to say",
  between: (value: string, low: string, high: string) => `${value}, likely between ${low} and ${high}`,
  moreDays: (more: number) => `Not enough yet: after about ${days(more)} more with entries.`,
  moreWeeks: (more: number) =>
    `Not enough yet: after about ${many(more, "more week", "more weeks")} with entries to compare.`,
  longerWindow: (least: number) => `A direction needs a window of at least ${days(least)}.`,
  moreVaried: "Not enough yet: the days with entries lie too close together.",
  basis: (count: number, understood: number, from: string, to: string) =>
    `${entries(count)} from ${from} to ${to}${understood === count ? "" : `, ${understood} of them understood`}.`,

  summaryTitle: "In a few sentences",
  summaryPeriod: "Period of the summary",
  summaryPeriods: { day: "Today", week: "This week", month: "This month" },
  ownWords: "Your own words that stood out",

  mixTitle: "What you felt",
  mixMost: (name: string, percent: number) => `${name} most often: ${percent}\u00a0% of what was understood`,
  mixNone: "Nothing was understood in these days",
  feeling: "Feeling",
  howOften: "How often",

  trendTitle: "The way the days go",
  trends: {
    brighter: "These days grow brighter",
    darker: "These days grow heavier",
    no_clear_change: "No clear direction in these days",
    not_enough: "Not enough yet for a direction",
  },
  trendChange: (change: string) => `From the first day to the last: ${change}.`,
  meanSentiment: (words: string) => `On average: ${words}.`,
  meanMood: (mood: string) => `Your mood, where you gave one: ${mood} of 5.`,
  trendPicture: "Brightness by day; the table below says the same.",
  trendTable: (count: number) => `Show ${days(count)} as a table`,
  day: "Day",
  count: "Entries",
  brightnessHead: "Brightness",
  topFeeling: "Most felt",
  noReading: "not understood",

  calendarTitle: "Your days",
  calendarWritten: (written: number, of: number) => `You wrote on ${written} of ${days(of)}`,
  calendarBest: (day: string) => `The brightest was ${day}.`,
  week: "Week of",
  nothingWritten: "nothing written",
  legend: "The signs",

  rhythmDayTitle: "Times of day",
  rhythmWeekTitle: "Days of the week",
  rhythmLengthTitle: "Short and long entries",
  parts: PARTS,
  partHours: { night: "0 to 6", morning: "6 to 12", afternoon: "12 to 18", evening: "18 to 24" },
  partClear: (part: keyof typeof PARTS, isBright: boolean) =>
    `${PARTS[part]} are ${isBright ? "brighter" : "heavier"} than the rest of the week`,
  weekdayClear: (weekday: string, isBright: boolean) =>
    `${weekday} is ${isBright ? "brighter" : "heavier"} than the rest of the week`,
  partNone: "No clear difference between times of day",
  weekdayNone: "No clear difference between days of the week",
  partSoon: "Times of day: not enough yet",
  weekdaySoon: "Days of the week: not enough yet",
  lengthLonger: "Longer entries are brighter ones",
  lengthShorter: "Longer entries are heavier ones",
  lengthNone: "No clear difference between short and long entries",
  lengthSoon: "Short and long entries: not enough yet",
  lengthMedian: (words: number) => `Half of your entries have more than ${Math.round(words)} words.`,
  lengthDouble: (words: string) => `Twice as many words: ${words}.`,
  partHead: "Time",
  weekdayHead: "Weekday",
  againstRest: "Against the rest of the week (likely range)",
  tooFew: "not enough yet",
  sure: (confidence: number) =>
    `Bounds hold together with ${(confidence * 100).toFixed(1)}\u00a0% confidence.`,
  rhythmBasis: (count: number) => `${entries(count)} of the last year.`,

  compareTitle: "Against the time before",
  comparePeriod: "Compare",
  comparePeriods: { week: "Week with week", month: "Month with month" },
  compareClear: (period: "week" | "month", isBright: boolean) =>
    `This ${period} is ${isBright ? "brighter" : "heavier"} than the last one`,
  compareNone: (period: "week" | "month") => `No clear difference between this ${period} and the last one`,
  compareSoon: (period: "week" | "month") => `This ${period} and the last: too early to compare`,
  compareHint: "Both up to the same point.",
  compareLater: (more: number, period: "week" | "month") =>
    `What is usual for you shows after about ${days(more)} more with entries before this ${period}.`,
  compareFew: (least: number) => `Each side needs at least ${entries(least)} that are understood.`,
  thisPeriod: "This time",
  lastPeriod: "Last time",
  figure: "Figure",
  daysWritten: "Days with entries",
  volatility: "Ups and downs",
  change: "Change (likely range)",
  clearChange: "clear",
  notCompared: "\u2013",

  memoriesTitle: "On this day",
  memoriesFound: (count: number) => `This day in ${many(count, "earlier time", "earlier times")}`,
  memoriesNone: "On this day: nothing yet",
  memoriesSoon: "What you wrote a month or years ago on this date comes back here.",
  yearsAgo: (years: number) => many(years, "year ago", "years ago"),
  monthsAgo: (months: number) => many(months, "month ago", "months ago"),
  moreOfDay: (more: number) => `and ${entries(more)} more of that day`,

  wordsTitle: "Words that come up",
  wordsMost: (word: string) => `\u201c${word}\u201d comes up most`,
  wordsClear: (word: string, isBright: boolean) =>
    `Entries with \u201c${word}\u201d are ${isBright ? "brighter" : "heavier"} than others of the same weeks`,
  wordsSoon: "Words that come up: not enough yet",
  wordsBasis: (count: number, least: number) =>
    `${entries(count)} looked at; a word shows once it stands in ${least} entries on as many days.`,
  word: "Word",
  usual: "Mean of its entries (likely range)",
  againstOthers: "Against others of the same weeks (likely range)",
  allWords: (count: number) => `Show all ${count} words`,

  feelingNames: {
    anger: "Anger",
    disgust: "Disgust",
    fear: "Fear",
    joy: "Joy",
    neutral: "Neutral",
    sadness: "Sadness",
    surprise: "Surprise",
  } satisfies Record<EmotionLabel, string>,
} as const;
