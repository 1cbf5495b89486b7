/**
 * Estimates with their uncertainty, for the statements that Echo makes about a journal. Entries of one day or
 * week resemble each other, so what counts as one observation is the day or the week (a cluster), never the
 * entry. Pure; every formula names its source.
 */
import { normalQuantile, tQuantile, tTestPValue } from "./distributions.ts";

export interface Interval {
  readonly low: number;
  readonly high: number;
}

/** A quantity, how far off it may be, and how much stands behind it. */
export interface Estimate {
  readonly value: number;
  readonly standardError: number;
  /** Degrees of freedom of the t distribution that `value / standardError` is compared with; at least 1. */
  readonly df: number;
  /** Clusters that contributed. */
  readonly clusters: number;
}

/** The arithmetic mean; null of nothing. */
export function mean(values: readonly number[]): number | null {
  if (values.length === 0) return null;
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

/** The two-sided interval of `confidence` (0..1) around an estimate. */
export function intervalOf({ value, standardError, df }: Estimate, confidence: number): Interval {
  const margin = tQuantile((1 + confidence) / 2, df) * standardError;
  return { low: value - margin, high: value + margin };
}

/** The two-sided p-value of the hypothesis that nothing is there; 1 where everything is exactly zero. */
export function pValueOf({ value, standardError, df }: Estimate): number {
  if (standardError === 0) return value === 0 ? 1 : 0;
  return tTestPValue(value / standardError, df);
}

/**
 * The interval of a share, `count` of `total` (> 0): Wilson (1927), "Probable inference", JASA 22; without
 * continuity correction, method 3 of Newcombe (1998), Statistics in Medicine 17, 857-872.
 */
export function wilson(count: number, total: number, confidence = 0.95): Interval {
  const z = normalQuantile((1 + confidence) / 2);
  const share = count / total;
  const centre = share + (z * z) / (2 * total);
  const margin = z * Math.sqrt((share * (1 - share)) / total + (z * z) / (4 * total * total));
  const scale = 1 + (z * z) / total;
  return { low: Math.max(0, (centre - margin) / scale), high: Math.min(1, (centre + margin) / scale) };
}

/**
 * The difference of two independent shares (first less second) with its interval: the hybrid score interval,
 * method 10 of Newcombe (1998), Statistics in Medicine 17, 873-890. Both totals > 0.
 */
export function newcombeDifference(
  first: { readonly count: number; readonly total: number },
  second: { readonly count: number; readonly total: number },
  confidence = 0.95,
): Interval & { readonly difference: number } {
  const p1 = first.count / first.total;
  const p2 = second.count / second.total;
  const one = wilson(first.count, first.total, confidence);
  const two = wilson(second.count, second.total, confidence);
  const difference = p1 - p2;
  return {
    difference,
    low: difference - Math.hypot(p1 - one.low, two.high - p2),
    high: difference + Math.hypot(one.high - p1, p2 - two.low),
  };
}

/** The sums of one cluster: entries with something (exposed) and the others. */
export interface ExposureCluster {
  readonly exposed: number;
  readonly exposedSum: number;
  readonly others: number;
  readonly othersSum: number;
}

/**
 * The mean of the exposed less the mean of the others, with entries clustered (by day, say): the linearised
 * variance of a difference of two ratio means, Cochran (1977), "Sampling Techniques", 6.10 and 9A.2, with
 * G/(G-1). Degrees of freedom: the smaller number of clusters on a side, less one, because a side with few
 * clusters decides how well its variance is known. Null with fewer than two clusters on a side.
 */
export function clusterDifference(clusters: readonly ExposureCluster[]): Estimate | null {
  let exposed = 0;
  let exposedSum = 0;
  let others = 0;
  let othersSum = 0;
  let exposedClusters = 0;
  let otherClusters = 0;
  for (const cluster of clusters) {
    exposed += cluster.exposed;
    exposedSum += cluster.exposedSum;
    others += cluster.others;
    othersSum += cluster.othersSum;
    if (cluster.exposed > 0) exposedClusters += 1;
    if (cluster.others > 0) otherClusters += 1;
  }
  if (exposedClusters < 2 || otherClusters < 2) return null;
  const exposedMean = exposedSum / exposed;
  const othersMean = othersSum / others;
  const squares = clusters.reduce((sum, cluster) => {
    const residual =
      (cluster.exposedSum - exposedMean * cluster.exposed) / exposed -
      (cluster.othersSum - othersMean * cluster.others) / others;
    return sum + residual * residual;
  }, 0);
  const count = clusters.filter((cluster) => cluster.exposed + cluster.others > 0).length;
  return {
    value: exposedMean - othersMean,
    standardError: Math.sqrt((squares * count) / (count - 1)),
    df: Math.min(exposedClusters, otherClusters) - 1,
    clusters: count,
  };
}

/** What one cluster says about a slope: sums over its entries of deviations from the cluster's own means. */
export interface SlopeCluster {
  readonly entries: number;
  /** Sum of (x - mean x)^2. */
  readonly xx: number;
  /** Sum of (x - mean x)(y - mean y). */
  readonly xy: number;
  /** Sum of (y - mean y)^2. */
  readonly yy: number;
}

/**
 * The slope of y on x within clusters: each cluster is compared with itself only, so whatever differs between
 * clusters (a season, a bad month) cannot pass for an effect of x. With x of 0 and 1 this is the weighted mean
 * of the clusters' own differences. Variance: the cluster-robust sandwich of Liang and Zeger (1986), with fixed
 * effects Arellano (1987), times G/(G-1); or the classical one where that is larger, because the sandwich knows
 * too little of rare values that by chance all lie on one side. Degrees of freedom: how many equal clusters the
 * information is worth, (sum xx)^2 / sum xx^2, less one, as in Kish (1965). Null with fewer than two clusters in
 * which x varies.
 */
export function withinClusterSlope(clusters: readonly SlopeCluster[]): Estimate | null {
  const total = { entries: 0, clusters: 0, xx: 0, xxSquares: 0, xy: 0, yy: 0, informative: 0 };
  for (const { entries, xx, xy, yy } of clusters) {
    if (entries === 0) continue;
    total.entries += entries;
    total.clusters += 1;
    total.xx += xx;
    total.xxSquares += xx * xx;
    total.xy += xy;
    total.yy += yy;
    if (xx > 0) total.informative += 1;
  }
  const count = total.informative;
  if (count < 2) return null;
  const value = total.xy / total.xx;
  const squares = clusters.reduce((sum, cluster) => sum + (cluster.xy - value * cluster.xx) ** 2, 0);
  const sandwich = (squares * count) / (count - 1) / (total.xx * total.xx);
  const residualDf = Math.max(1, total.entries - total.clusters - 1);
  const classical = Math.max(0, total.yy - value * total.xy) / residualDf / total.xx;
  return {
    value,
    standardError: Math.sqrt(Math.max(sandwich, classical)),
    df: Math.max(1, (total.xx * total.xx) / total.xxSquares - 1),
    clusters: count,
  };
}

/** `SlopeCluster` of a yes-or-no x; `squares` is the sum of y^2 over all entries of the cluster. */
export function exposureSlope(cluster: ExposureCluster, squares: number): SlopeCluster {
  const { exposed, exposedSum, others, othersSum } = cluster;
  const entries = exposed + others;
  const yy = entries === 0 ? 0 : Math.max(0, squares - (exposedSum + othersSum) ** 2 / entries);
  if (exposed === 0 || others === 0) return { entries, xx: 0, xy: 0, yy };
  const weight = (exposed * others) / entries;
  return { entries, xx: weight, xy: weight * (exposedSum / exposed - othersSum / others), yy };
}

export interface WeightedPoint {
  readonly x: number;
  readonly y: number;
  /** > 0, such as the number of days behind the point. */
  readonly weight: number;
}

/**
 * The slope of the weighted least squares line through points that are independent of each other, such as the
 * means of long blocks of days; textbook formulas, such as Draper and Smith (1998), "Applied Regression
 * Analysis", chapters 1 and 9. Null with fewer than three points or with one x only.
 */
export function lineSlope(points: readonly WeightedPoint[]): Estimate | null {
  const weight = points.reduce((sum, point) => sum + point.weight, 0);
  const meanX = points.reduce((sum, point) => sum + point.weight * point.x, 0) / weight;
  const meanY = points.reduce((sum, point) => sum + point.weight * point.y, 0) / weight;
  const xx = points.reduce((sum, point) => sum + point.weight * (point.x - meanX) ** 2, 0);
  if (points.length < 3 || xx === 0) return null;
  const value =
    points.reduce((sum, point) => sum + point.weight * (point.x - meanX) * (point.y - meanY), 0) / xx;
  const squares = points.reduce(
    (sum, point) => sum + point.weight * (point.y - meanY - value * (point.x - meanX)) ** 2,
    0,
  );
  const df = points.length - 2;
  return { value, standardError: Math.sqrt(squares / df / xx), df, clusters: points.length };
}

/**
 * The root mean square of successive differences: how much a series changes from one day to the next (von
 * Neumann et al., 1941). `values` are in order of time; null marks a gap, over which nothing is compared. Null
 * where no two neighbours are known.
 */
export function rootMeanSquareSuccessiveDifference(values: ReadonlyArray<number | null>): number | null {
  let squares = 0;
  let pairs = 0;
  for (const [index, value] of values.entries()) {
    const previous = index === 0 ? null : (values[index - 1] ?? null);
    if (value === null || previous === null) continue;
    squares += (value - previous) ** 2;
    pairs += 1;
  }
  return pairs === 0 ? null : Math.sqrt(squares / pairs);
}

/**
 * Whether each hypothesis is rejected so that the chance of any false rejection stays under `level`, whatever
 * depends on what: the step-down procedure of Holm (1979), Scandinavian Journal of Statistics 6.
 */
export function holm(pValues: readonly number[], level: number): boolean[] {
  const rejected = pValues.map(() => false);
  const order = ascending(pValues);
  for (const [rank, index] of order.entries()) {
    if ((pValues[index] ?? 1) > level / (pValues.length - rank)) break;
    rejected[index] = true;
  }
  return rejected;
}

/**
 * Whether each hypothesis is rejected so that at most the share `level` of all rejections is false on average:
 * the step-up procedure of Benjamini and Hochberg (1995), JRSS B 57.
 */
export function benjaminiHochberg(pValues: readonly number[], level: number): boolean[] {
  const rejected = pValues.map(() => false);
  const order = ascending(pValues);
  const last = order.findLastIndex(
    (index, rank) => (pValues[index] ?? 1) <= ((rank + 1) * level) / pValues.length,
  );
  for (const index of order.slice(0, last + 1)) rejected[index] = true;
  return rejected;
}

function ascending(pValues: readonly number[]): number[] {
  return [...pValues.keys()].toSorted((left, right) => (pValues[left] ?? 1) - (pValues[right] ?? 1));
}
