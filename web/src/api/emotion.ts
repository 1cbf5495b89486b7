/**
 * What Echo hears in an entry, what the writer says instead, and the longer answer that a writer may ask for:
 * the calls, the cache, and what a correction makes stale.
 */
import type { EntryEmotion } from "@echo/contract/emotion.ts";
import type { EmotionLabel, Entry } from "@echo/contract/entries.ts";
import type { Reflection, ReflectionProvider } from "@echo/contract/reflections.ts";
import { queryOptions } from "@tanstack/react-query";
import { transport } from "./client.ts";
import { isProblem } from "./errors.ts";
import { entryKeys, queryClient } from "./queries.ts";

/** A language model may take a minute. */
const REFLECTION_TIMEOUT_MS = 75_000;

const path = (id: string, part: "emotion" | "reflection") => `/entries/${encodeURIComponent(id)}/${part}`;
const emotionKey = (id: string) => ["entries", "emotion", id] as const;
const reflectionKey = (id: string) => ["entries", "reflection", id] as const;

/** @param version of the entry: another text is heard anew */
export function emotionQuery(id: string, version: number) {
  return queryOptions({
    queryKey: [...emotionKey(id), version],
    queryFn: async ({ signal }) =>
      (await transport.send<EntryEmotion>("GET", path(id, "emotion"), { signal })).body,
  });
}

/** Says what the entry felt like; null: back to what Echo heard. */
export async function correctEmotion(id: string, label: EmotionLabel | null): Promise<void> {
  const { body } =
    label === null
      ? await transport.send<Entry>("DELETE", path(id, "emotion"))
      : await transport.send<Entry>("PUT", path(id, "emotion"), { body: { label } });
  queryClient.setQueryData(entryKeys.one(id), body);
  void queryClient.invalidateQueries({ queryKey: entryKeys.lists });
  await queryClient.invalidateQueries({ queryKey: emotionKey(id) });
}

/** Lets what was heard be fetched anew, such as after an answer about a coping action. */
export function refreshEmotion(id: string): Promise<void> {
  return queryClient.invalidateQueries({ queryKey: emotionKey(id) });
}

export function reflectionProviderQuery() {
  return queryOptions({
    queryKey: ["reflections", "provider"],
    queryFn: async ({ signal }) =>
      (await transport.send<ReflectionProvider>("GET", "/reflections/provider", { signal })).body,
    staleTime: 5 * 60_000,
  });
}

/** null: there is none. */
export function reflectionQuery(id: string) {
  return queryOptions({
    queryKey: reflectionKey(id),
    queryFn: async ({ signal }): Promise<Reflection | null> => {
      try {
        return (await transport.send<Reflection>("GET", path(id, "reflection"), { signal })).body;
      } catch (error) {
        if (isProblem(error, "not_found")) return null;
        throw error;
      }
    },
  });
}

/** Sends the entry to the language model that the operator has set up. */
export async function requestReflection(id: string): Promise<void> {
  const options = { timeoutMs: REFLECTION_TIMEOUT_MS };
  const { body } = await transport.send<Reflection>("POST", path(id, "reflection"), options);
  queryClient.setQueryData(reflectionKey(id), body);
}

export async function deleteReflection(id: string): Promise<void> {
  await transport.send("DELETE", path(id, "reflection"));
  queryClient.setQueryData(reflectionKey(id), null);
}
