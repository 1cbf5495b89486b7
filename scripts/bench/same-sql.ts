/**
 * The very statements that the service sends, taken from its own code: the actions run against a database
 * that writes down what it is asked and answers nothing.
 */
import { createSecretKey } from "node:crypto";
import { readWeights } from "@echo/emotion/model/load-node.ts";
import type { Deps } from "../../backend/deps.ts";
import type { Actor } from "../../backend/core/actor.ts";
import type { Clock } from "../../backend/core/clock.ts";
import { silentLog } from "../../backend/core/log.ts";
import { createEmotion } from "../../backend/services/emotion.ts";
import { IDENTITY } from "../../backend/db/scope.ts";
import { encodeValue, type Statement } from "../../backend/db/statement.ts";
import { createEntry } from "../../backend/features/entries/actions.ts";
import { getTimelinePage } from "../../backend/features/entries/lists.ts";
import type { WireStatement } from "./wire-load.ts";

/** Cursors that are recorded here are never opened again. */
const NO_KEY = createSecretKey(Buffer.alloc(32));

interface Recorded {
  readonly statement: Statement<unknown>;
  readonly values: readonly unknown[];
}

/** Stands where the service's database stands, and keeps the last statement that came; `answers` go to the ones before it. */
function recorder(answers: readonly object[] = []): { db: Deps["db"]; recorded(): Recorded } {
  const left = [...answers];
  let last: Recorded | undefined;
  const tx = {
    query: (statement: Statement<unknown>, values: readonly unknown[]) => {
      last = { statement, values };
      const answer = left.shift();
      return answer !== undefined ? Promise.resolve([answer]) : Promise.reject(new Error("recorded"));
    },
  };
  const db = { asUserOnce: (_actor: Actor, work: (scope: typeof tx) => Promise<unknown>) => work(tx) };
  return {
    db: db as unknown as Deps["db"],
    recorded() {
      if (last === undefined) throw new Error("The action sent no statement.");
      return last;
    },
  };
}

function wire(recorded: Recorded): WireStatement {
  const { name, text } = recorded.statement;
  return { name, text, values: recorded.values.map(encodeValue) };
}

/** The statement that sets role and claims for `actor`. */
export function identityStatement(actor: Actor): WireStatement {
  return { name: IDENTITY.name, text: IDENTITY.text, values: [actor.role, actor.claims] };
}

/** What `GET /entries` sends for the newest page of `actor`. */
export async function listStatement(actor: Actor): Promise<WireStatement> {
  const { db, recorded } = recorder();
  await getTimelinePage({ db, keys: { cursor: NO_KEY, csrf: NO_KEY } }, actor, {}).catch(expectRecorded);
  return wire(recorded());
}

/** What the service is told of a writer with an empty journal. */
const CONTEXT_OF_NOBODY = {
  timezone: "UTC",
  locale: "en",
  local_hour: 12,
  is_backdated: false,
  recent_keys: [],
  recent_tops: [],
  trigger_name: null,
  coping_action: null,
};

/** What `POST /entries` sends at last for an entry of `actor`. */
export async function insertStatement(
  actor: Actor,
  body: { id: string; text: string },
  clock: Clock,
): Promise<WireStatement> {
  const { db, recorded } = recorder([CONTEXT_OF_NOBODY]);
  const settings = {} as Deps["settings"];
  const emotion = createEmotion({ readWeights, log: silentLog });
  await createEntry({ db, clock, settings, emotion }, actor, {
    body,
    defaultSource: "api",
    idempotencyKey: null,
  }).catch(expectRecorded);
  return wire(recorded());
}

function expectRecorded(error: unknown): void {
  if (!(error instanceof Error && error.message === "recorded")) throw error;
}
