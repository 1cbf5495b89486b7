/** What may be an action, and that a share is given with its uncertainty or not at all. */
import { COPING_LIMITS } from "@echo/contract/coping.ts";
import { describe, expect, test } from "vitest";
import { checkActions, type OutcomeCount, summarise } from "#features/coping/rules.ts";

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

  test("comes with Wilson's interval, as published for 1 in 29 (Newcombe 1998, table I, method 3)", () => {
    const [action] = summarise([count({ tried: 29, helped: 1 })]).actions;
    expect(action?.low).toBeCloseTo(0.0061, 4);
    expect(action?.high).toBeCloseTo(0.1718, 4);
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
