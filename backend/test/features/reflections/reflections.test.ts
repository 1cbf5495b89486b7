/** A reflection: asked for by the writer, one entry at a time, from the place the operator named and no other. */
import type { CreatedEntry } from "@echo/contract/entries.ts";
import type { Reflection, ReflectionProvider } from "@echo/contract/reflections.ts";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { createLanguageModel } from "#services/language-model.ts";
import { type Person, startTestApp, type TestApp } from "#test/setup/app.ts";
import { json, type ModelStandIn, type Reply, says, startModelStandIn } from "#test/setup/model-stand-in.ts";

const TEXT = "A canary flew into the kitchen, and for a moment everything was still. «schön» 鳥 🐦";

let model: ModelStandIn;
let echo: TestApp;
beforeAll(async () => {
  model = await startModelStandIn();
  const environment = { OLLAMA_URL: model.url, REFLECTION_MODEL: "small:1b", REFLECTION_API_KEY: "key-1" };
  echo = await startTestApp({
    environment,
    replace: (deps) => ({ languageModel: createLanguageModel(deps.settings.languageModel, 400) }),
  });
});
afterAll(async () => {
  await echo.stop();
  await model.stop();
});
beforeEach(() => {
  model.script(says("I hear how still it was."));
  model.questions.length = 0;
});

async function write(person: Person, text = TEXT): Promise<string> {
  const answer = await person.bearer.send({ method: "POST", url: "/entries", body: { text } });
  expect(answer.statusCode).toBe(201);
  return answer.json<CreatedEntry>().entry.id;
}

const ask = (person: Person, id: string, method: "GET" | "POST" | "DELETE" = "POST") =>
  person.bearer.send({ method, url: `/entries/${id}/reflection` });

