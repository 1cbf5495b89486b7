/** The form in which seven scores are stored: whole ten-thousandths that sum to exactly one. */

/** How much a stored score of one is. */
export const SCORE_UNIT = 10_000;

/** Scores that sum to one as whole ten-thousandths that sum to 10,000: what rounding left goes to the highest. */
export function storedScores(scores: readonly number[]): number[] {
  const stored = scores.map((score) => Math.round(score * SCORE_UNIT));
  const rest = SCORE_UNIT - stored.reduce((sum, score) => sum + score, 0);
  const highest = stored.indexOf(Math.max(...stored));
  stored[highest] = (stored[highest] ?? 0) + rest;
  return stored;
}
