/** The words for what can go wrong between this device and Echo. */
export const messages = {
  offline: "You are offline. Please try again when you have a connection.",
  unreachable: "Echo cannot be reached right now. Please try again in a moment.",
  timeout: "Echo took too long to answer. Please try again.",
  signedOut: "You have been signed out. Please sign in again.",
  unavailable: "Echo is having trouble right now. Please try again in a moment.",
  internalError: "Something went wrong on our side. Please try again.",
  csrfFailed: "This page has been open for a long time. Please reload it and try again.",
  tooLarge: "This is larger than Echo can take in one piece.",
  notFound: "This page does not exist, or it is not yours to see.",
  invalidInput: "Something here needs a second look.",
  unexpected: "Something went wrong. Please try again.",
  tooManyRequests: (seconds: number | undefined) =>
    seconds === undefined || seconds <= 1
      ? "That was a little fast. Please try again in a moment."
      : seconds < 90
        ? `That was a little fast. Please try again in ${seconds} seconds.`
        : `That was a little fast. Please try again in ${Math.ceil(seconds / 60)} minutes.`,
} as const;
