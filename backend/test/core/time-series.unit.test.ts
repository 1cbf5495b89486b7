/** The ups and downs of series by hand, and of a series whose variance is known from theory. */
import { expect, test } from "vitest";
import { varianceOfSum, variabilityOf } from "#core/time-series.ts";
import { randomFrom } from "#test/setup/plausible-year.ts";

test("covariances are averages over the pairs that exist, tapered", () => {
  // Deviations from the mean 2: -1, 1, none, 1, -1.
  const found = variabilityOf([1, 3, null, 3, 1], 2);
  const expected = [1, -2 / 3, 1 / 3];
  for (const [lag, covariance] of expected.entries()) {
    expect(found?.covariances[lag]).toBeCloseTo(covariance, 12);
  }
  expect(found?.df).toBeCloseTo((1.5 * 4) / 3, 12);
  expect(variabilityOf([1, null], 2)).toBeNull();
  expect(variabilityOf([], 2)).toBeNull();
});

test("a lag without any pair counts as unrelated", () => {
  expect(variabilityOf([1, null, 3], 1)?.covariances).toEqual([1, 0]);
});

test("related days make a mean less sure, and never surer than unrelated ones", () => {
  const thirds = [1 / 3, 1 / 3, 1 / 3];
  expect(varianceOfSum(thirds, { covariances: [1], df: 9 })).toBeCloseTo(1 / 3, 12);
  // (3 * 1 + 2 * 2 * 0.5) / 9
  expect(varianceOfSum(thirds, { covariances: [1, 0.5], df: 9 })).toBeCloseTo(5 / 9, 12);
  expect(varianceOfSum(thirds, { covariances: [1, -0.9], df: 9 })).toBeCloseTo(1 / 3, 12);
});

test("finds about the variance of weekly means of a first-order autoregression", () => {
  const random = randomFrom(7);
  const normal = () => Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
  let value = 0;
  const series = Array.from({ length: 20_000 }, () => (value = 0.5 * value + normal()));
  const found = variabilityOf(series, 100);
  const week = Array.from({ length: 7 }, () => 1 / 7);
  // Variance 1 / (1 - 0.25); of the mean of seven: that times (7 + 2 * sum of (7 - k) 0.5^k) / 49.
  const theory = (4 / 3 / 49) * (7 + 2 * [1, 2, 3, 4, 5, 6].reduce((sum, k) => sum + (7 - k) * 0.5 ** k, 0));
  expect(varianceOfSum(week, found ?? { covariances: [], df: 1 }) / theory).toBeCloseTo(1, 1);
});
