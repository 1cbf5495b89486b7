/** The tags of the entries that this page has read, the latest first: what a search can offer to complete. */
import type { EntryPage } from "@echo/contract/entries.ts";
import type { InfiniteData } from "@tanstack/react-query";
import { useCallback, useState } from "react";
import { EVERYTHING } from "../../api/client.ts";
import { entryKeys, entryListQuery, queryClient } from "../../api/queries.ts";

function readTags(): readonly string[] {
  const lists = queryClient.getQueriesData<InfiniteData<EntryPage>>({ queryKey: entryKeys.lists });
  const entries = lists.flatMap(([, list]) => list?.pages.flatMap((page) => page.items) ?? []);
  return [...new Set(entries.flatMap((entry) => entry.tags))];
}

export interface KnownTags {
  readonly tags: readonly string[];
  /** Looks again; the newest entries are read, if they were not. */
  lookUp(): void;
}

export function useKnownTags(): KnownTags {
  const [tags, setTags] = useState(readTags);
  const lookUp = useCallback(() => {
    setTags(readTags());
    // Only a convenience: without an answer there is less to complete.
    void queryClient.prefetchInfiniteQuery(entryListQuery(EVERYTHING)).then(() => setTags(readTags()));
  }, []);
  return { tags, lookUp };
}
