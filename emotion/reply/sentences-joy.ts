/**
 * Sentences for entries in which joy was heard. They stay gentle and mostly conditional, because the label may
 * be wrong: read under bad news, none of them may sound cheerful.
 */
import { type Sentence, under } from "./sentence.ts";

export const JOY: readonly Sentence[] = [
  ...under(
    {},
    {
      "joy-001": "Something warm seems to run through this.",
      "joy-002": "If parts of this were lighter, they are kept too.",
      "joy-003": "A good moment, if that is what it was, is worth a page.",
      "joy-004": "There seems to be some light in these lines.",
      "joy-005": "This one can be found again whenever you look for it.",
      "joy-006": "If you want to come across this again some day, you can.",
      "joy-007": "Moments slip away easily. This one is written.",
      "joy-008": "If this did you good, let it be remembered that way.",
      "joy-009": "If there were good parts, they deserve as much ink as the rest.",
      "joy-010": "You stopped to put this into words.",
      "joy-011": "Perhaps there was a moment in this that you would like to keep.",
      "joy-012": "These lines can be read again slowly.",
      "joy-013": "Whatever warmth is in this, it belongs to you.",
      "joy-014": "Words can keep a moment the way a photograph does.",
      "joy-015": "Some of this sounds gentle, if that is the right word.",
      "joy-016": "What you want to keep of it can stay with you.",
      "joy-017": "A quiet kind of contentment may be in here somewhere.",
      "joy-018": "If you liked something in it, paper makes it last.",
      "joy-019": "This could be a page you return to on purpose.",
      "joy-020": "There may be something good to hear between these lines.",
      "joy-021": "It seems there was something here to hold on to.",
      "joy-022": "If it was good, it needs no other reason to be written.",
      "joy-023": "This sounds like something that mattered to you.",
      "joy-024": "You noticed it, and so it did not pass unseen.",
      "joy-025": "Let it take up as much room as it wants.",
      "joy-026": "A softer note seems to come through.",
      "joy-027": "What was good in it is safe here with the rest.",
      "joy-028": "There may have been a moment of ease in this.",
      "joy-029": "Some pages carry a bit of warmth; perhaps this is one.",
      "joy-030": "It is whole as it stands.",
      "joy-031": "Something seems to have eased a little.",
      "joy-032": "If there was joy in this, it counts fully.",
      "joy-033": "It is worth having this in writing.",
      "joy-034": "The details you chose are all here.",
      "joy-035": "If part of this sat well with you, that part is heard.",
      "joy-036": "A brighter thread seems woven into the rest.",
      "joy-037": "Some things are worth telling even when nobody but a journal is listening.",
      "joy-038": "If you ever look for what did you good, you may find it here.",
      "joy-039": "If you want this remembered, it is in the right place.",
      "joy-040": "If part of this was kind to you, that counts.",
      "joy-041": "However it looks later, this is how it felt when you wrote it.",
      "joy-042": "If something lifted you, that is on record.",
      "joy-043": "A good hour, if it was one, has nothing to prove.",
      "joy-044": "You decide whether this goes among the good pages.",
    },
  ),
  ...under(
    { intensity: "high" },
    {
      "joy-045": "There seems to be a great deal of warmth in this one.",
      "joy-046": "This comes through clearly, and it is kept just as clearly.",
      "joy-047": "Some feelings need no underlining, and this may be one of them.",
    },
  ),
  ...under(
    { intensity: "low" },
    {
      "joy-048": "A faint warmth, perhaps, but it has been heard.",
      "joy-049": "If something in it was good, it need not be loud.",
      "joy-050": "A little ease may be hiding between the lines.",
    },
  ),
  ...under(
    { tag: "proud" },
    {
      "joy-051": "Being proud of something is a fine reason to write it down.",
      "joy-052": "This may be remembered the way you told it, pride included.",
    },
  ),
  ...under(
    { tag: "grateful" },
    {
      "joy-053": "Gratitude reads well years later, and this will be here then.",
      "joy-054": "What you are thankful for is in these lines, named or not.",
    },
  ),
  ...under(
    { tag: "calm" },
    {
      "joy-055": "Calm and something warm seem to share this page.",
      "joy-056": "A still moment can be kept too, like this one.",
    },
  ),
  ...under({ tag: "focused" }, { "joy-057": "There may be some satisfaction in where your attention went." }),
  ...under({ tag: "drained" }, { "joy-058": "Tired and content can go together; there is room for both." }),
  ...under({ tag: "anxious" }, { "joy-059": "Something good and some nerves can arrive in the same hour." }),
  ...under({ tag: "work" }, { "joy-060": "If work was kind to you here, it may be remembered for that." }),
  ...under(
    { tag: "family" },
    {
      "joy-061": "Some warmth around family seems to have found its way in.",
      "joy-062": "People close to you are in this, as you saw them.",
    },
  ),
  ...under({ tag: "sleep" }, { "joy-063": "Rest can change the colours of things; perhaps it did here." }),
  ...under({ tag: "health" }, { "joy-064": "If the body gave you some ease, that is noted." }),
  ...under(
    { tag: "friends" },
    { "joy-065": "Good company, if that is what it was, leaves traces like these." },
  ),
  ...under({ tag: "school" }, { "joy-066": "If something clicked at school, this is where it is written." }),
  ...under(
    { tag: "money" },
    { "joy-067": "Some relief about money, if there is any, may be written down too." },
  ),
  ...under(
    { tag: "love" },
    { "joy-068": "There seems to be some tenderness in this, and it is kept with care." },
  ),
  ...under({ tag: "pet" }, { "joy-069": "An animal can warm a whole page, then and long after." }),
  ...under({ tag: "nature" }, { "joy-070": "The outdoors seems to have left something good behind." }),
  ...under({ tag: "food" }, { "joy-071": "Something shared or tasted can be worth a page by itself." }),
  ...under({ tag: "travel" }, { "joy-072": "A place that did you good can be visited again on paper." }),
  ...under(
    { part: "morning" },
    {
      "joy-073": "If the morning held something good, it is already written.",
      "joy-074": "An early hour with a softer tone, it seems.",
    },
  ),
  ...under(
    { part: "afternoon" },
    {
      "joy-075": "A warmer spot in the afternoon, perhaps.",
      "joy-076": "The afternoon left something here that may be worth keeping.",
    },
  ),
  ...under(
    { part: "evening" },
    {
      "joy-077": "The evening can close around this gently.",
      "joy-078": "Something in this may be worth taking into the evening.",
    },
  ),
  ...under(
    { part: "night" },
    {
      "joy-079": "Some warmth can stay on the page overnight.",
      "joy-080": "If some of it was good, the night need not erase that.",
    },
  ),
  ...under(
    { recent: "same" },
    {
      "joy-081": "There seems to have been some warmth on several of your recent pages.",
      "joy-082": "Another page with a lighter sound to it, it seems.",
      "joy-083": "Something good may be coming back lately, page by page.",
    },
  ),
  ...under(
    { recent: "hard" },
    {
      "joy-084": "This one seems to have a lighter sound to it.",
      "joy-085": "This may be a little lighter than some of the pages before it.",
      "joy-086": "The harder pages are still yours, and so is this one.",
    },
  ),
  ...under(
    { length: "short" },
    {
      "joy-087": "Few words, and there seems to be some warmth in them.",
      "joy-088": "A line is enough to keep something, if you want to keep it.",
    },
  ),
  ...under(
    { length: "long" },
    {
      "joy-089": "You gave this a lot of room; it seems to have been worth telling.",
      "joy-090": "So many details, and none of them is lost.",
    },
  ),
  ...under(
    { isBackdated: true },
    {
      "joy-091": "A memory you want to keep does not mind arriving late.",
      "joy-092": "That day may have had a warmer side, and it is on paper.",
    },
  ),
  ...under(
    { mood: "low" },
    {
      "joy-093": "The words sound lighter than the mood you chose; both may be true.",
      "joy-094": "You marked it low, and your mark is what counts here.",
      "joy-095": "Whatever the words say on the surface, your own mark stands.",
      "joy-096": "Kind sentences can come out of a heavy hour. Your mark is noted.",
    },
  ),
];
