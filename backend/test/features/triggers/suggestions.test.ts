/** Suggestions from entries as people write them: through the API, heard by the engine, in one's own journal only. */
import type { TriggerStatistics, TriggerSuggestions } from "@echo/contract/triggers.ts";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { Person } from "#test/setup/app.ts";
import { type Journals, NOW, startJournals } from "./journals.ts";

let journals: Journals;
beforeAll(async () => {
  journals = await startJournals();
});
afterAll(() => journals.stop());

const DAY_MS = 86_400_000;
const SAD = [
  "My supervisor shouted at me again and I feel sad and hurt.",
  "I am so sad. The meeting with my supervisor was horrible.",
  "Cried after what the supervisor said, I feel miserable and hurt.",
  "I hate this. Supervisor, please leave me alone, I am so unhappy.",
];

async function post(person: Person, daysAgo: number, text: string): Promise<void> {
  const written_at = new Date(Date.parse(NOW) - daysAgo * DAY_MS).toISOString();
  const answer = await person.bearer.send({ method: "POST", url: "/entries", body: { text, written_at } });
  expect(answer.statusCode).toBe(201);
}

const suggestions = (person: Person) => journals.get<TriggerSuggestions>(person, "/triggers/suggestions");

test("what recurs in written entries is suggested, becomes a trigger that finds them, and is suggested no more", async () => {
  const [alice, bob] = [await journals.app.signUp("alice"), await journals.app.signUp("bob")];
  for (let daysAgo = 0; daysAgo < 30; daysAgo += 1) {
    await post(
      alice,
      daysAgo,
      daysAgo % 3 === 0
        ? (SAD[(daysAgo / 3) % SAD.length] ?? "")
        : "I had a lovely dinner with friends and I am really happy.",
    );
    if (daysAgo % 10 === 0) await post(bob, daysAgo, "My night shift was long and I am tired.");
  }
  const { items, looked_at } = await suggestions(alice);
  expect(looked_at).toBe(30);
  const supervisor = items.find((item) => item.words.includes("supervisor"));
  expect(supervisor).toMatchObject({ name: "Supervisor", entries: 10, days: 10 });
  expect(supervisor?.common).toBeLessThan(0.01);

  const { name, words } = supervisor ?? {};
  const made = await alice.bearer.send({ method: "POST", url: "/triggers", body: { name, words } });
  expect(made.statusCode).toBe(201);
  const after = await suggestions(alice);
  expect(after.items.some((item) => item.words.includes("supervisor"))).toBe(false);
  const { items: found } = await journals.get<TriggerStatistics>(alice, "/triggers/statistics");
  expect(found[0]).toMatchObject({ mentions: 10, state: "enough", sentiment: { is_clear: true } });
  expect(found[0]?.sentiment.difference).toBeLessThan(-0.5);

  // Three days are too few, and alice's thirty are not his.
  expect(await suggestions(bob)).toEqual({ items: [], looked_at: 3 });
});

test("entries in the trash suggest nothing", async () => {
  const person = await journals.app.signUp("carol");
  await journals.write(
    person,
    Array.from({ length: 20 }, (_unused, daysAgo) => ({
      daysAgo,
      text: daysAgo % 2 === 0 ? "dentist appointment" : `item${daysAgo}`,
    })),
  );
  expect((await suggestions(person)).items.map((item) => item.name)).toEqual(["Dentist appointment"]);
  await journals.owner.query(
    "update public.entries set deleted_at = now() where user_id = $1 and text like 'dentist%'",
    [person.id],
  );
  expect(await suggestions(person)).toEqual({ items: [], looked_at: 10 });
});
