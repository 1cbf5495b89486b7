/** The vocabulary that every resource shares: ids, instants, days, zones, pages. */
import { Type, type Static, type TSchema } from "typebox";

/** The same schema, or null. A type array rather than `anyOf`: it serialises without a validator. */
export function Nullable<T extends TSchema>(schema: T) {
  const { type } = schema as unknown as { type: string };
  const choices = (schema as unknown as { enum?: readonly unknown[] }).enum;
  return Type.Unsafe<Static<T> | null>({
    ...schema,
    type: [type, "null"],
    ...(choices === undefined ? {} : { enum: [...choices, null] }),
  });
}

/** One of a closed list of words. */
export function OneOf<const T extends readonly string[]>(words: T, options: Record<string, unknown> = {}) {
  return Type.Unsafe<T[number]>({ type: "string", enum: [...words], ...options });
}

export const Id = Type.String({
  pattern: "^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$",
  description: "UUID as lower-case text",
});

/** An instant as it is answered: RFC 3339 with `Z`. */
export const Instant = Type.String({ format: "date-time", description: "RFC 3339 instant, in UTC" });

/** A calendar day without a zone: the writer's local day. */
export const LocalDate = Type.String({ format: "date", description: "A local day, YYYY-MM-DD" });

export const TimeZone = Type.String({
  minLength: 1,
  maxLength: 64,
  description: "IANA time zone name, such as Europe/Berlin",
});

export const IdParams = Type.Object({ id: Id }, { additionalProperties: false });
export type IdParams = Static<typeof IdParams>;

/** Opaque: made by the server, of use for the same list only. */
export const Cursor = Type.String({ minLength: 1, maxLength: 512 });

/** How many items a page has, at most; a page of very long texts may have fewer. */
export const PageLimit = Type.Integer({ minimum: 1, maximum: 100, default: 20 });

export function Page<T extends TSchema>(item: T, id: string) {
  return Type.Object(
    {
      items: Type.Array(item),
      next_cursor: Nullable(Type.String({ description: "null on the last page" })),
    },
    { $id: id, additionalProperties: false },
  );
}

/** A reference to a schema that is registered by its `$id`. */
export function Ref<T extends TSchema>(schema: T) {
  const { $id } = schema as unknown as { $id: string };
  return Type.Unsafe<Static<T>>({ $ref: `${$id}#` });
}
