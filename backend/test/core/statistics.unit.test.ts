/** Every estimate against published values, or against a computation by another road. */
import { describe, expect, test } from "vitest";
import { normalCdf, normalQuantile, tCdf, tQuantile, tTestPValue } from "#core/distributions.ts";
import {
  benjaminiHochberg,
  clusterDifference,
  exposureSlope,
  holm,
  intervalOf,
  lineSlope,
  mean,
  newcombeDifference,
  pValueOf,
  rootMeanSquareSuccessiveDifference,
  wilson,
  withinClusterSlope,
} from "#core/statistics.ts";

describe("distributions", () => {
  test.each([
    [0.9, 1.2815515655],
    [0.975, 1.9599639845],
    [0.995, 2.5758293035],
    [0.9995, 3.2905267315],
  ])("the normal quantile of %s is the one in the tables", (probability, z) => {
    expect(normalQuantile(probability)).toBeCloseTo(z, 8);
    expect(normalCdf(z)).toBeCloseTo(probability, 9);
    expect(normalCdf(-z)).toBeCloseTo(1 - probability, 9);
  });

  test.each([
    // Student's t, as in the tables of Fisher and Yates, two-sided 5 %, 1 % and 0.1 %.
    [0.975, 1, 12.7062],
    [0.975, 4, 2.7764],
    [0.975, 10, 2.2281],
    [0.975, 30, 2.0423],
    [0.995, 4, 4.6041],
    [0.995, 10, 3.1693],
    [0.995, 60, 2.6603],
    [0.9995, 10, 4.5869],
    [0.9995, 120, 3.3735],
  ])("the t quantile of %s at %s degrees of freedom is the one in the tables", (probability, df, t) => {
    expect(tQuantile(probability, df)).toBeCloseTo(t, 3);
    expect(tQuantile(1 - probability, df)).toBeCloseTo(-t, 3);
    expect(tTestPValue(t, df)).toBeCloseTo(2 * (1 - probability), 4);
  });

  test("t with one and two degrees of freedom has the closed forms", () => {
    for (const t of [-30, -3, -0.4, 0, 0.1, 1, 7, 50]) {
      expect(tCdf(t, 1)).toBeCloseTo(0.5 + Math.atan(t) / Math.PI, 12);
      expect(tCdf(t, 2)).toBeCloseTo(0.5 + t / (2 * Math.sqrt(2 + t * t)), 12);
    }
  });

  test("t becomes the normal distribution, and a small tail keeps its digits", () => {
    expect(tQuantile(0.999, 1e5)).toBeCloseTo(normalQuantile(0.999), 3);
    expect(tQuantile(0.999, 1e9)).toBe(normalQuantile(0.999));
    expect(tTestPValue(10, 50)).toBeGreaterThan(0);
    expect(tTestPValue(10, 50)).toBeLessThan(1e-12);
    expect(() => normalQuantile(1)).toThrow(RangeError);
  });
});

describe("shares", () => {
  // Newcombe (1998), Statistics in Medicine 17, 857-872, table I, method 3.
  test.each([
    [81, 263, 0.2553, 0.3662],
    [15, 148, 0.0624, 0.1605],
    [0, 20, 0, 0.1611],
    [1, 29, 0.0061, 0.1718],
  ])("the Wilson interval of %s in %s is the published one", (count, total, low, high) => {
    const interval = wilson(count, total);
    expect(interval.low).toBeCloseTo(low, 4);
    expect(interval.high).toBeCloseTo(high, 4);
  });

  // Newcombe (1998), Statistics in Medicine 17, 873-890, table II, method 10.
  test.each([
    [56, 70, 48, 80, 0.0524, 0.3339],
    [9, 10, 3, 10, 0.1705, 0.809],
    [6, 7, 2, 7, 0.0582, 0.8062],
    [5, 56, 0, 29, -0.0381, 0.1926],
    [0, 10, 0, 20, -0.1611, 0.2775],
  ])("the interval of %s/%s less %s/%s is the published one", (a, m, b, n, low, high) => {
    const found = newcombeDifference({ count: a, total: m }, { count: b, total: n });
    expect(found.difference).toBeCloseTo(a / m - b / n, 12);
    expect(found.low).toBeCloseTo(low, 4);
    expect(found.high).toBeCloseTo(high, 4);
  });
});

