/**
 * A person as the Auth API shows them: the object that auth-js types as `User`. Hashes and tokens have
 * no way into it; members that are empty are left out, as GoTrue does.
 */
import type { Identity, Metadata, User } from "./users.ts";

export type UserObject = Readonly<Record<string, unknown>>;

export function toUserObject(user: User): UserObject {
  return withoutEmpty({
    id: user.id,
    aud: user.aud ?? "authenticated",
    role: user.role ?? "authenticated",
    email: user.email ?? "",
    email_confirmed_at: instant(user.emailConfirmedAt),
    phone: user.phone ?? "",
    phone_confirmed_at: instant(user.phoneConfirmedAt),
    confirmation_sent_at: instant(user.confirmationSentAt),
    confirmed_at: instant(user.confirmedAt),
    recovery_sent_at: instant(user.recoverySentAt),
    new_email: user.emailChange === "" ? undefined : (user.emailChange ?? undefined),
    email_change_sent_at: user.emailChange === "" ? undefined : instant(user.emailChangeSentAt),
    reauthentication_sent_at: instant(user.reauthenticationSentAt),
    invited_at: instant(user.invitedAt),
    last_sign_in_at: instant(user.lastSignInAt),
    app_metadata: user.appMetadata,
    user_metadata: user.userMetadata,
    identities: user.identities.map(toIdentityObject),
    created_at: instant(user.createdAt),
    updated_at: instant(user.updatedAt),
    banned_until: instant(user.bannedUntil),
    deleted_at: instant(user.deletedAt),
    is_anonymous: user.isAnonymous,
  });
}

/** What a sign-up for a taken address is answered with: nobody can tell it from a fresh account. */
export function toFakeUserObject(id: string, email: string, userMetadata: Metadata, now: Date): UserObject {
  const at = now.toISOString();
  return {
    id,
    aud: "authenticated",
    role: "authenticated",
    email,
    phone: "",
    confirmation_sent_at: at,
    app_metadata: { provider: "email", providers: ["email"] },
    user_metadata: userMetadata,
    identities: [],
    created_at: at,
    updated_at: at,
    is_anonymous: false,
  };
}

function toIdentityObject(identity: Identity): UserObject {
  return withoutEmpty({
    identity_id: identity.id,
    id: identity.provider_id,
    user_id: identity.user_id,
    identity_data: identity.identity_data,
    provider: identity.provider,
    last_sign_in_at: instant(identity.last_sign_in_at),
    created_at: instant(identity.created_at),
    updated_at: instant(identity.updated_at),
    email: identity.email ?? undefined,
  });
}

/** RFC 3339 in UTC, or undefined. */
function instant(value: Date | string | null): string | undefined {
  return value === null ? undefined : new Date(value).toISOString();
}

function withoutEmpty(members: Readonly<Record<string, unknown>>): UserObject {
  return Object.fromEntries(Object.entries(members).filter(([, value]) => value !== undefined));
}
