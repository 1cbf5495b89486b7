/** The person's own settings: name, home time zone, language, first day of the week. */
import { Type, type Static } from "typebox";
import { Id, Instant, Nullable, TimeZone } from "./common.ts";

export const PROFILE_LIMITS = { fullNameLength: 200 } as const;

const FullName = Type.String({ minLength: 1, maxLength: PROFILE_LIMITS.fullNameLength });
const Locale = Type.String({
  pattern: "^[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8}){0,3}$",
  description: "BCP 47 language tag, such as en or de-AT",
});
const WeekStart = Type.Integer({
  minimum: 1,
  maximum: 7,
  description: "ISO weekday: 1 is Monday, 7 is Sunday",
});

export const Profile = Type.Object(
  {
    id: Id,
    email: Nullable(Type.String()),
    full_name: Nullable(FullName),
    timezone: TimeZone,
    locale: Locale,
    week_start: WeekStart,
    created_at: Instant,
    updated_at: Instant,
  },
  { $id: "Profile", additionalProperties: false },
);
export type Profile = Static<typeof Profile>;

/** PATCH /profile. What is absent stays; `full_name: null` takes the name away. */
export const UpdateProfile = Type.Object(
  {
    full_name: Type.Optional(Nullable(FullName)),
    timezone: Type.Optional(TimeZone),
    locale: Type.Optional(Locale),
    week_start: Type.Optional(WeekStart),
  },
  { $id: "UpdateProfile", additionalProperties: false, minProperties: 1 },
);
export type UpdateProfile = Static<typeof UpdateProfile>;
