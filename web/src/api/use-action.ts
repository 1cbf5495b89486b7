/**
 * One deliberate act of a person, such as sending a form: runs once at a time, and what goes wrong comes
 * back as words. The attempt is counted, so that a form can take the focus to its error each time.
 */
import { useCallback, useRef, useState } from "react";
import { type Explanation, explain } from "./errors.ts";

export interface Action<Input> {
  run(input: Input): Promise<void>;
  readonly isBusy: boolean;
  /** What went wrong last; undefined: nothing. */
  readonly failure: Explanation | undefined;
  readonly error: unknown;
  /** How often it went wrong. */
  readonly attempt: number;
  /** Reports a fault that was found before anything was sent. */
  refuse(failure: Explanation): void;
}

export function useAction<Input>(act: (input: Input) => Promise<void>): Action<Input> {
  const [state, setState] = useState<{
    readonly isBusy: boolean;
    readonly failure: Explanation | undefined;
    readonly error: unknown;
    readonly attempt: number;
  }>({ isBusy: false, failure: undefined, error: undefined, attempt: 0 });
  const isRunning = useRef(false);

  const fail = useCallback((failure: Explanation, error?: unknown) => {
    setState(({ attempt }) => ({ isBusy: false, failure, error, attempt: attempt + 1 }));
  }, []);

  async function run(input: Input): Promise<void> {
    if (isRunning.current) return;
    isRunning.current = true;
    setState((before) => ({ ...before, isBusy: true }));
    try {
      await act(input);
      setState((before) => ({ ...before, isBusy: false, failure: undefined, error: undefined }));
    } catch (error) {
      fail(explain(error), error);
    } finally {
      isRunning.current = false;
    }
  }

  return { ...state, run, refuse: fail };
}