describe("clusters", () => {
  test("of one entry each give the difference of means with the usual standard errors", () => {
    const exposed = [3, 5, 4, 6];
    const others = [1, 2, 2, 3, 2];
    const clusters = [
      ...exposed.map((value) => ({ exposed: 1, exposedSum: value, others: 0, othersSum: 0 })),
      ...others.map((value) => ({ exposed: 0, exposedSum: 0, others: 1, othersSum: value })),
    ];
    const found = clusterDifference(clusters);
    // Sums of squares 5 and 2: variance 5/16 + 2/25, times 9/8.
    expect(found?.value).toBeCloseTo(2.5, 12);
    expect(found?.standardError).toBeCloseTo(Math.sqrt((5 / 16 + 2 / 25) * (9 / 8)), 12);
    expect(found?.df).toBe(3);
    expect(found?.clusters).toBe(9);
  });

  test("that repeat every entry make the difference no surer", () => {
    const once = [1, 4, 2, 5, 3].map((value, index) =>
      index % 2 === 0
        ? { exposed: 1, exposedSum: value, others: 0, othersSum: 0 }
        : { exposed: 0, exposedSum: 0, others: 1, othersSum: value },
    );
    const often = once.map((cluster) => ({
      exposed: cluster.exposed * 10,
      exposedSum: cluster.exposedSum * 10,
      others: cluster.others * 10,
      othersSum: cluster.othersSum * 10,
    }));
    expect(clusterDifference(often)?.standardError).toBeCloseTo(
      clusterDifference(once)?.standardError ?? Number.NaN,
      12,
    );
  });

  test("give nothing with fewer than two on a side", () => {
    expect(clusterDifference([])).toBeNull();
    expect(clusterDifference([{ exposed: 3, exposedSum: 1, others: 3, othersSum: 2 }])).toBeNull();
    const one = { entries: 4, xx: 1, xy: 1, yy: 2 };
    expect(withinClusterSlope([one])).toBeNull();
    expect(withinClusterSlope([one, { entries: 4, xx: 0, xy: 0, yy: 2 }])).toBeNull();
  });

  test("with the same weights make the slope the mean of their differences, with its t-test", () => {
    const differences = [0.3, -0.1, 0.5, 0.2, 0.4];
    const found = withinClusterSlope(
      differences.map((difference) =>
        exposureSlope(
          { exposed: 2, exposedSum: 2 * difference, others: 4, othersSum: 0 },
          2 * difference ** 2,
        ),
      ),
    );
    const average = 1.3 / 5;
    const variance = differences.reduce((sum, value) => sum + (value - average) ** 2, 0) / 4;
    expect(found?.value).toBeCloseTo(average, 12);
    expect(found?.standardError).toBeCloseTo(Math.sqrt(variance / 5), 12);
    expect(found?.df).toBeCloseTo(4, 12);
  });

  test("give the ordinary regression where values vary within them more than between", () => {
    // Two clusters that say the same, so that the sandwich is zero: x 0, 1, 2 and y 0, 2, 1.
    const cluster = { entries: 3, xx: 2, xy: 1, yy: 2 };
    const found = withinClusterSlope([cluster, cluster]);
    expect(found?.value).toBe(0.5);
    // Residual sum of squares 4 - 0.5 * 2 = 3 on 6 - 2 - 1 degrees of freedom.
    expect(found?.standardError).toBeCloseTo(Math.sqrt(3 / 3 / 4), 12);
  });

  test("do not make rare values look like a rule when chance puts them all on one side", () => {
    const clusters = Array.from({ length: 50 }, (_unused, week) => {
      const othersSum = week < 15 ? -1 : 0;
      return exposureSlope({ exposed: 2, exposedSum: 0, others: 12, othersSum }, othersSum ** 2);
    });
    const found = withinClusterSlope(clusters);
    expect(pValueOf(found ?? { value: 1, standardError: 0, df: 1, clusters: 0 })).toBeGreaterThan(0.05);
  });

  test("cannot lend a difference between themselves to the slope", () => {
    const clusters = [
      { exposed: 9, exposedSum: 90, others: 1, othersSum: 10 },
      { exposed: 1, exposedSum: 0, others: 9, othersSum: 0 },
    ];
    const squares = [1000, 0];
    const slopes = clusters.map((cluster, index) => exposureSlope(cluster, squares[index] ?? 0));
    expect(withinClusterSlope(slopes)?.value).toBe(0);
    expect(clusterDifference(clusters)?.value).toBeCloseTo(8, 12);
  });

  test("that say the same exactly leave no doubt, and nothing at all leaves every doubt", () => {
    const same = { value: 1, standardError: 0, df: 3, clusters: 4 };
    expect(pValueOf(same)).toBe(0);
    expect(pValueOf({ ...same, value: 0 })).toBe(1);
    expect(intervalOf(same, 0.95)).toEqual({ low: 1, high: 1 });
  });
});

