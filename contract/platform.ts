/** Liveness and readiness. */
import { Type, type Static } from "typebox";
import { OneOf } from "./common.ts";

export const Health = Type.Object(
  { status: Type.Literal("ok"), version: Type.String() },
  { $id: "Health", additionalProperties: false },
);
export type Health = Static<typeof Health>;

const Check = OneOf(["ok", "failed"]);

export const Readiness = Type.Object(
  {
    status: OneOf(["ok", "degraded"]),
    checks: Type.Object({ database: Check, auth: Check, storage: Check }, { additionalProperties: false }),
  },
  { $id: "Readiness", additionalProperties: false },
);
export type Readiness = Static<typeof Readiness>;
