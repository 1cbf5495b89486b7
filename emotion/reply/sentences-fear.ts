/**
 * Sentences for entries in which fear or worry was heard. None says that there is nothing to fear or that the
 * writer is safe, because Echo cannot know; none calls the worry small or unlikely.
 */
import { type Sentence, under } from "./sentence.ts";

export const FEAR: readonly Sentence[] = [
  ...under(
    {},
    {
      "fear-001": "This sounds frightening, and it can be said here.",
      "fear-002": "Worry takes up space. Some of it can be on paper.",
      "fear-003": "There seems to be a lot of not knowing in this.",
      "fear-004": "This journal will hold on to this piece of it.",
      "fear-005": "Being afraid of it is reason enough to write.",
      "fear-006": "You do not have to be brave on paper.",
      "fear-007": "Uncertainty is tiring, and it sounds as if there is some here.",
      "fear-008": "Fear can be loud; these words will hold still for you.",
      "fear-009": "The worry is named, in your own way.",
      "fear-010": "Something seems to be pressing on you.",
      "fear-011": "Put into words, it is the same fear, but it is also a page.",
      "fear-012": "You may worry here without being told not to.",
      "fear-013": "It sounds uneasy, and that is heard.",
      "fear-014": "No one here will call it nothing.",
      "fear-015": "Waiting can be hard to bear, if waiting is part of this.",
      "fear-016": "Whatever you fear in this, you have told it.",
      "fear-017": "There is room for the what-ifs too.",
      "fear-018": "It seems the ground felt less firm than usual.",
      "fear-019": "This may be a lot for one mind to go around with.",
      "fear-020": "The worry can stay here while you look elsewhere.",
      "fear-021": "These words sound tense. Nothing has to loosen yet.",
      "fear-022": "Nothing in this is too much to be written.",
      "fear-023": "You need not know how it will go in order to write it.",
      "fear-024": "A fear in writing can be looked at from a little further off.",
      "fear-025": "Your unease is taken seriously here.",
      "fear-026": "It sounds as if part of you is on guard.",
      "fear-027": "Some things are frightening, and there is no way around saying so.",
      "fear-028": "There is no hurry here and no opinion, only your words.",
      "fear-029": "It seems a lot depends on this for you.",
      "fear-030": "Thoughts that circle may land here for a moment.",
      "fear-031": "Even a shaky page is a whole page.",
      "fear-032": "This need not be settled to be set down.",
      "fear-033": "What is unclear may stay unclear here.",
      "fear-034": "It does not have to be said well to be heard.",
      "fear-035": "The weight of not knowing is also a weight.",
      "fear-036": "You brought the worry here, and here it can stay.",
      "fear-037": "There may be no answer to this yet, and none is demanded.",
      "fear-038": "Nerves, dread, or something without a name: it is written.",
      "fear-039": "It seems this would not leave you alone. It has a page.",
      "fear-040": "It makes sense to write when something feels uncertain.",
      "fear-041": "What weighs on the mind in this has been heard.",
      "fear-042": "Afraid is a word that may be written in full.",
    },
  ),
  ...under(
    { intensity: "high" },
    {
      "fear-043": "This sounds very frightening. Nothing you wrote is waved away.",
      "fear-044": "There seems to be a great deal of fear here, and it is taken as it is.",
      "fear-045": "When fear is this near, a few lines can cost a lot.",
    },
  ),
  ...under(
    { intensity: "low" },
    {
      "fear-046": "Something a bit unsettled seems to be in here.",
      "fear-047": "A quiet worry is still a worry, and it may be here.",
      "fear-048": "There may be some unease at the edges of this.",
    },
  ),
  ...under(
    { tag: "anxious" },
    {
      "fear-049": "The lines sound as anxious as you marked them; nothing needs to be calmer.",
      "fear-050": "You know this anxiety from the inside. Here it only needs to be told.",
    },
  ),
  ...under({ tag: "drained" }, { "fear-051": "Worry wears a person out. No more is asked of you here." }),
  ...under(
    { tag: "focused" },
    { "fear-052": "Holding your attention steady with this in mind sounds like work." },
  ),
  ...under(
    { tag: "frustrated" },
    { "fear-053": "Worry and frustration can feed each other, and both are heard." },
  ),
  ...under({ tag: "calm" }, { "fear-054": "Some calm, some worry: you have set them side by side." }),
  ...under({ tag: "grateful" }, { "fear-055": "It is possible to be thankful and afraid at once." }),
  ...under({ tag: "proud" }, { "fear-056": "Fear and pride have met in this one, it seems." }),
  ...under(
    { tag: "work" },
    {
      "fear-057": "Work can follow a person around as worry. Here it has a page.",
      "fear-058": "Not knowing where things stand at work can be wearing.",
    },
  ),
  ...under(
    { tag: "family" },
    {
      "fear-059": "When fear concerns family, it goes deep. It is heard here.",
      "fear-060": "What worries you about family may be told without any order.",
    },
  ),
  ...under({ tag: "sleep" }, { "fear-061": "Worry keeps many people awake. Yours has been written down." }),
  ...under(
    { tag: "health" },
    {
      "fear-062": "Worry about health can fill every quiet minute.",
      "fear-063": "Waiting to know more about a body is hard.",
    },
  ),
  ...under({ tag: "friends" }, { "fear-064": "Not being sure of things between friends is unsettling." }),
  ...under({ tag: "school" }, { "fear-065": "School seems to weigh on your mind here." }),
  ...under({ tag: "money" }, { "fear-066": "Worry about money has long arms. This page takes some of it." }),
  ...under({ tag: "love" }, { "fear-067": "Where the heart is involved, not knowing is especially hard." }),
  ...under({ tag: "pet" }, { "fear-068": "Fearing for an animal is real fear." }),
  ...under({ tag: "food" }, { "fear-069": "Fear can sit at the table, too, and it may be said." }),
  ...under({ tag: "travel" }, { "fear-070": "Being away, or about to be, can come with unease." }),
  ...under(
    { part: "morning" },
    {
      "fear-071": "The worry seems to have been up early as well.",
      "fear-072": "The day ahead seems to press a little. It is written.",
    },
  ),
  ...under(
    { part: "afternoon" },
    {
      "fear-073": "Some worries settle in around the middle of the day.",
      "fear-074": "The afternoon can go on with this half said and half open.",
    },
  ),
  ...under(
    { part: "evening" },
    {
      "fear-075": "As the day ends, the worry can stay on paper.",
      "fear-076": "Evenings leave room for worry. Some of it is here instead.",
    },
  ),
  ...under(
    { part: "night" },
    {
      "fear-077": "Worries tend to gather at night. Some of them can be left here.",
      "fear-078": "Not everything has to be thought through in the dark.",
      "fear-079": "At this hour things can loom. Here they only have to be written.",
    },
  ),
  ...under(
    { recent: "same" },
    {
      "fear-080": "The same unease seems to have walked beside these last pages.",
      "fear-081": "Worry has been on several recent pages. None of them was one too many.",
      "fear-082": "It is tiring when the same unease keeps coming back.",
    },
  ),
  ...under({ recent: "light" }, { "fear-083": "The last pages sounded easier. This one does not have to." }),
  ...under(
    { length: "short" },
    {
      "fear-084": "A few words can hold a lot of worry.",
      "fear-085": "It takes little to write a fear down, and a lot to have it.",
    },
  ),
  ...under(
    { length: "long" },
    {
      "fear-086": "There were many threads to this worry, and each is here.",
      "fear-087": "You wrote it all out. It need not be kept in order in your head.",
    },
  ),
  ...under(
    { isBackdated: true },
    {
      "fear-088": "The fear of that day has its page.",
      "fear-089": "What was frightening then may be told from a different hour.",
    },
  ),
  ...under(
    { mood: "high" },
    {
      "fear-090": "You marked it good, though some unease shows in the words. There is room for both.",
      "fear-091": "A good mark and a few nervous lines can belong together.",
      "fear-092": "The words sound more worried than your mark; your mark decides.",
    },
  ),
];
