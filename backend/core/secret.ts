/**
 * A value that must never be printed. Whatever turns it into text (templates, JSON, console, error
 * messages) sees `[secret]`; only `reveal()` gives the value, so every use can be found by its name.
 */
import { inspect } from "node:util";

export class Secret {
  readonly #value: string;

  constructor(value: string) {
    this.#value = value;
  }

  /** The value itself. Call it at the last moment, and never store what it returns. */
  reveal(): string {
    return this.#value;
  }

  toString(): string {
    return "[secret]";
  }

  toJSON(): string {
    return "[secret]";
  }

  [inspect.custom](): string {
    return "[secret]";
  }
}
