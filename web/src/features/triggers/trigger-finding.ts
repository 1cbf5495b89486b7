/** What may be said of a trigger: counts always, a difference only where there is enough and only as sure as it is. */
import type { TriggerStatistics } from "@echo/contract/triggers.ts";
import { differenceInWords, percent } from "../insights/words.ts";
import { messages } from "./messages.ts";

type Item = TriggerStatistics["items"][number];

/** The sentences under a trigger, the counts first. */
export function findingsOf(item: Item, minimum: TriggerStatistics["minimum"]): readonly string[] {
  const counts = messages.mentions(item.mentions, item.mention_days);
  if (item.state === "not_enough") return [counts, missing(item, minimum)];
  const { sentiment } = item;
  const words = differenceInWords(sentiment);
  const brightness =
    words === null
      ? []
      : [
          sentiment.is_clear
            ? messages.clearDifference((sentiment.difference ?? 0) > 0, words)
            : messages.noClear(words),
        ];
  const share = (value: number | null) => (value === null ? "" : `${percent(value)}\u00a0%`);
  const feelings = item.emotions
    .filter(({ is_clear: isClear }) => isClear)
    .map(({ label, with: withIt, without, difference }) =>
      messages.moreOften(
        messages.feelingNames[label],
        share(withIt.share),
        share(without.share),
        (difference ?? 0) > 0,
      ),
    );
  return [counts, ...brightness, ...feelings];
}

function missing(item: Item, minimum: TriggerStatistics["minimum"]): string {
  const entries = minimum.entries_with - item.entries_with;
  if (entries > 0) return messages.notEnough(entries);
  const days = minimum.days_with - item.days_with;
  if (days > 0) return messages.moreDays(days);
  return messages.moreWithout(Math.max(1, minimum.entries_without - item.entries_without));
}
