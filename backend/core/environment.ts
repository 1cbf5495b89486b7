/**
 * Reads single variables of an environment and collects what is wrong with them, so that all faults
 * are reported at once. A fault never repeats the value of a secret.
 */
import { Secret } from "./secret.ts";

export type Environment = Readonly<Record<string, string | undefined>>;

export interface SettingFault {
  readonly name: string;
  readonly message: string;
}

interface ReadOptions {
  /** Values of secrets are not repeated in faults. */
  readonly isSecret?: boolean;
}

export class EnvironmentReader {
  readonly faults: SettingFault[] = [];
  readonly #environment: Environment;

  constructor(environment: Environment) {
    this.#environment = environment;
  }

  /** The trimmed value, or undefined where the variable is absent or blank. */
  raw(name: string): string | undefined {
    const value = this.#environment[name]?.trim();
    return value === undefined || value === "" ? undefined : value;
  }

  fault(name: string, expected: string, found?: string): void {
    const message = found === undefined ? expected : `found "${found.slice(0, 80)}", expected ${expected}`;
    this.faults.push({ name, message });
  }

  /** The value turned by `parse`; undefined from `parse` is a fault and yields `fallback`. */
  parsed<T>(
    name: string,
    fallback: T,
    expected: string,
    parse: (value: string) => T | undefined,
    options: ReadOptions = {},
  ): T {
    const value = this.raw(name);
    if (value === undefined) return fallback;
    const result = parse(value);
    if (result !== undefined) return result;
    this.fault(
      name,
      options.isSecret ? `found a value (not shown), expected ${expected}` : expected,
      options.isSecret ? undefined : value,
    );
    return fallback;
  }

  text(name: string): string | undefined {
    return this.raw(name);
  }

  secret(name: string): Secret | undefined {
    const value = this.raw(name);
    return value === undefined ? undefined : new Secret(value);
  }

  integer(name: string, fallback: number, lowest: number, highest: number): number {
    return this.parsed(name, fallback, `a whole number from ${lowest} to ${highest}`, (value) => {
      const number = Number(value);
      return /^\d{1,15}$/.test(value) && number >= lowest && number <= highest ? number : undefined;
    });
  }

  share(name: string, fallback: number): number {
    return this.parsed(name, fallback, "a number from 0 to 1", (value) => {
      const number = Number(value);
      return number >= 0 && number <= 1 ? number : undefined;
    });
  }

  oneOf<const T extends readonly string[]>(name: string, choices: T, fallback: T[number]): T[number] {
    return this.parsed<T[number]>(name, fallback, `one of ${choices.join(", ")}`, (value) =>
      choices.find((choice) => choice === value),
    );
  }

  flag(name: string, fallback: boolean): boolean {
    return this.parsed(name, fallback, "true or false", (value) =>
      /^(true|1|yes|on)$/i.test(value) ? true : /^(false|0|no|off)$/i.test(value) ? false : undefined,
    );
  }

  list(
    name: string,
    fallback: readonly string[],
    expected: string,
    isValid: (item: string) => boolean,
  ): readonly string[] {
    return this.parsed(name, fallback, expected, (value) => {
      const items = value
        .split(",")
        .map((item) => item.trim())
        .filter((item) => item !== "");
      return items.length > 0 && items.every(isValid) ? items : undefined;
    });
  }
}

/** The name of `known` that is nearest to `name`, if one is near enough to be meant by it. */
export function nearestName(name: string, known: readonly string[]): string | undefined {
  let best: string | undefined;
  let bestDistance = Math.max(3, Math.floor(name.length / 3)) + 1;
  for (const candidate of known) {
    const distance = editDistance(name, candidate);
    if (distance < bestDistance) {
      best = candidate;
      bestDistance = distance;
    }
  }
  return best;
}

/** Levenshtein distance. */
function editDistance(left: string, right: string): number {
  let previous = Array.from({ length: right.length + 1 }, (_, index) => index);
  for (let row = 1; row <= left.length; row += 1) {
    const current = [row];
    for (let column = 1; column <= right.length; column += 1) {
      const cost = left[row - 1] === right[column - 1] ? 0 : 1;
      current.push(
        Math.min(
          (previous[column] ?? 0) + 1,
          (current[column - 1] ?? 0) + 1,
          (previous[column - 1] ?? 0) + cost,
        ),
      );
    }
    previous = current;
  }
  return previous[right.length] ?? 0;
}
