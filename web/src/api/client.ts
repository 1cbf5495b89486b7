/**
 * Every call that the app makes, with the types of the contract. Paths stand here and nowhere else.
 */
import type {
  Accepted,
  ChangePassword,
  ConfirmEmail,
  Login,
  ResetPassword,
  Session,
  SignedIn,
  SignUp,
} from "@echo/contract/auth.ts";
import type {
  CreatedEntry,
  CreateEntry,
  Entry,
  EntryPage,
  EntryVersions,
  TrashPage,
  UpdateEntry,
} from "@echo/contract/entries.ts";
import type { Profile, UpdateProfile } from "@echo/contract/profile.ts";
import { createTransport } from "./transport.ts";

export const transport = createTransport(
  (input, init) => fetch(input, init),
  () => navigator.onLine,
);

export interface EntryFilters {
  /** Text to search for; empty: everything. */
  readonly q: string;
  /** Empty: every tag. */
  readonly tag: string;
  /** A feeling, as the server names it; empty: every one. */
  readonly emotion: string;
  /** The last local day that is listed, YYYY-MM-DD; empty: up to now. */
  readonly to: string;
}

export const EVERYTHING: EntryFilters = { q: "", tag: "", emotion: "", to: "" };

/** What signing up has come to: a login, or a mail to confirm the address with. */
export type SignUpOutcome = { readonly user: SignedIn["user"] } | { readonly delivery: Delivery };

/** How mails of this Echo go out: by mail, or as files in a folder beside its data. */
export type Delivery = NonNullable<Accepted["delivery"]>;

const entryPath = (id: string) => `/entries/${encodeURIComponent(id)}`;

export const client = {
  async signUp(body: SignUp): Promise<SignUpOutcome> {
    const answer = await transport.send<SignedIn | Accepted>("POST", "/auth/signup", {
      body,
      access: "anyone",
    });
    const { body: outcome } = answer;
    return "user" in outcome ? { user: outcome.user } : { delivery: outcome.delivery ?? "mail" };
  },
  async login(body: Login): Promise<SignedIn> {
    return (await transport.send<SignedIn>("POST", "/auth/login", { body, access: "anyone" })).body;
  },
  async confirmEmail(body: ConfirmEmail): Promise<SignedIn | undefined> {
    const answer = await transport.send<SignedIn | undefined>("POST", "/auth/confirm", {
      body,
      access: "anyone",
    });
    return answer.body !== undefined && "user" in answer.body ? answer.body : undefined;
  },
  async forgotPassword(email: string): Promise<Delivery> {
    const options = { body: { email }, access: "anyone" } as const;
    const { body } = await transport.send<Accepted>("POST", "/auth/password/forgot", options);
    return body.delivery ?? "mail";
  },
  async resetPassword(body: ResetPassword): Promise<void> {
    await transport.send("POST", "/auth/password/reset", { body, access: "anyone" });
  },
  async changePassword(body: ChangePassword): Promise<void> {
    await transport.send("POST", "/auth/password/change", { body });
  },
  async logout(): Promise<void> {
    await transport.send("POST", "/auth/logout", { body: {} });
  },
  async getSession(signal?: AbortSignal): Promise<Session> {
    return (await transport.send<Session>("GET", "/auth/session", { signal })).body;
  },

  /** The key makes a repeated request harmless; the id makes a repeated save the same entry. */
  async createEntry(body: CreateEntry, idempotencyKey: string): Promise<CreatedEntry> {
    const answer = await transport.send<CreatedEntry>("POST", "/entries", {
      body,
      headers: { "Idempotency-Key": idempotencyKey },
    });
    return answer.body;
  },
  async listEntries(filters: EntryFilters, cursor: string | undefined, signal?: AbortSignal) {
    return (
      await transport.send<EntryPage>("GET", "/entries", {
        query: {
          q: filters.q,
          tag: filters.tag,
          emotion: filters.emotion,
          to: filters.to,
          cursor,
          limit: 20,
        },
        signal,
      })
    ).body;
  },
  async getEntry(id: string, signal?: AbortSignal): Promise<Entry> {
    return (await transport.send<Entry>("GET", entryPath(id), { signal })).body;
  },
  /** Refused with `stale_version` when the entry is no longer at this version. */
  async updateEntry(id: string, version: number, body: UpdateEntry): Promise<Entry> {
    const headers = { "If-Match": `"${version}"` };
    return (await transport.send<Entry>("PATCH", entryPath(id), { body, headers })).body;
  },
  async deleteEntry(id: string): Promise<void> {
    await transport.send("DELETE", entryPath(id));
  },
  async restoreEntry(id: string): Promise<Entry> {
    return (await transport.send<Entry>("POST", `${entryPath(id)}/restore`)).body;
  },
  async listVersions(id: string, signal?: AbortSignal): Promise<EntryVersions> {
    return (await transport.send<EntryVersions>("GET", `${entryPath(id)}/versions`, { signal })).body;
  },
  async listTrash(cursor: string | undefined, signal?: AbortSignal, limit?: number): Promise<TrashPage> {
    const query = { cursor, limit };
    return (await transport.send<TrashPage>("GET", "/entries/trash", { query, signal })).body;
  },

  async getProfile(signal?: AbortSignal): Promise<Profile> {
    return (await transport.send<Profile>("GET", "/profile", { signal })).body;
  },
  async updateProfile(body: UpdateProfile): Promise<Profile> {
    return (await transport.send<Profile>("PATCH", "/profile", { body })).body;
  },
};

export type Client = typeof client;
