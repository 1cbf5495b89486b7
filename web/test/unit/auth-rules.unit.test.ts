import { describe, expect, it } from "vitest";
import { messages } from "../../src/features/auth/messages.ts";
import { emailFault, newPasswordFault } from "../../src/features/auth/rules.ts";

describe("an address", () => {
  it("needs something on both sides of the sign, and no more is guessed", () => {
    expect(emailFault("")).toBe(messages.emailMissing);
    for (const wrong of ["a", "a@", "@b", "a b@c", "a@b@c"])
      expect(emailFault(wrong)).toBe(messages.emailWrong);
    for (const right of ["a@b", "ü+x@例え.jp"]) expect(emailFault(right)).toBeUndefined();
  });
});

describe("a new password", () => {
  it("has at least ten code points and at most 72 bytes", () => {
    expect(newPasswordFault("")).toBe(messages.passwordMissing);
    expect(newPasswordFault("123456789")).toBe(messages.passwordShort);
    expect(newPasswordFault("😀".repeat(9))).toBe(messages.passwordShort);
    expect(newPasswordFault("😀".repeat(10))).toBeUndefined();
    expect(newPasswordFault("a".repeat(72))).toBeUndefined();
    expect(newPasswordFault("é".repeat(37))).toBe(messages.passwordLong);
  });
});
