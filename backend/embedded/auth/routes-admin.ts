/** /admin/users: people as the holder of the secret key sees and changes them. */
import { createHash } from "node:crypto";
import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import { createAccount, reload } from "./accounts.ts";
import { type AdminUserInput, readAdminUser } from "./admin-input.ts";
import { recordAudit } from "./audit.ts";
import { requireAdmin } from "./authenticate.ts";
import { type Caller, readCaller } from "./caller.ts";
import type { AuthContext } from "./context.ts";
import { AuthError, badRequest, emailExists, userNotFound } from "./errors.ts";
import { asBody, mergeMetadata, readFlag, readQuery, toUuid } from "./input.ts";
import { deleteOneTimeTokens } from "./one-time-tokens.ts";
import { deleteSessionsOf } from "./sessions.ts";
import { AUDIENCE } from "./tokens.ts";
import { inTransaction, isUniqueViolation, type Queryable } from "./transaction.ts";
import { toUserObject } from "./user-object.ts";
import {
  countUsers,
  deleteIdentities,
  deleteUser,
  findUserById,
  listUsers,
  lockUser,
  updateEmailIdentity,
  updateUser,
  type User,
} from "./users.ts";

const DEFAULT_PAGE_SIZE = 50;
const MAX_PAGE_SIZE = 1_000;

export function addAdminRoutes(app: FastifyInstance, context: AuthContext): void {
  const { pool, settings } = context;

  app.get("/admin/users", async (request, reply) => {
    await requireAdmin(context, request);
    const { page, pageSize } = readPage(request);
    const total = await countUsers(pool);
    const users = await listUsers(pool, pageSize, (page - 1) * pageSize);
    setPageHeaders(reply, `${context.tokens.issuer}/admin/users`, page, pageSize, total);
    return reply.send({ users: users.map(toUserObject), aud: AUDIENCE });
  });

  app.post("/admin/users", async (request) => {
    await requireAdmin(context, request);
    const caller = readCaller(request, context.apiKeys);
    const now = settings.clock.now();
    const input = await readAdminUser(asBody(request.body), context.passwords, now);
    const { email } = input;
    if (email === undefined) throw badRequest("Cannot create a user without either an email or phone");
    const user = await inTransaction(pool, (tx) =>
      createAccount(tx, toAccount(input, email), caller, now),
    ).catch(refuseTaken);
    return toUserObject(user);
  });

  app.get("/admin/users/:id", async (request) => {
    await requireAdmin(context, request);
    const user = await findUserById(pool, readUserId(request));
    if (user === undefined) throw userNotFound();
    return toUserObject(user);
  });

  app.put("/admin/users/:id", async (request) => {
    await requireAdmin(context, request);
    const id = readUserId(request);
    const caller = readCaller(request, context.apiKeys);
    const now = settings.clock.now();
    const input = await readAdminUser(asBody(request.body), context.passwords, now);
    const user = await inTransaction(pool, (tx) => applyInput(tx, id, input, caller, now)).catch(refuseTaken);
    return toUserObject(user);
  });

  app.delete("/admin/users/:id", async (request) => {
    await requireAdmin(context, request);
    const id = readUserId(request);
    const isSoft = readFlag(asBody(request.body), "should_soft_delete") ?? false;
    const caller = readCaller(request, context.apiKeys);
    const now = settings.clock.now();
    await inTransaction(pool, async (tx) => {
      const user = await lockUser(tx, id);
      if (user === undefined) throw userNotFound();
      if (isSoft) await hideUser(tx, user, now);
      else await deleteUser(tx, id);
      await recordAudit(tx, "user_deleted", id, caller, now);
    });
    return {};
  });
}

function toAccount(input: AdminUserInput, email: string): Parameters<typeof createAccount>[1] {
  return {
    ...(input.id === undefined ? {} : { id: input.id }),
    ...(input.role === undefined ? {} : { role: input.role }),
    ...(input.bannedUntil === undefined ? {} : { bannedUntil: input.bannedUntil }),
    email,
    encryptedPassword: input.encryptedPassword ?? "",
    userMetadata: mergeMetadata({}, input.userMetadata),
    appMetadata: mergeMetadata({}, input.appMetadata),
    isConfirmed: input.isEmailConfirmed,
  };
}

