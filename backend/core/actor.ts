/**
 * Who is asking. An `Actor` is made in one place, after the access token was verified; `db/scope.ts`
 * turns it into the role and claims of one transaction. The role list is closed: nothing else from a
 * token may ever reach `set_config('role', ...)`.
 */
export const ACTOR_ROLES = ["authenticated", "admin"] as const;
export type ActorRole = (typeof ACTOR_ROLES)[number];

export interface Actor {
  /** `sub` of the access token: the person. */
  readonly userId: string;
  /** `session_id` of the access token: the login, which logout ends. */
  readonly sessionId: string;
  readonly role: ActorRole;
  /**
   * The claims that row-level security reads, as JSON text ready for `request.jwt.claims`: at least
   * `sub`, `role`, `session_id` and `aal`.
   */
  readonly claims: string;
}
