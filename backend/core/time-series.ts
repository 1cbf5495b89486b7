/**
 * How much the mean of a stretch of days goes up and down by itself, seen from the days before it. Days resemble
 * their neighbours, so a week or a month varies more than as many unrelated days would. Pure.
 */

/** A series of daily values in order of time; null marks a day without one. */
export type DailySeries = ReadonlyArray<number | null>;

/** What the past says about the ups and downs of a series. */
export interface Variability {
  /** Covariance of days that lie 0, 1, 2, ... days apart; nothing is known beyond the last lag. */
  readonly covariances: readonly number[];
  /** For how many independent observations the past is good, at least 1. */
  readonly df: number;
}

/**
 * Autocovariances up to `lags`, tapered by Bartlett's weights so that variances made of them are not negative:
 * Newey and West (1987), Econometrica 55. Over gaps the pairs that exist are averaged (Parzen 1963). Degrees of
 * freedom: 1.5 n / (lags + 1), of the Bartlett window (Priestley 1981, table 6.1). Null with fewer than two values.
 */
export function variabilityOf(series: DailySeries, lags: number): Variability | null {
  const known = series.filter((value) => value !== null);
  if (known.length < 2) return null;
  const centre = known.reduce((sum, value) => sum + value, 0) / known.length;
  const covariances = Array.from({ length: lags + 1 }, (_unused, lag) => {
    let sum = 0;
    let pairs = 0;
    for (let index = lag; index < series.length; index += 1) {
      const [later, earlier] = [series[index] ?? null, series[index - lag] ?? null];
      if (later === null || earlier === null) continue;
      sum += (later - centre) * (earlier - centre);
      pairs += 1;
    }
    return pairs === 0 ? 0 : (sum / pairs) * (1 - lag / (lags + 1));
  });
  return { covariances, df: Math.max(1, (1.5 * known.length) / (lags + 1)) };
}

/**
 * The variance of a weighted sum of days, `weights` in order of time with 0 for days that do not count: never
 * less than if days had nothing to do with each other.
 */
export function varianceOfSum(weights: readonly number[], { covariances }: Variability): number {
  let variance = 0;
  for (const [lag, covariance] of covariances.entries()) {
    let products = 0;
    for (let index = lag; index < weights.length; index += 1) {
      products += (weights[index] ?? 0) * (weights[index - lag] ?? 0);
    }
    variance += (lag === 0 ? 1 : 2) * covariance * products;
  }
  const unrelated = (covariances[0] ?? 0) * weights.reduce((sum, weight) => sum + weight * weight, 0);
  return Math.max(variance, unrelated);
}
