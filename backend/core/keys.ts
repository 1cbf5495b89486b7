/**
 * Keys for one purpose each, derived from one root secret, so that a token made for one purpose can
 * never pass for another: HKDF-SHA256 (RFC 5869) with the purpose as `info`.
 */
import { createSecretKey, hkdfSync, type KeyObject } from "node:crypto";
import type { Secret } from "./secret.ts";

export type KeyPurpose = "csrf" | "cursor";

/** 32 bytes for `purpose`. A `KeyObject`, because making one of bytes at each use costs more than the HMAC. */
export function deriveKey(root: Secret, purpose: KeyPurpose): KeyObject {
  return createSecretKey(Buffer.from(hkdfSync("sha256", root.reveal(), "echo", `echo/${purpose}/v1`, 32)));
}
