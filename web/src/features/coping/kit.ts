/** What a coping kit may hold, as the server checks it: three actions at most, each short and only once. */
export const KIT_SIZE = 3;
/** Code points. */
export const ACTION_LENGTH = 80;

/** The actions that are kept: trimmed, without the empty ones, in order. */
export function keptActions(actions: readonly string[]): readonly string[] {
  return actions.map((action) => action.trim()).filter((action) => action !== "");
}

/** The actions in their places, the rest of them empty. */
export function placesOf(actions: readonly string[]): readonly string[] {
  return Array.from({ length: KIT_SIZE }, (_, place) => actions[place] ?? "");
}

/** What is wrong with one place; of two that are the same, the later one is. */
export function actionFault(actions: readonly string[], place: number): "too_long" | "twice" | null {
  const action = (actions[place] ?? "").trim();
  if (Array.from(action).length > ACTION_LENGTH) return "too_long";
  const isRepeated = actions
    .slice(0, place)
    .some((other) => other.trim().toLowerCase() === action.toLowerCase());
  return action !== "" && isRepeated ? "twice" : null;
}
