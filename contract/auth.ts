/** Signing up, in and out; tokens for API clients; passwords. */
import { Type, type Static } from "typebox";
import { Id, Instant, Nullable, OneOf } from "./common.ts";
import { PROFILE_LIMITS } from "./profile.ts";

export const PASSWORD_LIMITS = {
  /** Code points. */
  shortest: 10,
  /** Bytes in UTF-8: what the password hash reads. */
  longestBytes: 72,
} as const;

const Email = Type.String({ format: "email", maxLength: 254 });
/** A password that is being chosen; its bytes are counted by the server as well. */
const NewPassword = Type.String({
  minLength: PASSWORD_LIMITS.shortest,
  maxLength: PASSWORD_LIMITS.longestBytes,
});
/** A password that is being checked: anything may be tried. */
const TriedPassword = Type.String({ minLength: 1, maxLength: 1000 });
const RefreshToken = Type.String({ minLength: 1, maxLength: 1000 });
/** The one-time token of a mailed link. */
const MailToken = Type.String({ minLength: 1, maxLength: 200 });

export const User = Type.Object(
  {
    id: Id,
    email: Nullable(Type.String()),
    role: OneOf(["authenticated", "admin"]),
    email_confirmed_at: Nullable(Instant),
    /** Null where nobody can say, while Auth does not answer. */
    created_at: Nullable(Instant),
  },
  { $id: "User", additionalProperties: false },
);
export type User = Static<typeof User>;

const UserRef = Type.Unsafe<User>({ $ref: "User#" });

export const SignUp = Type.Object(
  {
    email: Email,
    password: NewPassword,
    full_name: Type.Optional(Type.String({ minLength: 1, maxLength: PROFILE_LIMITS.fullNameLength })),
  },
  { $id: "SignUp", additionalProperties: false },
);
export type SignUp = Static<typeof SignUp>;

export const Login = Type.Object(
  { email: Type.String({ minLength: 1, maxLength: 254 }), password: TriedPassword },
  { $id: "Login", additionalProperties: false },
);
export type Login = Static<typeof Login>;

/** POST /auth/token: for API and mobile clients, which hold their tokens themselves. */
export const TokenRequest = Type.Union(
  [
    Type.Object(
      {
        grant_type: Type.Literal("password"),
        email: Type.String({ minLength: 1, maxLength: 254 }),
        password: TriedPassword,
      },
      { additionalProperties: false },
    ),
    Type.Object(
      { grant_type: Type.Literal("refresh_token"), refresh_token: RefreshToken },
      { additionalProperties: false },
    ),
  ],
  { $id: "TokenRequest" },
);
export type TokenRequest = Static<typeof TokenRequest>;

export const TokenAnswer = Type.Object(
  {
    access_token: Type.String(),
    refresh_token: Type.String(),
    token_type: Type.Literal("bearer"),
    expires_in: Type.Integer({ description: "Seconds" }),
    user: UserRef,
  },
  { $id: "TokenAnswer", additionalProperties: false },
);
export type TokenAnswer = Static<typeof TokenAnswer>;

export const SignedIn = Type.Object({ user: UserRef }, { $id: "SignedIn", additionalProperties: false });
export type SignedIn = Static<typeof SignedIn>;

/** 202: what was asked for goes on by mail. */
export const Accepted = Type.Object(
  {
    status: OneOf(["confirmation_required", "accepted"]),
    /** Says nothing of whether there is such an account. */
    delivery: Type.Optional(
      OneOf(["mail", "folder"], {
        description: "Where mails of this Echo go: out by mail, or as files into the folder mail of its data",
      }),
    ),
  },
  { $id: "Accepted", additionalProperties: false },
);
export type Accepted = Static<typeof Accepted>;

export const Logout = Type.Object(
  { scope: Type.Optional(OneOf(["local", "global"])) },
  { $id: "Logout", additionalProperties: false },
);
export type Logout = Static<typeof Logout>;

export const Session = Type.Object(
  { user: UserRef, expires_at: Instant },
  { $id: "Session", additionalProperties: false },
);
export type Session = Static<typeof Session>;

export const CsrfToken = Type.Object(
  { csrf_token: Type.String() },
  { $id: "CsrfToken", additionalProperties: false },
);
export type CsrfToken = Static<typeof CsrfToken>;

/** POST /auth/confirm: the link of a confirmation mail. */
export const ConfirmEmail = Type.Object(
  { token_hash: MailToken, type: OneOf(["signup", "invite", "email_change"]) },
  { $id: "ConfirmEmail", additionalProperties: false },
);
export type ConfirmEmail = Static<typeof ConfirmEmail>;

export const ForgotPassword = Type.Object(
  { email: Email },
  { $id: "ForgotPassword", additionalProperties: false },
);
export type ForgotPassword = Static<typeof ForgotPassword>;

export const ResetPassword = Type.Object(
  { token_hash: MailToken, password: NewPassword },
  { $id: "ResetPassword", additionalProperties: false },
);
export type ResetPassword = Static<typeof ResetPassword>;

export const ChangePassword = Type.Object(
  { current_password: TriedPassword, new_password: NewPassword },
  { $id: "ChangePassword", additionalProperties: false },
);
export type ChangePassword = Static<typeof ChangePassword>;
