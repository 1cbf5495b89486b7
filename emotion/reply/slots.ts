/**
 * Slots of sentences, and the words of the writer that go into them. They go in as they are, on one line and
 * with a limit, so that a reply stays a sentence however long a trigger or an action is.
 */

/** A sentence ready to be said. */
export interface ReplyCandidate {
  readonly key: string;
  readonly text: string;
}

const SLOT_LIMIT = 80;

/** `text` on one line, without what `ending` matches, cut to 80 code points; null when nothing is left. */
export function slotText(text: string | null, ending: RegExp = /\s+$/u): string | null {
  if (text === null) return null;
  const line = text.replace(/\s+/gu, " ").trim().replace(ending, "");
  if (line === "") return null;
  const points = Array.from(line.slice(0, 2 * SLOT_LIMIT));
  const isWithin = points.length <= SLOT_LIMIT && line.length <= 2 * SLOT_LIMIT;
  return isWithin ? line : `${points.slice(0, SLOT_LIMIT - 1).join("")}…`;
}

/** The candidate with `trigger` or `action` in its slot; itself when it has none. */
export function fillSlots(
  candidate: ReplyCandidate,
  trigger: string | null,
  action: string | null,
): ReplyCandidate {
  const { key, text } = candidate;
  if (trigger !== null && text.includes("{trigger}")) {
    return { key, text: text.replace("{trigger}", () => trigger) };
  }
  if (action !== null && text.includes("{action}")) {
    return { key, text: text.replace("{action}", () => action) };
  }
  return candidate;
}
