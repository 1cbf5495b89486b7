/** From a request to its transaction: the bucket and key that the path names, the caller, the operation. */
import type { FastifyRequest } from "fastify";
import { type Caller, identifyCaller } from "./caller.ts";
import type { StorageDeps } from "./deps.ts";
import { assertBucketName, assertKey } from "./limits.ts";
import { asCaller, type Operation, type StorageTx } from "./scope.ts";

export interface ObjectPath {
  readonly bucket: string;
  readonly key: string;
}

/** The object that a path `.../:bucket/*` names. @throws StorageError InvalidBucketName, InvalidKey */
export function objectPathOf(request: FastifyRequest): ObjectPath {
  const bucket = textOf(request.params, "bucket");
  const key = textOf(request.params, "*");
  assertBucketName(bucket);
  assertKey(key);
  return { bucket, key };
}

/** The bucket that a path `.../:bucket` names. @throws StorageError InvalidBucketName */
export function bucketOf(request: FastifyRequest): string {
  const bucket = textOf(request.params, "bucket");
  assertBucketName(bucket);
  return bucket;
}

/** A parameter of the path or the query; empty when it is absent or given twice. */
export function textOf(parameters: unknown, name: string): string {
  const value: unknown =
    typeof parameters === "object" && parameters !== null ? Reflect.get(parameters, name) : undefined;
  return typeof value === "string" ? value : "";
}

/** What policies may learn of this request: never its query, where tokens travel. */
export function operationOf(request: FastifyRequest, name: string): Operation {
  return { name, method: request.method, path: request.url.split("?", 1)[0] ?? "" };
}

export function callerOf(deps: Pick<StorageDeps, "verify">, request: FastifyRequest): Promise<Caller> {
  return identifyCaller(request.headers.authorization, deps.verify);
}

/** Runs `work` in one transaction as the request's caller. @param name the operation, for policies */
export async function asRequester<T>(
  deps: Pick<StorageDeps, "pool" | "verify">,
  request: FastifyRequest,
  name: string,
  work: (tx: StorageTx, caller: Caller) => Promise<T>,
): Promise<T> {
  const caller = await callerOf(deps, request);
  return asCaller(deps.pool, caller, operationOf(request, name), (tx) => work(tx, caller));
}
