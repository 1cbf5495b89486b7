/**
 * Sentences that hand back one action of the writer's own coping kit, in the slot {action}, after a hard entry.
 * The words are theirs and stand in quotes; each sentence is an offer that can be left lying.
 */
import { type Sentence, under } from "./sentence.ts";

export const COPING: readonly Sentence[] = [
  ...under(
    {},
    {
      "coping-001": "If it suits you, “{action}” is in your kit.",
      "coping-002": "You once wrote down “{action}” for hours like this.",
      "coping-003": "There is also “{action}”, whenever you want it, or not at all.",
      "coping-004": "From your own list, without any pressure: “{action}”.",
      "coping-005": "Your kit says “{action}”. It can also wait.",
      "coping-006": "Maybe “{action}”, maybe nothing at all. Either is fine.",
      "coping-007": "In case it is of use, you noted “{action}” for yourself.",
      "coping-008": "Only if you feel like it: “{action}”.",
      "coping-009": "Something you chose for yourself earlier: “{action}”.",
      "coping-010": "This sounds hard. Your own idea was “{action}”, if you want it.",
      "coping-011": "It is written down, and you have “{action}”, should you want it.",
      "coping-012": "One thing that is yours to take or leave: “{action}”.",
      "coping-013": "When there is a moment, perhaps “{action}”.",
      "coping-014": "You know yourself best; your list has “{action}” on it.",
      "coping-015": "No need to do anything. If you would like to, “{action}”.",
      "coping-016": "Left here within reach, in your words: “{action}”.",
      "coping-017": "It may not be the time for “{action}”, but it is there.",
      "coping-018": "After writing this, “{action}” could be an option.",
      "coping-019": "Would “{action}” be all right at this point?",
      "coping-020": "You thought of “{action}” for moments that weigh. It is up to you.",
      "coping-021": "A reminder in your own words: “{action}”. No answer needed.",
      "coping-022": "There is one thing you put aside for such hours: “{action}”.",
      "coping-023": "Of the things you keep at hand, “{action}” may fit.",
      "coping-024": "If the next hour is open, it could hold “{action}”.",
      "coping-025": "This can stay here while you try “{action}”, if you try it.",
      "coping-026": "You can come back to “{action}” later as well.",
      "coping-027": "Sometimes “{action}” is possible and sometimes not. It is only an offer.",
      "coping-028": "Your own words for such moments were “{action}”.",
      "coping-029": "Nothing has to change right away; “{action}” is simply on your list.",
      "coping-030": "What about “{action}”? It is your own thought, handed back.",
      "coping-031": "Heard. And if you want something to do next, “{action}”.",
      "coping-032": "The next thing can be as plain as “{action}”.",
      "coping-033": "You put “{action}” on a list once, so that it would be here.",
      "coping-034": "Beside this page lies “{action}”, ready for when it is wanted.",
    },
  ),
  ...under(
    { part: "night" },
    {
      "coping-035": "At this hour “{action}” may also wait until tomorrow.",
      "coping-036": "If sleep is far off, there is still “{action}”.",
    },
  ),
  ...under({ part: "morning" }, { "coping-037": "Somewhere in the day there may be room for “{action}”." }),
  ...under({ part: "evening" }, { "coping-038": "This evening has room for “{action}”, or for nothing." }),
  ...under(
    { recent: "same" },
    { "coping-039": "It has been heavy lately. Your list still has “{action}” on it." },
  ),
  ...under(
    { intensity: "high" },
    { "coping-040": "With something this heavy, “{action}” may be little. It is there all the same." },
  ),
];
