/** The geometry of a small line of sentiments: neighbouring days are joined, a gap stays a gap. */
export interface Sparkline {
  /** A path of SVG. */
  readonly lines: string;
  readonly dots: readonly (readonly [x: number, y: number])[];
  /** Where zero lies. */
  readonly middle: number;
}

const MARGIN = 4;

/** @param values by day, -1..1; null: nothing to show */
export function sparklinePaths(values: readonly (number | null)[], width: number, height: number): Sparkline {
  const step = values.length < 2 ? 0 : (width - 2 * MARGIN) / (values.length - 1);
  const y = (value: number) => round(height / 2 - value * (height / 2 - MARGIN));
  const dots: (readonly [number, number])[] = [];
  let lines = "";
  let isJoined = false;
  for (const [index, value] of values.entries()) {
    if (value === null) {
      isJoined = false;
      continue;
    }
    const x = round(MARGIN + index * step);
    dots.push([x, y(value)]);
    lines += `${isJoined ? "L" : "M"}${x} ${y(value)}`;
    isJoined = true;
  }
  return { lines, dots, middle: height / 2 };
}

function round(value: number): number {
  return Math.round(value * 10) / 10;
}
