/** What people are told about themselves, renamed for the wire. */
import type { User } from "@echo/contract/auth.ts";
import type { IdentityUser } from "#services/identity.ts";

export function toUser(user: IdentityUser): User {
  return {
    id: user.id,
    email: user.email,
    role: user.role,
    email_confirmed_at: user.emailConfirmedAt,
    created_at: user.createdAt,
  };
}
