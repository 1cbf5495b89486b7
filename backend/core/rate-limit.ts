/** The notation of RATE_LIMIT_*: `N/second|minute|hour|day`, several joined by `;`. */

const WINDOWS_S = { second: 1, minute: 60, hour: 3600, day: 86_400 } as const;

export interface RateWindow {
  readonly count: number;
  readonly windowS: number;
}

/** All windows hold at once; at least one. */
export type RateLimit = readonly RateWindow[];

/** The limit, or undefined where the text is not one. */
export function parseRateLimit(text: string): RateLimit | undefined {
  const windows: RateWindow[] = [];
  for (const part of text.split(";")) {
    const match = /^\s*(\d{1,9})\s*\/\s*(second|minute|hour|day)\s*$/.exec(part);
    if (match === null) return undefined;
    const count = Number(match[1]);
    if (count === 0) return undefined;
    windows.push({ count, windowS: WINDOWS_S[match[2] as keyof typeof WINDOWS_S] });
  }
  return windows;
}
