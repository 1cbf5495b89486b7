/**
 * The normal distribution and Student's t: probabilities and quantiles, to about ten digits. Pure; checked
 * against published tables.
 */

/** Beyond this many degrees of freedom t is the normal distribution to six digits. */
const NORMAL_FROM_DF = 1e6;

/**
 * P(Z <= z) of the standard normal distribution, by the series of Marsaglia (2004), "Evaluating the Normal
 * Distribution", Journal of Statistical Software 11(4).
 */
export function normalCdf(z: number): number {
  if (z > 8.5) return 1;
  if (z < -8.5) return 0;
  let term = z;
  let sum = z;
  for (let divisor = 3; Math.abs(term) > 1e-17 * Math.abs(sum); divisor += 2) {
    term *= (z * z) / divisor;
    sum += term;
  }
  return 0.5 + sum * Math.exp(-0.5 * z * z - 0.5 * Math.log(2 * Math.PI));
}

/** The z with P(Z <= z) = `probability`, which lies strictly between 0 and 1. */
export function normalQuantile(probability: number): number {
  return quantileBy(normalCdf, probability);
}

/** P(T <= t) of Student's t with `df` > 0 degrees of freedom (DLMF 8.17, by the incomplete beta function). */
export function tCdf(t: number, df: number): number {
  if (df >= NORMAL_FROM_DF) return normalCdf(t);
  const tail = incompleteBeta(df / (df + t * t), df / 2, 0.5) / 2;
  return t > 0 ? 1 - tail : tail;
}

/** The t with P(T <= t) = `probability`, which lies strictly between 0 and 1. */
export function tQuantile(probability: number, df: number): number {
  if (df >= NORMAL_FROM_DF) return normalQuantile(probability);
  // The upper half by symmetry: a small tail keeps its digits, one minus it does not.
  if (probability > 0.5) return -tQuantile(1 - probability, df);
  return quantileBy((t) => tCdf(t, df), probability);
}

/** The two-sided p-value of an observed t. */
export function tTestPValue(t: number, df: number): number {
  return Math.min(1, 2 * tCdf(-Math.abs(t), df));
}

/** By bisection within a bracket that is widened first: to twelve digits, slower than Newton, and never wrong. */
function quantileBy(cdf: (value: number) => number, probability: number): number {
  if (!(probability > 0 && probability < 1)) throw new RangeError("A probability lies between 0 and 1.");
  let low = -1;
  let high = 1;
  while (cdf(low) > probability) low *= 2;
  while (cdf(high) < probability) high *= 2;
  while (high - low > 1e-12 * Math.max(1, Math.abs(low))) {
    const middle = (low + high) / 2;
    if (cdf(middle) < probability) low = middle;
    else high = middle;
  }
  return (low + high) / 2;
}

/** The regularised incomplete beta function I_x(a, b), by the continued fraction of DLMF 8.17.22. */
function incompleteBeta(x: number, a: number, b: number): number {
  if (x <= 0) return 0;
  if (x >= 1) return 1;
  if (x > (a + 1) / (a + b + 2)) return 1 - incompleteBeta(1 - x, b, a);
  const front = Math.exp(logGamma(a + b) - logGamma(a) - logGamma(b) + a * Math.log(x) + b * Math.log1p(-x));
  return front / (a * continuedFraction(x, a, b));
}

/** 1 + d1/(1 + d2/(1 + ...)), evaluated from the front by the method of Lentz, as modified by Thompson and Barnett. */
function continuedFraction(x: number, a: number, b: number): number {
  const tiny = 1e-300;
  let value = 1;
  let c = 1;
  let d = 0;
  for (let index = 1; index < 100_000; index += 1) {
    const m = Math.floor(index / 2);
    const numerator =
      index % 2 === 0
        ? (m * (b - m) * x) / ((a + 2 * m - 1) * (a + 2 * m))
        : (-(a + m) * (a + b + m) * x) / ((a + 2 * m) * (a + 2 * m + 1));
    d = 1 / nonZero(1 + numerator * d, tiny);
    c = nonZero(1 + numerator / c, tiny);
    value *= c * d;
    if (Math.abs(c * d - 1) < 1e-15) break;
  }
  return value;
}

function nonZero(value: number, tiny: number): number {
  return Math.abs(value) < tiny ? tiny : value;
}

/** ln Gamma(x) for x > 0: Stirling's series (DLMF 5.11.1) after moving x beyond 10 by the recurrence. */
function logGamma(x: number): number {
  let shift = 0;
  let moved = x;
  while (moved < 10) {
    shift -= Math.log(moved);
    moved += 1;
  }
  const square = moved * moved;
  const series =
    (1 / 12 - (1 / 360 - (1 / 1260 - (1 / 1680 - 1 / (1188 * square)) / square) / square) / square) / moved;
  return shift + (moved - 0.5) * Math.log(moved) - moved + 0.5 * Math.log(2 * Math.PI) + series;
}
