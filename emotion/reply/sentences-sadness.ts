/**
 * Sentences for entries in which sadness was heard. Each is safe beside a death: none consoles in a hurry,
 * compares, explains or looks for something good in it.
 */
import { type Sentence, under } from "./sentence.ts";

export const SADNESS: readonly Sentence[] = [
  ...under(
    {},
    {
      "sadness-001": "This sounds heavy, and it can be put down here.",
      "sadness-002": "There is no hurry to feel differently about this.",
      "sadness-003": "That seems to hurt. It may be written without being solved.",
      "sadness-004": "It does not need to be made smaller to fit here.",
      "sadness-005": "Some things are just sad, and may be called so.",
      "sadness-006": "This will be kept gently.",
      "sadness-007": "You do not have to find the right words for it. These are enough.",
      "sadness-008": "There seems to be an ache in this, and it is heard.",
      "sadness-009": "Nothing has to be learned from this.",
      "sadness-010": "It is all right if this stays heavy for a while.",
      "sadness-011": "No date is set by which this must be lighter.",
      "sadness-012": "This may weigh more than it looks on paper.",
      "sadness-013": "Things that matter can hurt. This seems to matter.",
      "sadness-014": "Heavy things are welcome here too.",
      "sadness-015": "Perhaps something or someone is missed here.",
      "sadness-016": "The sadness, if that is the word, may take its own time.",
      "sadness-017": "There is nothing in this that you have to tidy away.",
      "sadness-018": "You can say it plainly here, as you have.",
      "sadness-019": "A hard thing, put into words and kept with care.",
      "sadness-020": "A page can end wherever it becomes too much.",
      "sadness-021": "It sounds like a lot to carry.",
      "sadness-022": "These lines carry some weight, and they are allowed to.",
      "sadness-023": "Not every hurt wants an answer, and none is pushed on you.",
      "sadness-024": "That reads as painful. Let it be here as it is.",
      "sadness-025": "Sorrow keeps no timetable, and none is expected of you.",
      "sadness-026": "It is taken in quietly, without advice.",
      "sadness-027": "If tears came with this, they belong here as well.",
      "sadness-028": "There are pages for this too.",
      "sadness-029": "You owe nobody a brave face here.",
      "sadness-030": "It may be enough for now that it is written.",
      "sadness-031": "Something in this sounds tender to the touch.",
      "sadness-032": "It can hurt and be told at the same time.",
      "sadness-033": "Being sad about it needs no explanation.",
      "sadness-034": "You will not be asked to look at it any other way.",
      "sadness-035": "Whatever is gone or missing in it, your words for it are kept.",
      "sadness-036": "The weight of it is heard.",
      "sadness-037": "Words can only hold part of it, and that part is here.",
      "sadness-038": "Some of this sounds lonely. It was worth writing down.",
      "sadness-039": "A low hour has its place like any other.",
      "sadness-040": "For as long as it needs, this can stay unfinished.",
      "sadness-041": "Nobody is waiting for a better version of this.",
    },
  ),
  ...under(
    { intensity: "high" },
    {
      "sadness-042": "This seems to go deep. It may take all the room it needs.",
      "sadness-043": "There are things too large for a page; this much of it is kept.",
      "sadness-044": "It sounds as though this hurts a great deal.",
      "sadness-045": "So much seems to be in these lines, and none of it will be hurried.",
    },
  ),
  ...under(
    { intensity: "low" },
    {
      "sadness-046": "Something heavy may be in here, and it has been heard.",
      "sadness-047": "Even a quiet sadness may be written down.",
      "sadness-048": "A grey tone seems to lie over this, and nothing has to brighten it.",
    },
  ),
  ...under(
    { tag: "anxious" },
    { "sadness-049": "Worry and sadness often share a page, and this one has room." },
  ),
  ...under({ tag: "drained" }, { "sadness-050": "Being sad is tiring. You can leave it here for a while." }),
  ...under(
    { tag: "frustrated" },
    { "sadness-051": "Hurt and frustration can sound alike; they need not be told apart here." },
  ),
  ...under({ tag: "grateful" }, { "sadness-052": "Grateful and sad can live in the same line." }),
  ...under(
    { tag: "calm" },
    { "sadness-053": "Something sad can also be still; you marked some calm beside it." },
  ),
  ...under({ tag: "proud" }, { "sadness-054": "One can be proud of something that also hurts." }),
  ...under(
    { tag: "work" },
    {
      "sadness-055": "When work weighs like this, it may weigh on paper too.",
      "sadness-056": "Work may be sad, and it may be told away from there.",
    },
  ),
  ...under(
    { tag: "family" },
    {
      "sadness-057": "Family can hurt in its own way. It is said here as you felt it.",
      "sadness-058": "What touches your family touches you, and there is room for that.",
    },
  ),
  ...under(
    { tag: "sleep" },
    { "sadness-059": "Heaviness and poor sleep often travel together. Both may be put down here." },
  ),
  ...under(
    { tag: "health" },
    {
      "sadness-060": "It is hard when a body, yours or another's, is what weighs.",
      "sadness-061": "What health asks of people can be heavy, and it sounds so here.",
    },
  ),
  ...under({ tag: "friends" }, { "sadness-062": "A friendship seems to be part of what weighs here." }),
  ...under(
    { tag: "school" },
    { "sadness-063": "School can leave a weight behind; some of it can stay here." },
  ),
  ...under(
    { tag: "money" },
    { "sadness-064": "Money troubles are heavy to carry in silence. Here they have words." },
  ),
  ...under(
    { tag: "love" },
    {
      "sadness-065": "Hearts do not mend on request, and nothing is requested here.",
      "sadness-066": "Love leaves heavy pages as well, and they are kept with the same care.",
    },
  ),
  ...under(
    { tag: "pet" },
    {
      "sadness-067": "Sorrow about an animal is as real as any other.",
      "sadness-068": "An animal takes up a large place, and that shows in these lines.",
    },
  ),
  ...under({ tag: "nature" }, { "sadness-069": "Even the sky can look sad, and be written that way." }),
  ...under({ tag: "food" }, { "sadness-070": "Sadness comes to the table too sometimes." }),
  ...under(
    { tag: "travel" },
    { "sadness-071": "Being far from somewhere, or someone, can weigh like this." },
  ),
  ...under(
    { part: "morning" },
    {
      "sadness-072": "Some mornings begin heavy, and this seems to be among them.",
      "sadness-073": "The day need not become anything in particular after such a morning.",
    },
  ),
  ...under(
    { part: "afternoon" },
    {
      "sadness-074": "Afternoons can grow long when something weighs on them.",
      "sadness-075": "The middle of the day may be sad as well.",
    },
  ),
  ...under(
    { part: "evening" },
    {
      "sadness-076": "Evenings can bring it closer. Part of it is on paper.",
      "sadness-077": "The day may end as it is, without being made better.",
    },
  ),
  ...under(
    { part: "night" },
    {
      "sadness-078": "Sad things often speak louder at night, and this page listens at any hour.",
      "sadness-079": "This can lie here overnight, so that it need not all lie on you.",
      "sadness-080": "The night does not ask for an answer to this.",
    },
  ),
  ...under(
    { recent: "same" },
    {
      "sadness-081": "This heaviness has come up more than once lately; each time it is heard.",
      "sadness-082": "It seems this has stayed near you for a while.",
      "sadness-083": "Another heavy page, as welcome as the first.",
      "sadness-084": "When something hurts for a while, it may be said again and again.",
    },
  ),
  ...under(
    { recent: "light" },
    {
      "sadness-085": "After some lighter pages, this one weighs more. All of them are yours.",
      "sadness-086": "A lighter stretch does not have to be kept up.",
    },
  ),
  ...under(
    { length: "short" },
    {
      "sadness-087": "Few words, and they seem to weigh something.",
      "sadness-088": "Sometimes a line is all that can be said.",
    },
  ),
  ...under(
    { length: "long" },
    {
      "sadness-089": "There was much to say about this, and none of it was too much.",
      "sadness-090": "All of this sounds heavy, and all of it is kept.",
    },
  ),
  ...under(
    { isBackdated: true },
    {
      "sadness-091": "Some days can only be written about later.",
      "sadness-092": "It happened then; it may still be felt.",
    },
  ),
  ...under(
    { mood: "high" },
    {
      "sadness-093": "You marked this one good, and the words carry something heavier. Both can stay.",
      "sadness-094": "The mark you chose stands, whatever shade the words have.",
      "sadness-095": "A good day can still have a sad corner.",
    },
  ),
];
