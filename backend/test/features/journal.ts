/**
 * The application seen by the people of a feature test: alice and bob, who ask over HTTP and read JSON, and
 * the owner of the database, who can look at what was stored.
 */
import pg from "pg";
import { type Client, startTestApp, type TestApp } from "#test/setup/app.ts";

export interface Answer<T> {
  readonly status: number;
  readonly headers: Readonly<Record<string, number | string | string[] | undefined>>;
  /** The parsed body; an empty object where there is none. */
  readonly body: T;
}

/** What a test reads of a problem. */
export interface ProblemAnswer {
  readonly type: string;
  readonly detail: string;
  readonly request_id: string;
  readonly errors?: { readonly pointer: string; readonly detail: string }[];
}

type Headers = Readonly<Record<string, string>>;

export interface Writer {
  readonly id: string;
  readonly email: string;
  get<T = ProblemAnswer>(url: string, headers?: Headers): Promise<Answer<T>>;
  post<T = ProblemAnswer>(url: string, body?: unknown, headers?: Headers): Promise<Answer<T>>;
  patch<T = ProblemAnswer>(url: string, body: unknown, headers?: Headers): Promise<Answer<T>>;
  put<T = ProblemAnswer>(url: string, body: unknown, headers?: Headers): Promise<Answer<T>>;
  delete<T = ProblemAnswer>(url: string, headers?: Headers): Promise<Answer<T>>;
}

export interface Journal {
  /** By Bearer token. */
  readonly alice: Writer;
  readonly bob: Writer;
  /** The same alice in a browser. */
  readonly aliceInBrowser: Writer;
  /** The owner of the tables, whom no policy binds. */
  readonly owner: pg.Client;
  readonly app: TestApp;
  stop(): Promise<void>;
}

export async function startJournal(): Promise<Journal> {
  const app = await startTestApp();
  const owner = new pg.Client({ connectionString: app.database.ownerUrl });
  await owner.connect();
  return {
    alice: writerOf(app.alice, app.alice.bearer),
    bob: writerOf(app.bob, app.bob.bearer),
    aliceInBrowser: writerOf(app.alice, app.alice.browser),
    owner,
    app,
    async stop() {
      await owner.end();
      await app.stop();
    },
  };
}

function writerOf({ id, email }: { id: string; email: string }, client: Client): Writer {
  const ask = async <T>(
    method: "GET" | "POST" | "PATCH" | "PUT" | "DELETE",
    url: string,
    body: unknown,
    headers: Headers = {},
  ): Promise<Answer<T>> => {
    const answer = await client.send({ method, url, headers, ...(body === undefined ? {} : { body }) });
    const parsed: unknown = answer.body === "" ? {} : JSON.parse(answer.body);
    return { status: answer.statusCode, headers: answer.headers, body: parsed as T };
  };
  return {
    id,
    email,
    get: (url, headers) => ask("GET", url, undefined, headers),
    post: (url, body, headers) => ask("POST", url, body, headers),
    patch: (url, body, headers) => ask("PATCH", url, body, headers),
    put: (url, body, headers) => ask("PUT", url, body, headers),
    delete: (url, headers) => ask("DELETE", url, undefined, headers),
  };
}

/** The pointers of a validation problem. */
export function pointersIn(body: ProblemAnswer): string[] | undefined {
  return body.errors?.map((error) => error.pointer);
}
