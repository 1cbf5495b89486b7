/** Which topics the tags of an entry speak of. Tags are free text: they are compared without case and whole. */
import { TOPICS, type Topic } from "./sentence.ts";

/**
 * Other words people use as a tag for the same topic. A chip has none: sentences about it say that the writer
 * chose this very word.
 */
const WORDS: Readonly<Partial<Record<Topic, readonly string[]>>> = {
  work: ["job", "office", "career", "boss", "colleagues", "coworkers", "meeting", "meetings"],
  family: [
    "mum",
    "mom",
    "mother",
    "dad",
    "father",
    "parents",
    "sister",
    "brother",
    "kids",
    "children",
    "son",
    "daughter",
  ],
  sleep: ["insomnia", "nap", "dreams"],
  health: ["doctor", "hospital", "illness", "sick", "pain", "body", "medication", "migraine"],
  friends: ["friend", "friendship"],
  school: [
    "university",
    "uni",
    "college",
    "class",
    "classes",
    "study",
    "studies",
    "studying",
    "exam",
    "exams",
  ],
  money: ["finance", "finances", "budget", "rent", "debt", "bills"],
  love: [
    "relationship",
    "relationships",
    "partner",
    "dating",
    "marriage",
    "husband",
    "wife",
    "boyfriend",
    "girlfriend",
  ],
  pet: ["pets", "dog", "dogs", "cat", "cats", "puppy", "kitten", "horse"],
  nature: ["outdoors", "garden", "gardening", "forest", "hike", "hiking", "mountains", "sea", "beach"],
  food: ["cooking", "dinner", "lunch", "breakfast", "meal", "baking"],
  travel: ["trip", "journey", "holiday", "vacation"],
};

const TOPIC_OF_WORD: ReadonlyMap<string, Topic> = new Map(
  TOPICS.flatMap((topic) => [topic, ...(WORDS[topic] ?? [])].map((word) => [word, topic] as const)),
);

/** The topics of `tags`, in no order, a leading "#" and case aside. */
export function findTopics(tags: readonly string[]): ReadonlySet<Topic> {
  const topics = new Set<Topic>();
  for (const tag of tags) {
    const topic = TOPIC_OF_WORD.get(tag.trim().toLowerCase().replace(/^#/, ""));
    if (topic !== undefined) topics.add(topic);
  }
  return topics;
}
