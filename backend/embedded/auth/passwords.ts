/**
 * Password hashes, written exactly as GoTrue writes them (bcrypt, cost 10, prefix `$2a$`), so that
 * people can move to a hosted project with their passwords. Hashing is bounded to two at a time, and
 * whoever tries a password pays for one comparison, whether or not there is anything to compare with.
 */
import { compare, hash } from "@node-rs/bcrypt";
import { AuthError, badRequest, overRequestRate } from "./errors.ts";

export const PASSWORD_MIN_CHARACTERS = 10;
/** bcrypt reads no further: a longer password would be cut in silence. */
export const PASSWORD_MAX_BYTES = 72;

const COST = 10;
/** A hash that is imported may cost up to 16 times ours, so that no sign-in can hold a core for long. */
const IMPORTED_MAX_COST = 14;
const PARALLEL = 2;
const MAX_WAITING = 100;

/** The hash of a password that nobody has: 53 random characters of salt and digest. */
const NOBODY_HASH = "$2a$10$Wq0mXbGJkJ1YtX5v0n1uYeF2k5Qm7oK3a8rT9cVdLhZsPpEuNw4Hy";

const BCRYPT_HASH = /^\$2[aby]\$(\d{2})\$[./A-Za-z0-9]{53}$/;

export interface Passwords {
  /** The hash to store. */
  hash(password: string): Promise<string>;
  /**
   * Whether `password` belongs to `storedHash`; takes as long when there is no hash.
   * @param storedHash null or "" where the person has no password, or does not exist
   */
  isMatch(password: string, storedHash: string | null): Promise<boolean>;
}

export function createPasswords(): Passwords {
  const withSlot = createSlots(PARALLEL, MAX_WAITING);
  return {
    hash: (password) => withSlot(() => hash(password, { cost: COST, version: "2a" })),
    async isMatch(password, storedHash) {
      const isComparable = storedHash !== null && BCRYPT_HASH.test(storedHash) && fitsHash(password);
      const isSame = await withSlot(() => compare(password, isComparable ? storedHash : NOBODY_HASH));
      return isComparable && isSame;
    },
  };
}

/** False for what bcrypt would cut, or what UTF-8 cannot carry: two such passwords could pass as one. */
function fitsHash(password: string): boolean {
  return password.isWellFormed() && Buffer.byteLength(password) <= PASSWORD_MAX_BYTES;
}

/** Refuses what may not become a password. */
export function checkNewPassword(password: string): void {
  if (password === "") throw badRequest("Signup requires a valid password");
  if (!password.isWellFormed()) throw badRequest("Password must be valid text");
  if (Buffer.byteLength(password) > PASSWORD_MAX_BYTES) {
    throw badRequest(`Password cannot be longer than ${PASSWORD_MAX_BYTES} bytes`);
  }
  if (Array.from(password).length < PASSWORD_MIN_CHARACTERS) {
    throw new AuthError(
      422,
      "weak_password",
      `Password should be at least ${PASSWORD_MIN_CHARACTERS} characters.`,
      { body: { weak_password: { reasons: ["length"] } } },
    );
  }
}

/** Refuses a foreign hash that is not bcrypt, or that would make every sign-in expensive. */
export function checkImportedHash(passwordHash: string): void {
  const cost = Number(BCRYPT_HASH.exec(passwordHash)?.[1] ?? Number.NaN);
  if (!(cost >= 4 && cost <= IMPORTED_MAX_COST)) {
    throw badRequest(`password_hash must be a bcrypt hash with a cost of at most ${IMPORTED_MAX_COST}`);
  }
}

/** Runs at most `parallel` tasks at a time, in order of arrival; refuses when `maxWaiting` wait already. */
function createSlots(parallel: number, maxWaiting: number): <T>(task: () => Promise<T>) => Promise<T> {
  let running = 0;
  const waiting: (() => void)[] = [];
  return async (task) => {
    if (running >= parallel) {
      if (waiting.length >= maxWaiting) throw overRequestRate(5);
      await new Promise<void>((resolve) => waiting.push(resolve));
    } else {
      running += 1;
    }
    try {
      return await task();
    } finally {
      const next = waiting.shift();
      if (next === undefined) running -= 1;
      else next();
    }
  };
}
