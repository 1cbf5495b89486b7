/**
 * Sentences for entries that tell what was without a feeling that Echo can hear. Grief is often told this way,
 * so none calls an entry ordinary, small or uneventful.
 */
import { type Sentence, under } from "./sentence.ts";

export const NEUTRAL: readonly Sentence[] = [
  ...under(
    {},
    {
      "neutral-001": "Written down as it was.",
      "neutral-002": "Plain words, kept as you put them.",
      "neutral-003": "Facts can be worth writing down, whatever came with them.",
      "neutral-004": "Facts can stand by themselves, and these do.",
      "neutral-005": "This tells a part of how life stands.",
      "neutral-006": "Noted, in the order you gave it.",
      "neutral-007": "One can tell it without saying how it felt.",
      "neutral-008": "What you left out may stay left out.",
      "neutral-009": "A record, from where you stand.",
      "neutral-010": "Should you ever want to look this up, it is here.",
      "neutral-011": "It has been written among the other things of this time.",
      "neutral-012": "Sometimes saying what is the case is all there is to say.",
      "neutral-013": "You told it straight.",
      "neutral-014": "There may be more behind this; it can wait.",
      "neutral-015": "Not every page has to carry a feeling.",
      "neutral-016": "This is what there was, in your telling.",
      "neutral-017": "It reads evenly. What lies beneath is yours to say, or not.",
      "neutral-018": "Lines like these keep one day from blurring into the next.",
      "neutral-019": "A plain account helps later, when memory grows vague.",
      "neutral-020": "Some things are best told simply.",
      "neutral-021": "Set in its place, between the pages before and after.",
      "neutral-022": "It is written the way it went.",
      "neutral-023": "There it is, in black and white.",
      "neutral-024": "An even tone, perhaps; no more is read into it than you say.",
      "neutral-025": "This can simply be part of the record.",
      "neutral-026": "You have put down where things stand.",
      "neutral-027": "What is written here will keep its date.",
      "neutral-028": "Later you may see more in it, or exactly this.",
      "neutral-029": "One way to remember a day is by what was in it.",
      "neutral-030": "There is no need to dress it up.",
      "neutral-031": "The details are here, if you ever want them back.",
      "neutral-032": "Memory lets details go; paper does not.",
      "neutral-033": "How it felt can be added any time, or never.",
      "neutral-034": "You wrote what happened, and that is a fair way to begin or to end.",
      "neutral-035": "It counts as a page, exactly as it is.",
      "neutral-036": "The account is yours, and it is complete when you say so.",
      "neutral-037": "Quietly added to the rest.",
      "neutral-038": "There it stands, in writing.",
      "neutral-039": "Said once, and clearly.",
      "neutral-040": "This is how things stood when you wrote it.",
      "neutral-041": "Here is a mark in time, to come back to if you wish.",
      "neutral-042": "A few words about it will be enough to find the way back.",
      "neutral-043": "You can leave it at that, or say more.",
      "neutral-044": "A journal may also be a place for what simply was.",
    },
  ),
  ...under({ tag: "calm" }, { "neutral-045": "Nothing seems to pull at these lines; you marked them calm." }),
  ...under(
    { tag: "focused" },
    {
      "neutral-046": "A clear page, and you marked it focused.",
      "neutral-047": "What held your attention is written here.",
    },
  ),
  ...under({ tag: "drained" }, { "neutral-048": "Not much has to be added when one is drained." }),
  ...under({ tag: "grateful" }, { "neutral-049": "Beside the plain lines you left a word of thanks." }),
  ...under(
    { tag: "anxious" },
    { "neutral-050": "The words are even, and you marked it anxious. Both are noted." },
  ),
  ...under({ tag: "proud" }, { "neutral-051": "Told plainly, with pride marked beside it." }),
  ...under(
    { tag: "frustrated" },
    { "neutral-052": "Level words, and frustration under them, as you marked it." },
  ),
  ...under(
    { tag: "work" },
    {
      "neutral-053": "Work, told without ornament.",
      "neutral-054": "Where things stand at work is easy to lose track of; here is one point of it.",
    },
  ),
  ...under({ tag: "family" }, { "neutral-055": "This is how things are in your family, as you tell it." }),
  ...under({ tag: "sleep" }, { "neutral-056": "Sleep is one of the things that can explain a day later." }),
  ...under({ tag: "health" }, { "neutral-057": "Noting how a body does can be useful to look back on." }),
  ...under({ tag: "friends" }, { "neutral-058": "The people you mention are part of the record." }),
  ...under({ tag: "school" }, { "neutral-059": "Here is a bit of school as it actually went." }),
  ...under({ tag: "money" }, { "neutral-060": "The money side of things is written down." }),
  ...under({ tag: "love" }, { "neutral-061": "Plain words about love are words about love, too." }),
  ...under({ tag: "pet" }, { "neutral-062": "The animal in it has its lines in the record." }),
  ...under({ tag: "nature" }, { "neutral-063": "How the world outside looked is kept for that day." }),
  ...under({ tag: "food" }, { "neutral-064": "Food belongs in the record too, without comment." }),
  ...under(
    { tag: "travel" },
    { "neutral-065": "Where you were is written down, and the way can be retraced." },
  ),
  ...under(
    { part: "morning" },
    {
      "neutral-066": "An earlier hour, as you tell it.",
      "neutral-067": "The morning is on record.",
    },
  ),
  ...under(
    { part: "afternoon" },
    {
      "neutral-068": "A note from the middle of the day, set where it belongs.",
      "neutral-069": "The afternoon has left a mark in the journal.",
    },
  ),
  ...under(
    { part: "evening" },
    {
      "neutral-070": "What you wished to tell of the day is written.",
      "neutral-071": "An evening page can simply list what was.",
    },
  ),
  ...under(
    { part: "night" },
    {
      "neutral-072": "A late line, put with its day.",
      "neutral-073": "The night is given its page too.",
    },
  ),
  ...under(
    { recent: "same" },
    {
      "neutral-074": "Several even pages in a row, by the sound of it.",
      "neutral-075": "The last pages have kept to plain words, and so does this one.",
    },
  ),
  ...under(
    { recent: "hard" },
    {
      "neutral-076": "The pages before sounded harder; this one is told more evenly.",
      "neutral-077": "After heavy lines, plain ones are just as welcome.",
    },
  ),
  ...under(
    { length: "short" },
    {
      "neutral-078": "A short note keeps the place.",
      "neutral-079": "Brief, and still a page.",
    },
  ),
  ...under(
    { length: "long" },
    {
      "neutral-080": "A detailed account, with every part of it kept.",
      "neutral-081": "You wrote it out in full, and full it stays.",
    },
  ),
  ...under({ isBackdated: true }, { "neutral-082": "Written afterwards, placed where it happened." }),
];
