/**
 * What a person does with an entry, where it takes more than one look: writing it exactly once, changing it
 * without overwriting what another device wrote, throwing it away. Each happy path is one round trip; the
 * repetitions settle races with the person's own other requests.
 */
import type { CrisisSupport } from "@echo/contract/crisis.ts";
import type { CreateEntry, Entry, EntrySource, UpdateEntry } from "@echo/contract/entries.ts";
import type { Actor } from "#core/actor.ts";
import { newId } from "#core/ids.ts";
import { invalidInput, notFound, Problem } from "#core/problem.ts";
import { sqlStateOf } from "#db/errors.ts";
import type { Deps } from "#backend/deps.ts";
import { answerTo } from "./answer.ts";
import {
  findKeptAnswer,
  insertEntry,
  insertEntryOnce,
  type InsertedEntry,
  type KeptAnswer,
  restoreEntry,
  trashEntry,
  updateEntry,
} from "./queries.ts";
import { checkContent, createDigest, requestDigest } from "./rules.ts";

type WriteDeps = Pick<Deps, "db" | "clock" | "emotion" | "settings">;

/** How often a write is tried again when another request of the same person gets in between. */
const ATTEMPTS = 4;

export interface CreateRequest {
  readonly body: CreateEntry;
  /** Where the entry comes from when the body does not say. */
  readonly defaultSource: EntrySource;
  readonly idempotencyKey: string | null;
}

export interface CreateAnswer {
  /** 201: written by this request, or the first answer under the same key again. 200: it was there before. */
  readonly status: 200 | 201;
  readonly entry: Entry;
  readonly isReplayed: boolean;
  /** What is said to the writer: the sentence of the entry, or the one that offers help. */
  readonly oneLiner: string | null;
  readonly coping: string | null;
  readonly support: CrisisSupport | null;
}

/** Writes an entry once, however often the request is repeated. */
export async function createEntry(
  deps: WriteDeps,
  actor: Actor,
  { body, defaultSource, idempotencyKey }: CreateRequest,
): Promise<CreateAnswer> {
  const content = checkContent(body, deps.clock.now());
  const digest = createDigest(body, content);
  const id = body.id ?? newId();
  const mood = body.mood ?? null;
  const { stored, support } = await namingUnknownZone(
    answerTo(deps, actor, {
      id,
      text: body.text,
      tags: content.tags ?? [],
      mood,
      wordCount: content.wordCount ?? 0,
      writtenAt: content.writtenAt,
      timezone: content.timezone,
    }),
  );
  const entry = {
    userId: actor.userId,
    id,
    content,
    mood,
    source: body.source ?? defaultSource,
    digest,
    answer: stored,
  };
  if (idempotencyKey === null) {
    const inserted = await settle(() =>
      namingUnknownZone(deps.db.asUserOnce(actor, (tx) => insertEntry(tx, entry))),
    );
    return createAnswer(inserted, support);
  }
  const bodyDigest = requestDigest(body, digest);
  return settle(async () => {
    const inserted = await waitingForTwin(
      namingUnknownZone(
        deps.db.asUserOnce(actor, (tx) => insertEntryOnce(tx, entry, idempotencyKey, bodyDigest)),
      ),
    );
    if (inserted !== undefined) return createAnswer(inserted, support);
    const kept = await deps.db.asUserOnce(actor, (tx) =>
      findKeptAnswer(tx, actor.userId, idempotencyKey, bodyDigest, digest),
    );
    return kept && replay(kept, support);
  });
}

function createAnswer(
  { entry, copingAction, isNew, isSame }: InsertedEntry,
  support: CrisisSupport | null,
): CreateAnswer {
  if (!isSame) throw otherContent();
  return { status: isNew ? 201 : 200, entry, isReplayed: false, ...saying(entry, copingAction, support) };
}

function saying(entry: Entry, copingAction: string | null, support: CrisisSupport | null) {
  return {
    oneLiner: support?.message ?? entry.one_liner,
    coping: support === null ? copingAction : null,
    support,
  };
}

