/** Fisher's exact test of a two by two table, for counts that are too small for any approximation. Pure. */

/** Natural logarithms of factorials, as far as they have been asked for. */
const logFactorials: number[] = [0];

function logFactorial(n: number): number {
  for (let next = logFactorials.length; next <= n; next += 1) {
    logFactorials.push((logFactorials[next - 1] ?? 0) + Math.log(next));
  }
  return logFactorials[n] ?? 0;
}

function logChoose(n: number, k: number): number {
  return logFactorial(n) - logFactorial(k) - logFactorial(n - k);
}

/** Tables this much likelier than the observed one count as likely as it, so that rounding decides nothing. */
const TOLERANCE = 1e-7;

/**
 * The two-sided p-value that two shares, `count` of `total` each (whole numbers), are the same: the probability
 * of all tables with these margins that are at most as likely as the observed one (Fisher 1935; Agresti 2002,
 * "Categorical Data Analysis", 3.5.1).
 */
export function fisherPValue(
  first: { readonly count: number; readonly total: number },
  second: { readonly count: number; readonly total: number },
): number {
  const hits = first.count + second.count;
  const total = first.total + second.total;
  const all = logChoose(total, hits);
  const logProbability = (count: number) =>
    logChoose(first.total, count) + logChoose(second.total, hits - count) - all;
  const observed = logProbability(first.count) + TOLERANCE;
  let pValue = 0;
  const lowest = Math.max(0, hits - second.total);
  const highest = Math.min(hits, first.total);
  for (let count = lowest; count <= highest; count += 1) {
    const each = logProbability(count);
    if (each <= observed) pValue += Math.exp(each);
  }
  return Math.min(1, pValue);
}
