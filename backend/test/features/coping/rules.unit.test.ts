/** What may be an action, and that a share is given with its uncertainty or not at all. */
import { COPING_LIMITS } from "@echo/contract/coping.ts";
import { describe, expect, test } from "vitest";
import { checkActions, type OutcomeCount, summarise, wilsonInterval } from "#features/coping/rules.ts";

const count = (fields: Partial<OutcomeCount>): OutcomeCount => ({
  action: "Walk",
  position: 1,
  offered: 0,
  label: null,
  tried: null,
  helped: null,
  ...fields,
});

describe("a share", () => {
  test("is missing one outcome below the minimum and there at it", () => {
    const { minimumTried } = COPING_LIMITS;
    const at = (tried: number) => summarise([count({ tried, helped: tried })]).actions[0];
    expect(at(minimumTried - 1)).toMatchObject({
      tried: minimumTried - 1,
      share: null,
      low: null,
      high: null,
    });
    expect(at(minimumTried)).toMatchObject({ tried: minimumTried, share: 1, high: 1 });
  });

  test("of an action that was only offered has counts of zero", () => {
    expect(summarise([count({ offered: 3 })]).actions).toEqual([
      {
        action: "Walk",
        in_kit: true,
        offered: 3,
        tried: 0,
        helped: 0,
        share: null,
        low: null,
        high: null,
        by_feeling: [],
      },
    ]);
  });

  test.each([
    // Newcombe, Statistics in Medicine 17 (1998), table I, method 3.
    [81, 263, 0.2553, 0.3662],
    [15, 148, 0.0624, 0.1605],
    [0, 20, 0, 0.1611],
    [1, 29, 0.0061, 0.1718],
  ])("of %i in %i lies where Wilson's interval is published to lie", (helped, tried, low, high) => {
    const interval = wilsonInterval(helped, tried);
    expect(interval.low).toBeCloseTo(low, 4);
    expect(interval.high).toBeCloseTo(high, 4);
  });
});

test("every fault of a kit is named at once", () => {
  expect(() => checkActions(["a\n", "b", "B"])).toThrow(
    expect.objectContaining({
      errors: [
        expect.objectContaining({ pointer: "/actions/0" }),
        expect.objectContaining({ pointer: "/actions/2" }),
      ],
    }),
  );
});
