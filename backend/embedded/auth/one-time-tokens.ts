/**
 * The tokens of mailed links, and the short codes beside them. The database holds only a SHA-256 of a
 * link's token; the code is derived from that hash with a key that the database does not hold. Using a
 * token deletes its row, so it works once, and it stops working when its time is over.
 */
import { createHash, createHmac, randomBytes, timingSafeEqual } from "node:crypto";
import { newId } from "#core/ids.ts";
import type { Secret } from "#core/secret.ts";
import { createRateCounters, type RateCounters } from "./limits.ts";
import type { Clock } from "#core/clock.ts";
import type { Queryable } from "./transaction.ts";

export const TOKEN_TYPES = [
  "confirmation_token",
  "recovery_token",
  "reauthentication_token",
  "email_change_token_current",
  "email_change_token_new",
] as const;
export type OneTimeTokenType = (typeof TOKEN_TYPES)[number];

const HOUR_MS = 3_600_000;
const LIFETIME_MS: Readonly<Record<OneTimeTokenType, number>> = {
  confirmation_token: 24 * HOUR_MS,
  recovery_token: HOUR_MS,
  reauthentication_token: HOUR_MS,
  email_change_token_current: 24 * HOUR_MS,
  email_change_token_new: 24 * HOUR_MS,
};

const CODE_DIGITS = 6;
/** Guesses at the code of one token; its link goes on working when they are used up. */
const CODE_GUESSES = [{ count: 10, windowS: 24 * 3600 }];

export interface IssuedOneTimeToken {
  /** 56 hexadecimal digits, as long as the ones of GoTrue. */
  readonly linkToken: string;
  /** Six decimal digits. */
  readonly code: string;
}

export interface OneTimeToken {
  readonly userId: string;
  readonly type: OneTimeTokenType;
  /** The mailbox that proved itself. */
  readonly email: string;
}

interface TokenRow extends OneTimeToken {
  readonly id: string;
  readonly tokenHash: string;
  readonly createdAt: Date;
}

const COLUMNS = `id, user_id as "userId", token_type as type, token_hash as "tokenHash",
  relates_to as email, created_at at time zone 'UTC' as "createdAt"`;

/** What somebody shows: the token of a link, or an address and the code that was mailed to it. */
export type TokenProof = { readonly linkToken: string } | { readonly email: string; readonly code: string };

export interface OneTimeTokens {
  /** Makes a token of `type` for a person, in place of an earlier one. */
  issue(
    tx: Queryable,
    token: { readonly userId: string; readonly type: OneTimeTokenType; readonly email: string },
    now: Date,
  ): Promise<IssuedOneTimeToken>;
  /** Uses up the token: the token, or undefined when there is none or it is too old. */
  consume(
    tx: Queryable,
    types: readonly OneTimeTokenType[],
    proof: TokenProof,
    now: Date,
  ): Promise<OneTimeToken | undefined>;
}

export function createOneTimeTokens(jwtSecret: Secret, clock: Clock): OneTimeTokens {
  const codeKey = createHmac("sha256", jwtSecret.reveal()).update("echo/one-time-code/v1").digest();
  const guesses: RateCounters = createRateCounters({ verify: CODE_GUESSES }, clock);

  return {
    async issue(tx, { userId, type, email }, now) {
      const linkToken = randomBytes(28).toString("hex");
      const tokenHash = hashLinkToken(linkToken);
      await tx.query(
        `insert into auth.one_time_tokens (id, user_id, token_type, token_hash, relates_to, created_at, updated_at)
         values ($1, $2, $3, $4, $5, $6::timestamptz at time zone 'UTC', $6::timestamptz at time zone 'UTC')
         on conflict (user_id, token_type) do update
           set id = excluded.id, token_hash = excluded.token_hash, relates_to = excluded.relates_to,
               created_at = excluded.created_at, updated_at = excluded.updated_at`,
        [newId(), userId, type, tokenHash, email, now],
      );
      return { linkToken, code: codeOf(codeKey, tokenHash) };
    },

    async consume(tx, types, proof, now) {
      return "linkToken" in proof
        ? await consumeLink(tx, types, proof.linkToken, now)
        : await consumeCode(tx, types, proof, now);
    },
  };

  async function consumeCode(
    tx: Queryable,
    types: readonly OneTimeTokenType[],
    { email, code }: { readonly email: string; readonly code: string },
    now: Date,
  ): Promise<OneTimeToken | undefined> {
    const { rows } = await tx.query<TokenRow>(
      `select ${COLUMNS} from auth.one_time_tokens
          where relates_to = $1 and token_type::text = any($2) order by created_at desc for update`,
      [email, types],
    );
    for (const row of rows) {
      if (livingToken(row, now) === undefined) continue;
      if (guesses.take("verify", row.tokenHash) !== undefined) continue;
      if (!isSameText(code, codeOf(codeKey, row.tokenHash))) continue;
      await tx.query("delete from auth.one_time_tokens where id = $1", [row.id]);
      return row;
    }
    return undefined;
  }
}

async function consumeLink(
  tx: Queryable,
  types: readonly OneTimeTokenType[],
  linkToken: string,
  now: Date,
): Promise<OneTimeToken | undefined> {
  const { rows } = await tx.query<TokenRow>(
    `delete from auth.one_time_tokens
      where token_hash = $1 and token_type::text = any($2) returning ${COLUMNS}`,
    [hashLinkToken(linkToken), types],
  );
  return livingToken(rows[0], now);
}

/**
 * Locks the people whose tokens the proof may belong to. Everywhere a person's row is locked before their
 * tokens, so that no two transactions can wait for each other.
 */
export async function lockHolders(
  tx: Queryable,
  types: readonly OneTimeTokenType[],
  proof: TokenProof,
): Promise<void> {
  const [column, value] =
    "linkToken" in proof ? ["token_hash", hashLinkToken(proof.linkToken)] : ["relates_to", proof.email];
  await tx.query(
    `select from auth.users
      where id in (select user_id from auth.one_time_tokens where ${column} = $1 and token_type::text = any($2))
      order by id for update`,
    [value, types],
  );
}

/** Makes every mailed link of a person void, or those of one kind. */
export async function deleteOneTimeTokens(
  tx: Queryable,
  userId: string,
  types: readonly OneTimeTokenType[] = TOKEN_TYPES,
): Promise<void> {
  await tx.query("delete from auth.one_time_tokens where user_id = $1 and token_type::text = any($2)", [
    userId,
    types,
  ]);
}

/** What the database holds of a link's token. */
export function hashLinkToken(linkToken: string): string {
  return createHash("sha256").update(linkToken).digest("hex");
}

function livingToken(row: TokenRow | undefined, now: Date): TokenRow | undefined {
  if (row === undefined) return undefined;
  return now.getTime() - row.createdAt.getTime() < LIFETIME_MS[row.type] ? row : undefined;
}

function codeOf(codeKey: Buffer, tokenHash: string): string {
  const number = createHmac("sha256", codeKey).update(tokenHash).digest().readUIntBE(0, 6);
  return String(number % 10 ** CODE_DIGITS).padStart(CODE_DIGITS, "0");
}

function isSameText(given: string, expected: string): boolean {
  const digest = (text: string) => createHash("sha256").update(text).digest();
  return timingSafeEqual(digest(given), digest(expected));
}
