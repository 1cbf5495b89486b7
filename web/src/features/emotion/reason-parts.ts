/**
 * A text cut into what is marked and what is not, so that the parts joined give the text again, character
 * for character. Of a long text only the surroundings of the marks are kept, cut at blanks.
 */
import type { EntryEmotion } from "@echo/contract/emotion.ts";
import type { EmotionLabel } from "@echo/contract/entries.ts";

type Reason = EntryEmotion["model"]["reasons"][number];

export interface TextPart {
  readonly start: number;
  readonly text: string;
  /** What the words spoke for; undefined: nothing. */
  readonly label?: EmotionLabel;
}

/** Up to this many UTF-16 code units a text is shown whole. */
const WHOLE_LENGTH = 900;
/** How much is shown on each side of a mark in a longer one. */
const SURROUNDINGS = 140;

/** Where words overlap, the weightier reason keeps them; a reason that does not fit the text is left out. */
export function partsOf(text: string, reasons: readonly Reason[]): readonly TextPart[] {
  const taken: Reason[] = [];
  for (const reason of reasons.toSorted((one, other) => other.weight - one.weight)) {
    const fits = reason.start < reason.end && text.slice(reason.start, reason.end) === reason.text;
    if (fits && taken.every(({ start, end }) => reason.end <= start || end <= reason.start))
      taken.push(reason);
  }
  const parts: TextPart[] = [];
  let shown = 0;
  for (const { start, end, label } of taken.toSorted((one, other) => one.start - other.start)) {
    if (shown < start) parts.push({ start: shown, text: text.slice(shown, start) });
    parts.push({ start, text: text.slice(start, end), label });
    shown = end;
  }
  if (shown < text.length) parts.push({ start: shown, text: text.slice(shown) });
  return parts;
}

/** Passages around the marks, in order; between two of them something is left out. A short text is one passage. */
export function passagesOf(text: string, reasons: readonly Reason[]): readonly (readonly TextPart[])[] {
  const parts = partsOf(text, reasons);
  if (text.length <= WHOLE_LENGTH) return [parts];
  const passages: TextPart[][] = [[]];
  for (const [index, part] of parts.entries()) {
    const passage = passages.at(-1) ?? [];
    if (part.label !== undefined) {
      passage.push(part);
      continue;
    }
    const [before, after] = [index === 0 ? 0 : SURROUNDINGS, index === parts.length - 1 ? 0 : SURROUNDINGS];
    if (part.text.length <= before + after) {
      passage.push(part);
      continue;
    }
    const head = cutAfterBlank(part.text, before);
    const tail = cutBeforeBlank(part.text, part.text.length - after);
    if (head > 0) passage.push({ start: part.start, text: part.text.slice(0, head) });
    passages.push(tail < part.text.length ? [{ start: part.start + tail, text: part.text.slice(tail) }] : []);
  }
  return passages.filter((passage) => passage.length > 0);
}

/** The last place up to `limit` that follows a blank, else the limit. */
function cutAfterBlank(text: string, limit: number): number {
  const blank = /\s\S*$/u.exec(text.slice(0, limit));
  return blank === null ? limit : blank.index;
}

/** The first place from `start` that follows a blank, else the start. */
function cutBeforeBlank(text: string, start: number): number {
  const blank = /\s/u.exec(text.slice(start));
  return blank === null ? start : start + blank.index + 1;
}
