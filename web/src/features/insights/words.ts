/** Figures in plain words. A figure stands with how many are behind it and between which bounds it likely lies. */
import { messages } from "./messages.ts";

/** -1..1 in five steps, the same that the calendar of days shows. */
export type Brightness = -2 | -1 | 0 | 1 | 2;

export function brightnessOf(sentiment: number): Brightness {
  if (sentiment <= -0.5) return -2;
  if (sentiment < -0.15) return -1;
  if (sentiment <= 0.15) return 0;
  return sentiment < 0.5 ? 1 : 2;
}

/** Such as "rather bright (+0.32)". */
export function sentimentInWords(sentiment: number): string {
  return `${messages.brightness[brightnessOf(sentiment)]} (${signed(sentiment)})`;
}

/** With sign and two digits; a real minus, and no sign for what rounds to zero. */
export function signed(value: number): string {
  const digits = Math.abs(value).toFixed(2);
  if (Number(digits) === 0) return digits;
  return value < 0 ? `\u2212${digits}` : `+${digits}`;
}

export function percent(share: number): number {
  return Math.round(share * 100);
}

const Z_95 = 1.959964;

/** The 95 % interval of a share, after Wilson (1927); holds for small counts as well. */
export function wilsonInterval(count: number, of: number): { readonly low: number; readonly high: number } {
  if (of === 0) return { low: 0, high: 1 };
  const share = count / of;
  const square = Z_95 ** 2;
  const centre = (share + square / (2 * of)) / (1 + square / of);
  const margin = (Z_95 * Math.sqrt((share * (1 - share)) / of + square / (4 * of ** 2))) / (1 + square / of);
  return { low: Math.max(0, centre - margin), high: Math.min(1, centre + margin) };
}

/** "12 of 40 entries, likely between 18 % and 45 %". */
export function shareInWords(count: number, of: number): string {
  const { low, high } = wilsonInterval(count, of);
  return messages.share(count, of, percent(low), percent(high));
}

/** Bounds that are further apart than heavy and bright say nothing. */
const WIDEST = 2;

interface Difference {
  readonly difference: number | null;
  readonly low: number | null;
  readonly high: number | null;
}

/** "+0.21, likely between +0.05 and +0.37"; null: nothing is said yet. */
export function differenceInWords({ difference, low, high }: Difference): string | null {
  if (difference === null || low === null || high === null) return null;
  if (high - low > WIDEST) return messages.tooUncertain;
  return messages.between(signed(difference), signed(low), signed(high));
}

/** The same for a table: "+0.21 (+0.05 to +0.37)". */
export function rangeInWords({ difference, low, high }: Difference): string | null {
  if (difference === null || low === null || high === null) return null;
  if (high - low > WIDEST) return messages.tooUncertain;
  return messages.range(signed(difference), signed(low), signed(high));
}

/** The one with the largest clear difference; undefined: none is clear. */
export function clearest<Item extends { readonly finding: string; readonly difference: number | null }>(
  items: readonly Item[],
): Item | undefined {
  return items
    .filter(({ finding }) => finding === "clear")
    .toSorted((one, other) => Math.abs(other.difference ?? 0) - Math.abs(one.difference ?? 0))[0];
}
