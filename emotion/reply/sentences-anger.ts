/**
 * Sentences for entries in which anger was heard. None takes sides, doubts the writer, asks for calm or
 * proposes to act; each also holds when the anger is an answer to being harmed.
 */
import { type Sentence, under } from "./sentence.ts";

export const ANGER: readonly Sentence[] = [
  ...under(
    {},
    {
      "anger-001": "These lines run hot, it seems, and that is all right here.",
      "anger-002": "It can be said here without being polite.",
      "anger-003": "Something seems to have gone too far for you.",
      "anger-004": "You may write it as strongly as you feel it.",
      "anger-005": "This does not sound like something to shrug off.",
      "anger-006": "Nothing in this needs to be softened.",
      "anger-007": "On paper it may be as loud as it needs to be.",
      "anger-008": "No one is going to argue with you here.",
      "anger-009": "It seems this mattered enough to make you angry.",
      "anger-010": "Here you do not have to put it nicely.",
      "anger-011": "These pages can take it as it is.",
      "anger-012": "Whatever set this off, your account of it is on record.",
      "anger-013": "Written straight, and kept straight.",
      "anger-014": "You need not decide here what to do about it.",
      "anger-015": "Being angry is allowed on every page of this journal.",
      "anger-016": "Anger can be a plain fact, and here it is written as one.",
      "anger-017": "Some pages need hard words.",
      "anger-018": "Something seems to have been too much to take quietly.",
      "anger-019": "What could not be said elsewhere may be said here.",
      "anger-020": "Nobody expects you to calm down first.",
      "anger-021": "It sounds as if something was not right for you.",
      "anger-022": "That would be hard to swallow, by the sound of it.",
      "anger-023": "These lines have an edge, and they may keep it.",
      "anger-024": "You do not have to prove anything here.",
      "anger-025": "A strong feeling has somewhere to go in writing.",
      "anger-026": "Even in anger there are words, and these are yours.",
      "anger-027": "Perhaps enough was enough. It is written here.",
      "anger-028": "Not everything has to be forgiven by the end of a page.",
      "anger-029": "Sudden or long in coming, it is out.",
      "anger-030": "What lies beneath it can wait. The words are here.",
      "anger-031": "There is no need to take any of it back.",
      "anger-032": "Said plainly, and left standing.",
      "anger-033": "Whatever the cause, the heat of it is heard.",
      "anger-034": "That seems to have been hard to put up with.",
      "anger-035": "If it still stings later, it can be written again.",
      "anger-036": "Nobody has to be calm to be heard.",
      "anger-037": "It was worth saying out loud, even if only here.",
      "anger-038": "Anger is reason enough to open a page.",
      "anger-039": "You can put it down without putting it away.",
      "anger-040": "None of this will be held against you.",
      "anger-041": "Strong words may be the right size for this.",
      "anger-042": "There is no need to be the bigger person on paper.",
      "anger-043": "From where you stand, this sounds hard to accept.",
      "anger-044": "Something in this sounds like a limit being reached.",
    },
  ),
  ...under(
    { intensity: "high" },
    {
      "anger-045": "This sounds fierce, and nothing here will shrink from it.",
      "anger-046": "There seems to be a great deal of anger here; none of it has to hurry away.",
      "anger-047": "Loud or silent, this much anger takes room. It has some here.",
    },
  ),
  ...under(
    { intensity: "low" },
    {
      "anger-048": "Something seems to grate a little here.",
      "anger-049": "An undertone of anger, perhaps. It is welcome too.",
      "anger-050": "You may have held some of it back, and that is fine too.",
    },
  ),
  ...under(
    { tag: "frustrated" },
    {
      "anger-051": "You called it frustrating, and the lines seem to say so too.",
      "anger-052": "When things keep getting in the way, it may be written with force.",
    },
  ),
  ...under(
    { tag: "drained" },
    { "anger-053": "Anger and tiredness often arrive as a pair. Both may be put down." },
  ),
  ...under(
    { tag: "anxious" },
    { "anger-054": "Anger and worry can stand close together, and there is room for them." },
  ),
  ...under({ tag: "proud" }, { "anger-055": "Angry and proud may be said in one breath." }),
  ...under(
    { tag: "grateful" },
    { "anger-056": "Thankful for some of it and angry at some of it, with no need to choose." },
  ),
  ...under({ tag: "calm" }, { "anger-057": "Anger can be quiet, too. You marked this one calm." }),
  ...under(
    { tag: "focused" },
    { "anger-058": "Keeping your mind on something with this underneath sounds demanding." },
  ),
  ...under(
    { tag: "work" },
    {
      "anger-059": "Work can get under the skin; here it stays on paper.",
      "anger-060": "What is better left unsaid at work can be said in a journal.",
    },
  ),
  ...under(
    { tag: "family" },
    {
      "anger-061": "Anger within a family has its own temperature, and it may be written that way.",
      "anger-062": "To be angry where family is concerned is not simple.",
    },
  ),
  ...under({ tag: "sleep" }, { "anger-063": "Anger and sleep get along badly. Both are written down here." }),
  ...under(
    { tag: "health" },
    { "anger-064": "Being at the mercy of a body, or of waiting rooms, can make anyone angry." },
  ),
  ...under({ tag: "friends" }, { "anger-065": "When friends are part of it, anger rarely comes alone." }),
  ...under(
    { tag: "school" },
    { "anger-066": "What felt wrong at school is written down the way you saw it." },
  ),
  ...under({ tag: "money" }, { "anger-067": "Money can stir up a lot of anger. It is set down here." }),
  ...under({ tag: "love" }, { "anger-068": "What happened between you is told here as you lived it." }),
  ...under(
    { tag: "pet" },
    { "anger-069": "When it concerns an animal, anger often speaks for one who cannot." },
  ),
  ...under(
    { tag: "travel" },
    { "anger-070": "Something about the place, or the way there, seems to have gone against you." },
  ),
  ...under(
    { part: "morning" },
    {
      "anger-071": "This much was already on you in the morning, and it is written.",
      "anger-072": "A morning can begin angry, and be written down so.",
    },
  ),
  ...under(
    { part: "afternoon" },
    {
      "anger-073": "In the middle of the day this needed saying, and it was said.",
      "anger-074": "The afternoon does not have to pretend this did not happen.",
    },
  ),
  ...under(
    { part: "evening" },
    {
      "anger-075": "It need not be carried through the whole evening; it is here.",
      "anger-076": "The evening is long enough for an angry page.",
    },
  ),
  ...under(
    { part: "night" },
    {
      "anger-077": "Anger keeps late hours, and so does this journal.",
      "anger-078": "No reply has to be sent at this hour; here it has been said.",
    },
  ),
  ...under(
    { recent: "same" },
    {
      "anger-079": "This anger has been around more than once lately, and it still has room.",
      "anger-080": "It keeps coming up, it seems. Each time it is written, it is heard.",
      "anger-081": "Anger that returns may be written down each time it does.",
    },
  ),
  ...under(
    { recent: "light" },
    { "anger-082": "After some lighter pages this one runs hotter. There is room for it." },
  ),
  ...under(
    { length: "short" },
    {
      "anger-083": "Short and blunt may be just right.",
      "anger-084": "You needed few words to make it plain.",
    },
  ),
  ...under(
    { length: "long" },
    {
      "anger-085": "All of it needed saying, it seems, and all of it is here.",
      "anger-086": "You wrote it out to the end, and the paper kept up.",
    },
  ),
  ...under(
    { isBackdated: true },
    {
      "anger-087": "Some anger only finds its words later.",
      "anger-088": "That day had this in it, too, and it has been put on paper.",
    },
  ),
  ...under(
    { mood: "high" },
    {
      "anger-089": "You marked it good, although some of the words have an edge. Let both stand.",
      "anger-090": "Some heat in the words, a good mark beside it: a page can hold that.",
      "anger-091": "Your mark says more than the strong words do.",
    },
  ),
];
