/**
 * Sentences that know one of the writer's own triggers, as they named it, in the slot {trigger}. The name may
 * be a person, a plural or a phrase: no sentence begins with it, agrees a verb with it or judges it.
 */
import { type Sentence, under } from "./sentence.ts";

export const TRIGGER: readonly Sentence[] = [
  ...under(
    {},
    {
      "trigger-001": "You mentioned {trigger} again.",
      "trigger-002": "You came back to {trigger} here.",
      "trigger-003": "You wrote about {trigger} once more, and it stays with the other times.",
      "trigger-004": "This touches on {trigger}, as other pages have.",
      "trigger-005": "Another page with {trigger} in it.",
      "trigger-006": "Something about {trigger} seems to be on your mind.",
      "trigger-007": "You brought up {trigger}, and it is kept in your words.",
      "trigger-008": "What you say about {trigger} adds up slowly, page by page.",
      "trigger-009": "There was mention of {trigger} here, too.",
      "trigger-010": "A few lines about {trigger}, kept beside the earlier ones.",
      "trigger-011": "It seems {trigger} had a part in this.",
      "trigger-012": "You noticed {trigger} enough to write it down.",
      "trigger-013": "On the subject of {trigger}, there is always room for more.",
      "trigger-014": "Once again you gave some space to {trigger}.",
      "trigger-015": "Your journal has met {trigger} before, in your words only.",
      "trigger-016": "Here you return to {trigger}, from wherever you are with it.",
      "trigger-017": "Another line in what you have to say about {trigger}.",
      "trigger-018": "Whether there is a pattern around {trigger} is for you to see.",
      "trigger-019": "You named {trigger} here; what it means is yours to say.",
      "trigger-020": "About {trigger} there may be more to tell each time.",
      "trigger-021": "Kept, together with the part about {trigger}.",
      "trigger-022": "The part about {trigger} did not go unheard.",
      "trigger-023": "This is one more view of {trigger}.",
      "trigger-024": "Among other things, {trigger} found a place in this.",
      "trigger-025": "Nothing more is made of {trigger} than what you said.",
      "trigger-026": "If you ever look for what you wrote on {trigger}, this is part of it.",
    },
  ),
  ...under(
    { tone: "hard" },
    {
      "trigger-027": "It seems hard where {trigger} comes in.",
      "trigger-028": "This page, with {trigger} in it, seems to weigh a good deal.",
      "trigger-029": "Whatever comes up with {trigger}, it can be put down here.",
      "trigger-030": "Writing about {trigger} does not sound easy. It is held with care.",
      "trigger-031": "There is no need to have {trigger} figured out.",
      "trigger-032": "Where {trigger} comes into it, you need not be done with it.",
    },
  ),
  ...under(
    { tone: "light" },
    {
      "trigger-033": "This time {trigger} seems to come with something lighter.",
      "trigger-034": "Some warmth seems to sit near {trigger} here.",
      "trigger-035": "You wrote about {trigger}, and parts of it sounded lighter.",
    },
  ),
];