describe("lines", () => {
  test("are those of Anscombe (1973): slope 0.5, standard error 0.1179", () => {
    const x = [10, 8, 13, 9, 11, 14, 6, 4, 12, 7, 5];
    const y = [8.04, 6.95, 7.58, 8.81, 8.33, 9.96, 7.24, 4.26, 10.84, 4.82, 5.68];
    const found = lineSlope(x.map((value, index) => ({ x: value, y: y[index] ?? 0, weight: 1 })));
    expect(found?.value).toBeCloseTo(0.5001, 4);
    expect(found?.standardError).toBeCloseTo(0.1179, 4);
    expect(found?.df).toBe(9);
    expect(pValueOf(found ?? { value: 0, standardError: 1, df: 1, clusters: 0 })).toBeCloseTo(0.00217, 5);
  });

  test("do not care about the unit of the weights, and need three points at two places", () => {
    const points = [0, 1, 2, 3].map((x) => ({ x, y: x * x, weight: 1 + x }));
    const scaled = points.map((point) => ({ ...point, weight: point.weight * 7 }));
    expect(lineSlope(scaled)?.standardError).toBeCloseTo(lineSlope(points)?.standardError ?? Number.NaN, 12);
    expect(lineSlope(points.slice(0, 2))).toBeNull();
    expect(lineSlope(points.map(({ y, weight }) => ({ x: 1, y, weight })))).toBeNull();
    expect(lineSlope([])).toBeNull();
  });
});

test("successive differences skip gaps", () => {
  expect(rootMeanSquareSuccessiveDifference([1, 3, null, 9, 9])).toBeCloseTo(Math.sqrt(2), 12);
  expect(rootMeanSquareSuccessiveDifference([1, null, 2])).toBeNull();
  expect(rootMeanSquareSuccessiveDifference([])).toBeNull();
});

test("the mean of nothing is null", () => {
  expect(mean([])).toBeNull();
  expect(mean([1, 2, 6])).toBe(3);
});

describe("several hypotheses", () => {
  // The fifteen p-values of Benjamini and Hochberg (1995), section 4.1, in another order.
  const published = [
    0.324, 0.0001, 0.0344, 0.0004, 0.0019, 0.0095, 0.0201, 0.0278, 0.0298, 0.0459, 0.4262, 0.5719, 0.6528,
    0.759, 1,
  ];

  test("lose four by Benjamini and Hochberg and three by Holm, as published", () => {
    const rejectedBy = (rejected: boolean[]) => published.filter((_p, index) => rejected[index] === true);
    expect(rejectedBy(benjaminiHochberg(published, 0.05))).toEqual([0.0001, 0.0004, 0.0019, 0.0095]);
    expect(rejectedBy(holm(published, 0.05))).toEqual([0.0001, 0.0004, 0.0019]);
  });

  test("are none where there are none, and a step-up passes over a high one", () => {
    expect(holm([], 0.05)).toEqual([]);
    expect(benjaminiHochberg([], 0.05)).toEqual([]);
    expect(benjaminiHochberg([0.03, 0.04], 0.05)).toEqual([true, true]);
    expect(holm([0.03, 0.04], 0.05)).toEqual([false, false]);
  });
});
