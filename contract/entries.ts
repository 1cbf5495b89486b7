/** Journal entries: what a person wrote, when, where in time, and how it has changed since. */
import { Type, type Static } from "typebox";
import { Cursor, Id, Instant, LocalDate, Nullable, OneOf, Page, PageLimit, TimeZone } from "./common.ts";
import { CrisisSupport } from "./crisis.ts";

export const ENTRY_LIMITS = {
  /** Code points of the text. */
  textLength: 50_000,
  tagCount: 10,
  /** Code points of one tag. */
  tagLength: 32,
  moodLowest: 1,
  moodHighest: 5,
  /** Code points of a search. */
  searchLength: 200,
} as const;

export const ENTRY_SOURCES = ["web", "mobile", "api", "import"] as const;
export const EntrySource = OneOf(ENTRY_SOURCES);
export type EntrySource = Static<typeof EntrySource>;

export const EMOTION_LABELS = ["anger", "disgust", "fear", "joy", "neutral", "sadness", "surprise"] as const;
export const EmotionLabel = OneOf(EMOTION_LABELS);
export type EmotionLabel = Static<typeof EmotionLabel>;

/** A label and how much of the whole it is. */
export const EmotionScore = Type.Object(
  { label: EmotionLabel, score: Type.Number({ minimum: 0, maximum: 1 }) },
  { additionalProperties: false },
);

const EntryText = Type.String({ minLength: 1, maxLength: ENTRY_LIMITS.textLength });
const Tags = Type.Array(Type.String({ minLength: 1, maxLength: ENTRY_LIMITS.tagLength }), {
  maxItems: ENTRY_LIMITS.tagCount,
});
const Mood = Type.Integer({
  minimum: ENTRY_LIMITS.moodLowest,
  maximum: ENTRY_LIMITS.moodHighest,
  description: "1 (awful) to 5 (great)",
});

const entryProperties = {
  id: Id,
  text: Type.String(),
  tags: Type.Array(Type.String()),
  mood: Nullable(Mood),
  source: EntrySource,
  emotions: Nullable(Type.Array(EmotionScore)),
  top_emotion: Nullable(EmotionScore),
  emotion_source: Nullable(OneOf(["model", "user"])),
  sentiment: Nullable(Type.Number({ minimum: -1, maximum: 1 })),
  one_liner: Nullable(Type.String()),
  word_count: Type.Integer({ minimum: 0 }),
  written_at: Instant,
  timezone: TimeZone,
  local_date: LocalDate,
  created_at: Instant,
  updated_at: Instant,
  version: Type.Integer({ minimum: 1 }),
};

export const Entry = Type.Object(entryProperties, { $id: "Entry", additionalProperties: false });
export type Entry = Static<typeof Entry>;

export const TrashedEntry = Type.Object(
  { ...entryProperties, deleted_at: Instant },
  { $id: "TrashedEntry", additionalProperties: false },
);
export type TrashedEntry = Static<typeof TrashedEntry>;

/** POST /entries. Sending the same id and content again is safe and answers with the same entry. */
export const CreateEntry = Type.Object(
  {
    id: Type.Optional(Id),
    text: EntryText,
    tags: Type.Optional(Tags),
    mood: Type.Optional(Nullable(Mood)),
    source: Type.Optional(EntrySource),
    written_at: Type.Optional(Instant),
    timezone: Type.Optional(TimeZone),
  },
  { $id: "CreateEntry", additionalProperties: false },
);
export type CreateEntry = Static<typeof CreateEntry>;

/** PATCH /entries/{id}. What is absent stays; `mood: null` takes the mood away. */
export const UpdateEntry = Type.Object(
  {
    text: Type.Optional(EntryText),
    tags: Type.Optional(Tags),
    mood: Type.Optional(Nullable(Mood)),
    written_at: Type.Optional(Instant),
    timezone: Type.Optional(TimeZone),
  },
  { $id: "UpdateEntry", additionalProperties: false, minProperties: 1 },
);
export type UpdateEntry = Static<typeof UpdateEntry>;

/** The entry and what Echo answers; sent again, the same. */
export const CreatedEntry = Type.Object(
  {
    entry: Type.Unsafe<Entry>({ $ref: "Entry#" }),
    one_liner: Nullable(Type.String()),
    coping: Nullable(Type.String({ description: "After a hard entry: an action of the writer's own kit" })),
    support: Nullable(CrisisSupport),
  },
  { $id: "CreatedEntry", additionalProperties: false },
);
export type CreatedEntry = Static<typeof CreatedEntry>;

/** A day (the writer's local day) or an instant. */
const DayOrInstant = Type.Unsafe<string>({
  type: "string",
  anyOf: [{ format: "date" }, { format: "date-time" }],
  description: "A local day (inclusive) or an RFC 3339 instant (from: inclusive, to: exclusive)",
});

export const ListEntriesQuery = Type.Object(
  {
    limit: Type.Optional(PageLimit),
    cursor: Type.Optional(Cursor),
    from: Type.Optional(DayOrInstant),
    to: Type.Optional(DayOrInstant),
    tag: Type.Optional(Type.String({ minLength: 1, maxLength: ENTRY_LIMITS.tagLength })),
    emotion: Type.Optional(
      OneOf(EMOTION_LABELS, { description: "The label that holds: the writer's, else the model's" }),
    ),
    q: Type.Optional(Type.String({ minLength: 1, maxLength: ENTRY_LIMITS.searchLength })),
  },
  { additionalProperties: false },
);
export type ListEntriesQuery = Static<typeof ListEntriesQuery>;

export const ListTrashQuery = Type.Object(
  { limit: Type.Optional(PageLimit), cursor: Type.Optional(Cursor) },
  { additionalProperties: false },
);
export type ListTrashQuery = Static<typeof ListTrashQuery>;

export const EntryPage = Page(Type.Unsafe<Entry>({ $ref: "Entry#" }), "EntryPage");
export type EntryPage = Static<typeof EntryPage>;

export const TrashPage = Page(Type.Unsafe<TrashedEntry>({ $ref: "TrashedEntry#" }), "TrashPage");
export type TrashPage = Static<typeof TrashPage>;

/** What an entry said before a change. */
export const EntryVersion = Type.Object(
  {
    version: Type.Integer({ minimum: 1 }),
    text: Type.String(),
    tags: Type.Array(Type.String()),
    mood: Nullable(Mood),
    written_at: Instant,
    timezone: TimeZone,
    local_date: LocalDate,
    replaced_at: Instant,
  },
  { $id: "EntryVersion", additionalProperties: false },
);
export type EntryVersion = Static<typeof EntryVersion>;

export const ListVersionsQuery = Type.Object(
  { limit: Type.Optional(PageLimit), cursor: Type.Optional(Cursor) },
  { additionalProperties: false },
);
export type ListVersionsQuery = Static<typeof ListVersionsQuery>;

export const EntryVersions = Page(Type.Unsafe<EntryVersion>({ $ref: "EntryVersion#" }), "EntryVersions");
export type EntryVersions = Static<typeof EntryVersions>;
