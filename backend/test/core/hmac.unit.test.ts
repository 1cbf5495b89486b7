/** The one-shot HMAC agrees with the published vectors and with Node's own. */
import { createHmac, createSecretKey, randomBytes } from "node:crypto";
import { expect, it } from "vitest";
import { hmacSha256 } from "#core/hmac.ts";

it.each([
  // RFC 4231, test cases 1 and 2.
  [Buffer.alloc(20, 0x0b), "Hi There", "b0344c61d8db38535ca8afceaf0bf12b881dc200c9833da726e9376c2e32cff7"],
  [
    Buffer.from("Jefe"),
    "what do ya want for nothing?",
    "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843",
  ],
])("agrees with RFC 4231", (key, text, expected) => {
  expect(hmacSha256(createSecretKey(key), text).toString("hex")).toBe(expected);
});

it("agrees with createHmac for keys up to a block and texts in any script", () => {
  for (const length of [1, 32, 63, 64]) {
    const key = createSecretKey(randomBytes(length));
    for (const text of ["", "a", "\u6771\u4eac \u{1f469}\u200d\u{1f469}", "x".repeat(10_000)]) {
      expect(hmacSha256(key, text)).toEqual(createHmac("sha256", key).update(text).digest());
    }
  }
});

it("refuses a key that the method would have to shorten", () => {
  expect(() => hmacSha256(createSecretKey(randomBytes(65)), "a")).toThrow("64 bytes");
});