async function applyInput(
  tx: Queryable,
  id: string,
  input: AdminUserInput,
  caller: Caller,
  now: Date,
): Promise<User> {
  const user = await lockUser(tx, id);
  if (user === undefined) throw userNotFound();
  const isEmailNew = input.email !== undefined && input.email !== user.email;
  const isConfirmedNow = input.isEmailConfirmed && user.emailConfirmedAt === null;
  await updateUser(
    tx,
    id,
    {
      ...(input.role === undefined ? {} : { role: input.role }),
      ...(input.email === undefined ? {} : { email: input.email }),
      ...(input.bannedUntil === undefined ? {} : { bannedUntil: input.bannedUntil }),
      ...(input.encryptedPassword === undefined ? {} : { encryptedPassword: input.encryptedPassword }),
      ...(isConfirmedNow ? { emailConfirmedAt: now } : {}),
      userMetadata: mergeMetadata(user.userMetadata, input.userMetadata),
      appMetadata: mergeMetadata(user.appMetadata, input.appMetadata),
    },
    now,
  );
  if (isEmailNew || isConfirmedNow) {
    const isVerified = isConfirmedNow || user.emailConfirmedAt !== null;
    await updateEmailIdentity(tx, id, input.email ?? user.email ?? "", isVerified, now);
  }
  if (isEmailNew || input.encryptedPassword !== undefined) await deleteOneTimeTokens(tx, id);
  if (input.encryptedPassword !== undefined) await deleteSessionsOf(tx, id);
  await recordAudit(tx, "user_modified", id, caller, now);
  return await reload(tx, id);
}

/** Keeps the row, for whatever refers to it, without anything that says whose it was. */
async function hideUser(tx: Queryable, user: User, now: Date): Promise<void> {
  if (user.deletedAt !== null) return;
  await updateUser(
    tx,
    user.id,
    {
      email: `${createHash("sha256")
        .update(`${user.id}${user.email ?? ""}`)
        .digest("hex")}@deleted.invalid`,
      encryptedPassword: "",
      emailChange: "",
      userMetadata: {},
      appMetadata: {},
      deletedAt: now,
    },
    now,
  );
  await deleteIdentities(tx, user.id);
  await deleteOneTimeTokens(tx, user.id);
  await deleteSessionsOf(tx, user.id);
}

function refuseTaken(error: unknown): never {
  throw isUniqueViolation(error) ? emailExists() : error;
}

function readUserId(request: FastifyRequest): string {
  const id = toUuid((request.params as { id: string }).id);
  if (id === undefined) throw new AuthError(404, "validation_failed", "user_id must be an UUID");
  return id;
}

function readPage(request: FastifyRequest): { readonly page: number; readonly pageSize: number } {
  const page = readCount(request, "page", 1);
  const pageSize = Math.min(readCount(request, "per_page", DEFAULT_PAGE_SIZE), MAX_PAGE_SIZE);
  return { page, pageSize };
}

function readCount(request: FastifyRequest, name: string, fallback: number): number {
  const text = readQuery(request.query, name) ?? "";
  if (text === "") return fallback;
  if (!/^\d{1,9}$/.test(text) || Number(text) === 0) {
    throw badRequest(`Bad Pagination Parameters: ${name} must be a positive number`);
  }
  return Number(text);
}

/** `page` comes first in each link: clients read the digits after the first equals sign. */
function setPageHeaders(
  reply: FastifyReply,
  url: string,
  page: number,
  pageSize: number,
  total: number,
): void {
  const lastPage = Math.max(1, Math.ceil(total / pageSize));
  const linkTo = (target: number, rel: string) =>
    `<${url}?page=${target}&per_page=${pageSize}>; rel="${rel}"`;
  const links = [...(page < lastPage ? [linkTo(page + 1, "next")] : []), linkTo(lastPage, "last")];
  reply.header("x-total-count", String(total)).header("link", links.join(", "));
}