function replay(
  { status, isSameRequest, isSame, entry, copingAction }: KeptAnswer,
  support: CrisisSupport | null,
): CreateAnswer {
  if (!isSameRequest) {
    throw invalidInput({
      pointer: "/headers/idempotency-key",
      detail: "This key was used for another request: choose a new one.",
    });
  }
  if (entry === undefined || !isSame) throw otherContent();
  return {
    status: status === 200 ? 200 : 201,
    entry,
    isReplayed: true,
    ...saying(entry, copingAction, support),
  };
}

function otherContent(): Problem {
  return new Problem(
    "conflict",
    "There is an entry with this id already, and it was created with other content.",
  );
}

/** Changes an entry, on the version that the client has seen if it names one. */
export async function changeEntry(
  deps: WriteDeps,
  actor: Actor,
  id: string,
  body: UpdateEntry,
  version: number | null,
): Promise<Entry> {
  const content = checkContent(body, deps.clock.now());
  const answer =
    body.text === undefined
      ? undefined
      : await namingUnknownZone(
          answerTo(deps, actor, {
            id,
            text: body.text,
            tags: content.tags ?? undefined,
            mood: body.mood,
            wordCount: content.wordCount ?? 0,
            writtenAt: content.writtenAt,
            timezone: content.timezone,
          }),
        );
  const change = { userId: actor.userId, id, content, mood: body.mood, version, answer: answer?.stored };
  return settle(async () => {
    const updated = await namingUnknownZone(deps.db.asUserOnce(actor, (tx) => updateEntry(tx, change)));
    if (updated === undefined) throw notFound();
    if (updated.isChanged) return updated.entry;
    if (version !== null && updated.entry.version !== version) throw staleVersion();
    return updated.isSame ? updated.entry : undefined;
  });
}

/** Moves an entry to the trash, from where it can be restored. */
export async function trash(
  deps: Pick<Deps, "db">,
  actor: Actor,
  id: string,
  version: number | null,
): Promise<void> {
  await settle(async () => {
    const found = await deps.db.asUserOnce(actor, (tx) => trashEntry(tx, actor.userId, id, version));
    if (found === undefined) throw notFound();
    if (found.isTrashed) return found;
    if (version !== null && found.version !== version) throw staleVersion();
    return undefined;
  });
}

/** Takes an entry out of the trash; one that is not in it stays as it is. */
export async function restore(deps: Pick<Deps, "db">, actor: Actor, id: string): Promise<Entry> {
  // A second look, because another request may have restored it between the two halves of the first.
  for (let attempt = 1; attempt <= 2; attempt += 1) {
    const entry = await deps.db.asUserOnce(actor, (tx) => restoreEntry(tx, actor.userId, id));
    if (entry !== undefined) return entry;
  }
  throw notFound();
}

function staleVersion(): Problem {
  return new Problem(
    "stale_version",
    "The entry was changed in the meantime: read it again, then change it.",
  );
}

/** Repeats `attempt` until it has a result. */
async function settle<T>(attempt: () => Promise<T | undefined>): Promise<T> {
  for (let count = 1; count <= ATTEMPTS; count += 1) {
    const result = await attempt();
    if (result !== undefined) return result;
  }
  throw stillBusy();
}

function stillBusy(cause?: unknown): Problem {
  return new Problem(
    "conflict",
    "The same entry is being written at this moment. Please try again shortly.",
    {
      retryAfterS: 1,
      cause,
    },
  );
}

/** A request with the same key that is still running holds a lock; after a second that is a conflict. */
async function waitingForTwin<T>(writing: Promise<T>): Promise<T> {
  try {
    return await writing;
  } catch (error) {
    throw sqlStateOf(error) === "55P03" ? stillBusy(error) : error;
  }
}

/** The database finds the local day; a zone that is missing from its tables (22023) is the writer's to mend. */
async function namingUnknownZone<T>(writing: Promise<T>): Promise<T> {
  try {
    return await writing;
  } catch (error) {
    if (sqlStateOf(error) !== "22023") throw error;
    throw invalidInput({
      pointer: "/timezone",
      detail: "Give an IANA time zone name, such as Europe/Berlin.",
    });
  }
}
