/**
 * Whether a window shows a direction. Neighbouring days resemble each other, so days are gathered into blocks of
 * five days and more, whose means are nearly independent, and the line goes through the means. Pure.
 */
import { INSIGHT_MINIMUM, type InsightsSummary } from "@echo/contract/insights.ts";
import { intervalOf, lineSlope, type WeightedPoint } from "#core/statistics.ts";
import { confidenceOf, FALSE_CHANCE, round } from "./evidence.ts";

type Direction = InsightsSummary["direction"];

const MOST_BLOCKS = 12;
const FEWEST_BLOCKS = 6;
const BLOCK_DAYS = 7;

/** `sentiments`: the mean of each day of the window in order, null where there is none. */
export function directionOf(sentiments: ReadonlyArray<number | null>): Direction {
  const days = sentiments.filter((sentiment) => sentiment !== null).length;
  const frame = {
    days,
    confidence: confidenceOf(FALSE_CHANCE.direction),
    minimum_days: INSIGHT_MINIMUM.trendDays,
    minimum_window: INSIGHT_MINIMUM.trendWindow,
  };
  const nothing: Direction = { finding: "not_enough", change: null, low: null, high: null, ...frame };
  if (days < INSIGHT_MINIMUM.trendDays || sentiments.length < INSIGHT_MINIMUM.trendWindow) return nothing;
  const points = blockMeans(sentiments);
  const slope = points.length < FEWEST_BLOCKS ? null : lineSlope(points);
  if (slope === null) return nothing;
  const span = sentiments.length - 1;
  const { low, high } = intervalOf(slope, 1 - FALSE_CHANCE.direction);
  const finding = low > 0 ? "brighter" : high < 0 ? "darker" : "no_clear_change";
  return {
    finding,
    change: round(slope.value * span),
    low: round(low * span),
    high: round(high * span),
    ...frame,
  };
}

/** One point a block: where its days lie on average, the mean of their sentiments, and how many there are. */
function blockMeans(sentiments: ReadonlyArray<number | null>): WeightedPoint[] {
  const wanted = Math.floor(sentiments.length / BLOCK_DAYS);
  const blocks = Math.min(MOST_BLOCKS, Math.max(FEWEST_BLOCKS, wanted));
  const sums = Array.from({ length: blocks }, () => ({ x: 0, y: 0, weight: 0 }));
  for (const [day, sentiment] of sentiments.entries()) {
    const block = sums[Math.floor((day * blocks) / sentiments.length)];
    if (sentiment === null || block === undefined) continue;
    block.x += day;
    block.y += sentiment;
    block.weight += 1;
  }
  return sums
    .filter(({ weight }) => weight > 0)
    .map(({ x, y, weight }) => ({ x: x / weight, y: y / weight, weight }));
}
