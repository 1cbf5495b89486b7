/** What an action may be, beyond its shape on the wire, and what outcomes add up to. Pure. */
import { COPING_LIMITS, type CopingStatistics } from "@echo/contract/coping.ts";
import type { EmotionLabel } from "@echo/contract/entries.ts";
import { type FieldError, invalidInput } from "#core/problem.ts";
import { wilson } from "#core/statistics.ts";

/** Controls and line ends, and the marks that turn the direction of everything after them. */
const NOT_IN_AN_ACTION = /[\p{Cc}\p{Zl}\p{Zp}\u202a-\u202e\u2066-\u2069]/u;
const INVISIBLE = /^[\p{White_Space}\p{Default_Ignorable_Code_Point}]*$/u;

/** An action in the one form in which actions are stored and compared: NFC, without blanks around it. */
export function normalizeAction(action: string): string {
  return action.normalize("NFC").trim();
}

/** The actions as they are stored, in the order given, or a Problem that names every fault. */
export function checkActions(given: readonly string[]): readonly string[] {
  const faults: FieldError[] = [];
  const seen = new Set<string>();
  const actions = given.map((text, index) => {
    const action = normalizeAction(text);
    const pointer = `/actions/${index}`;
    const key = action.toLowerCase();
    if (NOT_IN_AN_ACTION.test(text)) {
      faults.push({ pointer, detail: "An action is one line without control characters." });
    } else if (INVISIBLE.test(action)) {
      faults.push({ pointer, detail: "An action needs at least one visible character." });
    } else if (Array.from(action).length > COPING_LIMITS.actionLength) {
      // A few characters become longer by normalisation.
      faults.push({ pointer, detail: `An action has at most ${COPING_LIMITS.actionLength} characters.` });
    } else if (seen.has(key)) {
      faults.push({ pointer, detail: "Each action can be in the kit once." });
    }
    seen.add(key);
    return action;
  });
  const [first, ...others] = faults;
  if (first !== undefined) throw invalidInput(first, ...others);
  return actions;
}

/** Outcomes of one action after one feeling; `label` and `tried` are null where it was never tried. */
export interface OutcomeCount {
  readonly action: string;
  /** Its place in the kit, from 1; null once it has left it. */
  readonly position: number | null;
  readonly offered: number;
  readonly label: EmotionLabel | null;
  readonly tried: number | null;
  readonly helped: number | null;
}

type ActionStatistics = CopingStatistics["actions"][number];

/**
 * Sums by action in the order of `counts`, whose rows of one action lie together. Counts are always given,
 * a share with its 95 % interval (Wilson) from `COPING_LIMITS.minimumTried` outcomes on.
 */
export function summarise(counts: readonly OutcomeCount[]): CopingStatistics {
  const actions: ActionStatistics[] = [];
  for (const rows of Map.groupBy(counts, (count) => count.action).values()) {
    const [first] = rows;
    if (first !== undefined) actions.push(summariseAction(first, rows));
  }
  return { actions, minimum: COPING_LIMITS.minimumTried };
}

function summariseAction(first: OutcomeCount, rows: readonly OutcomeCount[]): ActionStatistics {
  const byFeeling = rows.flatMap(({ label, tried, helped }) =>
    tried === null ? [] : [{ label, tried, helped: helped ?? 0 }],
  );
  const tried = byFeeling.reduce((sum, row) => sum + row.tried, 0);
  const helped = byFeeling.reduce((sum, row) => sum + row.helped, 0);
  const isEnough = tried >= COPING_LIMITS.minimumTried;
  const interval = isEnough ? wilson(helped, tried) : undefined;
  return {
    action: first.action,
    in_kit: first.position !== null,
    offered: first.offered,
    tried,
    helped,
    share: isEnough ? helped / tried : null,
    low: interval?.low ?? null,
    high: interval?.high ?? null,
    by_feeling: byFeeling,
  };
}
