/** Time as an argument: rules and tests take a `Clock`, so nothing has to sleep or to guess. */
export interface Clock {
  /** The present instant. */
  now(): Date;
}

export const systemClock: Clock = { now: () => new Date() };
