/** One short message that outlives the page that caused it, such as "moved to the trash", with a way back. */
export interface Flash {
  readonly text: string;
  readonly action?: { readonly label: string; readonly run: () => void };
}

let shown: Flash | null = null;
const listeners = new Set<() => void>();

/** Shows a message in place of the one before; null takes it away. */
export function showFlash(flash: Flash | null): void {
  shown = flash;
  for (const listener of listeners) listener();
}

/** For useSyncExternalStore. */
export const flashes = {
  subscribe(listener: () => void): () => void {
    listeners.add(listener);
    return () => listeners.delete(listener);
  },
  get: () => shown,
};
