/**
 * The cache of what the server answered, and its keys. Everything but the session is private to one
 * person and is thrown away when that person changes.
 */
import { infiniteQueryOptions, QueryClient, queryOptions } from "@tanstack/react-query";
import { client, type EntryFilters } from "./client.ts";
import { isTemporary } from "./errors.ts";

export const queryClient = new QueryClient({
  defaultOptions: {
    queries: {
      // "always": a device that wrongly believes to be offline still gets an answer or an error.
      networkMode: "always",
      staleTime: 15_000,
      retry: (failures, error) => failures < 2 && isTemporary(error),
      retryDelay: (failures) => Math.min(4_000, 500 * 2 ** failures),
    },
    mutations: { networkMode: "always", retry: false },
  },
});

export const entryKeys = {
  all: ["entries"] as const,
  lists: ["entries", "list"] as const,
  one: (id: string) => ["entries", "one", id] as const,
  versions: (id: string) => ["entries", "versions", id] as const,
  trash: ["entries", "trash"] as const,
};

export function entryListQuery(filters: EntryFilters) {
  return infiniteQueryOptions({
    queryKey: [...entryKeys.lists, filters.q, filters.tag, filters.emotion, filters.to],
    queryFn: ({ pageParam, signal }) => client.listEntries(filters, pageParam, signal),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.next_cursor ?? undefined,
  });
}

export function trashQuery() {
  return infiniteQueryOptions({
    queryKey: entryKeys.trash,
    queryFn: ({ pageParam, signal }) => client.listTrash(pageParam, signal),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.next_cursor ?? undefined,
  });
}

/** How far a single entry is looked for in the trash. */
const TRASH_PAGES = 10;

/** One entry in the person's own trash; null: it is not there. */
export function trashedEntryQuery(id: string) {
  return queryOptions({
    queryKey: [...entryKeys.trash, id],
    queryFn: async ({ signal }) => {
      let cursor: string | undefined;
      for (let count = 0; count < TRASH_PAGES; count += 1) {
        const page = await client.listTrash(cursor, signal, 100);
        const found = page.items.find((entry) => entry.id === id);
        if (found !== undefined) return found;
        if (page.next_cursor === null) return null;
        cursor = page.next_cursor;
      }
      return null;
    },
    staleTime: 0,
  });
}

export function entryQuery(id: string) {
  return queryOptions({
    queryKey: entryKeys.one(id),
    queryFn: ({ signal }) => client.getEntry(id, signal),
  });
}

export function versionsQuery(id: string) {
  return queryOptions({
    queryKey: entryKeys.versions(id),
    queryFn: async ({ signal }) => (await client.listVersions(id, signal)).items,
  });
}

export function profileQuery() {
  return queryOptions({
    queryKey: ["profile"],
    queryFn: ({ signal }) => client.getProfile(signal),
    staleTime: 5 * 60_000,
  });
}
