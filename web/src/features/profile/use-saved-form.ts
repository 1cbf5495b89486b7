/** A form that is saved as a whole: sent once at a time, its faults by field, and whether it was saved. */
import { type FormEvent, useState } from "react";
import { useAction } from "../../api/use-action.ts";

interface SavedForm<Input> {
  /** For the form's onSubmit. */
  onSubmit(read: () => Input): (event: FormEvent) => void;
  /** Something was changed: what was said of the last time holds no more. */
  change(): void;
  readonly isBusy: boolean;
  readonly isSaved: boolean;
  /** Faults by the name of the field. */
  readonly faults: Readonly<Record<string, string>>;
  /** For the ErrorSummary above the form. */
  readonly summary: {
    readonly sentence: string | undefined;
    readonly faults: readonly { readonly controlId: string; readonly text: string }[];
    readonly attempt: number;
  };
}

/** @param words sentences by field, where this form knows better than the server */
export function useSavedForm<Input>(
  save: (input: Input) => Promise<void>,
  words: Readonly<Record<string, string>> = NO_WORDS,
): SavedForm<Input> {
  const [isSaved, setSaved] = useState(false);
  const action = useAction(async (input: Input) => {
    await save(input);
    setSaved(true);
  });
  const faults = Object.fromEntries(
    Object.entries(action.failure?.fields ?? {}).map(([field, text]) => [field, words[field] ?? text]),
  );
  return {
    onSubmit: (read) => (event) => {
      event.preventDefault();
      void action.run(read());
    },
    change: () => setSaved(false),
    isBusy: action.isBusy,
    isSaved,
    faults,
    summary: {
      sentence: action.failure?.sentence,
      faults: Object.entries(faults).map(([controlId, text]) => ({ controlId, text })),
      attempt: action.attempt,
    },
  };
}

const NO_WORDS: Readonly<Record<string, string>> = {};