describe("where a model is set up", () => {
  test("says beforehand where a text would go", async () => {
    const answer = await echo.alice.bearer.send({ method: "GET", url: "/reflections/provider" });
    expect(answer.json<ReflectionProvider>()).toEqual({
      is_enabled: true,
      destination: { model: "small:1b", host: new URL(model.url).host, is_this_machine: true },
    });
  });

  test("sends the text of this one entry and an instruction, and keeps what comes back", async () => {
    await write(echo.alice, "Another page that stays here.");
    const id = await write(echo.alice);
    expect(model.questions).toEqual([]);
    const answer = await ask(echo.alice, id);
    expect(answer.statusCode).toBe(201);
    const reflection = answer.json<Reflection>();
    expect(reflection).toEqual({
      text: "I hear how still it was.",
      destination: { model: "small:1b", host: new URL(model.url).host, is_this_machine: true },
      entry_version: 1,
      created_at: expect.stringMatching(/Z$/),
    });
    const [question, ...others] = model.questions;
    expect(others).toEqual([]);
    expect(question?.url).toBe("/api/chat");
    expect(question?.headers.authorization).toBe("Bearer key-1");
    const sent = JSON.parse(question?.body ?? "") as { messages: { role: string; content: string }[] };
    expect(sent.messages.map(({ role }) => role)).toEqual(["system", "user"]);
    expect(sent.messages[1]?.content).toBe(TEXT);
    expect(question?.body).not.toMatch(new RegExp(`Another page|${echo.alice.email}|${echo.alice.id}`));
    expect((await ask(echo.alice, id, "GET")).json<Reflection>()).toEqual(reflection);
  });

  test("a new one takes the place of the old one, and names the version that it is about", async () => {
    const id = await write(echo.alice);
    await ask(echo.alice, id);
    await echo.alice.bearer.send({ method: "PATCH", url: `/entries/${id}`, body: { text: "Changed." } });
    expect((await ask(echo.alice, id, "GET")).json<Reflection>().entry_version).toBe(1);
    model.script(says("  <think>hm\nhm</think>\n Changed, and\u0000 still here.\n "));
    expect((await ask(echo.alice, id)).json<Reflection>()).toMatchObject({
      text: "Changed, and still here.",
      entry_version: 2,
    });
    expect((await ask(echo.alice, id, "DELETE")).statusCode).toBe(204);
    expect((await ask(echo.alice, id, "GET")).statusCode).toBe(404);
    expect((await ask(echo.alice, id, "DELETE")).statusCode).toBe(404);
  });

  test("bob can neither ask about, read nor throw away what belongs to alice", async () => {
    const id = await write(echo.alice);
    await ask(echo.alice, id);
    model.questions.length = 0;
    for (const method of ["GET", "POST", "DELETE"] as const) {
      expect((await ask(echo.bob, id, method)).statusCode).toBe(404);
    }
    expect(model.questions).toEqual([]);
    expect((await ask(echo.alice, id, "GET")).statusCode).toBe(200);
  });

  test("a text that asks for help goes to nobody but the writer", async () => {
    const id = await write(echo.alice, "I want to die. I can't see any reason to live anymore.");
    const answer = await ask(echo.alice, id);
    expect(answer.statusCode).toBe(409);
    expect(model.questions).toEqual([]);
  });

  test("an entry in the trash, or one that goes there meanwhile, is 404", async () => {
    const id = await write(echo.alice);
    model.script((response, question) => {
      void echo.alice.bearer
        .send({ method: "DELETE", url: `/entries/${id}` })
        .then(() => says("Late.")(response, question));
    });
    expect((await ask(echo.alice, id)).statusCode).toBe(404);
    model.questions.length = 0;
    expect((await ask(echo.alice, id)).statusCode).toBe(404);
    expect(model.questions).toEqual([]);
  });

  test("a second question of the same person waits its turn: 409 with Retry-After", async () => {
    const id = await write(echo.alice);
    let release = () => {};
    const asked = new Promise<void>((resolve) => {
      model.script((response, question) => {
        release = () => says("First.")(response, question);
        resolve();
      });
    });
    const first = ask(echo.alice, id);
    await asked;
    const second = await ask(echo.alice, id);
    expect(second.statusCode).toBe(409);
    expect(second.headers["retry-after"]).toBe("20");
    release();
    expect((await first).statusCode).toBe(201);
  });

  test.each<[string, Reply]>([
    ["does not answer in time", () => {}],
    ["fails", json(500, { error: TEXT })],
    ["refuses", json(404, { error: "model not found" })],
    ["answers with no text", says({ text: "no" })],
    ["answers with nothing but blanks", says(" \n ")],
    ["answers with no JSON", (response) => void response.end("<html>")],
    ["answers with too much", says("a".repeat(100_000))],
    ["breaks off", (response) => void response.socket?.destroy()],
    ["sends one elsewhere", (response) => void response.writeHead(307, { location: "/elsewhere" }).end()],
  ])(
    "a model that %s is 503 with Retry-After, and nothing is kept or logged of the text",
    async (_, reply) => {
      model.script(reply);
      const id = await write(echo.alice);
      const answer = await ask(echo.alice, id);
      expect(answer.statusCode).toBe(503);
      expect(answer.headers["retry-after"]).toBe("60");
      expect(model.questions.map(({ url }) => url)).toEqual(["/api/chat"]);
      expect((await ask(echo.alice, id, "GET")).statusCode).toBe(404);
      expect(echo.logLines.join("\n")).not.toMatch(/canary|key-1/);
    },
  );

  test("a long answer is cut where it becomes too long to keep", async () => {
    model.script(says("ä".repeat(9_000)));
    const id = await write(echo.alice);
    expect((await ask(echo.alice, id)).json<Reflection>().text).toBe("ä".repeat(4_000));
  });
});

test("an OpenAI-compatible server is asked in its own words", async () => {
  const other = await startModelStandIn();
  other.script(json(200, { choices: [{ message: { role: "assistant", content: "From elsewhere." } }] }));
  const app = await startTestApp({
    environment: { REFLECTION_API_URL: `${other.url}/v1/`, REFLECTION_MODEL: "m" },
  });
  try {
    const id = await write(app.alice);
    expect((await ask(app.alice, id)).json<Reflection>().text).toBe("From elsewhere.");
    expect(other.questions[0]?.url).toBe("/v1/chat/completions");
    expect(other.questions[0]?.headers.authorization).toBeUndefined();
  } finally {
    await app.stop();
    await other.stop();
  }
});
