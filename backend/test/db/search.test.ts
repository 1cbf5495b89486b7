/**
 * Search in every script, and the plans behind it and behind the timeline, on a table that is large enough
 * for a bad plan to show.
 */
import { Client } from "pg";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Actor } from "#core/actor.ts";
import { type Db, statement } from "#db/scope.ts";
import { createTestDatabase, type TestDatabase } from "#test/setup/database.ts";
import { createPerson, openDb, query } from "./people.ts";

const ALICES_ENTRIES = 12_000;
const OTHERS_ENTRIES = 6_000;
/** The contract of performance for one page, at any depth. */
const MAX_BUFFERS = 30;

const SEARCH = statement<{ text: string }>(
  "test.search.find",
  "select text from public.entries where id in (select echo.search_entry_ids($1)) order by text",
);
const COLUMNS =
  "id, text, tags, mood, source, word_count, written_at, timezone, local_date, created_at, updated_at, version";
const PAGE_TEXT = `select ${COLUMNS} from public.entries
  where user_id = $1::uuid and deleted_at is null and (written_at, id) < ($2::timestamptz, $3::uuid)
  order by written_at desc, id desc limit 21`;
const PAGE = statement<{ id: string; written_at: string }>("test.search.page", PAGE_TEXT);
const FIRST = { at: "infinity", id: "ffffffff-ffff-ffff-ffff-ffffffffffff" };

let database: TestDatabase;
let db: Db;
let alice: Actor;
let bob: Actor;
beforeAll(async () => {
  database = await createTestDatabase();
  db = openDb(database, { poolSize: 1 });
  [alice, bob] = await Promise.all([createPerson(database), createPerson(database)]);
  const fill = `insert into public.entries (user_id, text, written_at, tags)
    select $1, 'walked in the park ' || n || ' ' || md5(n::text), timestamptz '2015-01-01' + n * interval '7 hours',
      array['tag' || n % 700]
    from generate_series(1, $2::int) n`;
  await query(database.ownerUrl, fill, [alice.userId, ALICES_ENTRIES]);
  await query(database.ownerUrl, fill, [bob.userId, OTHERS_ENTRIES]);
  for (const text of TEXTS) {
    await query(database.ownerUrl, "insert into public.entries (user_id, text) values ($1, $2)", [
      alice.userId,
      text,
    ]);
  }
  await query(
    database.ownerUrl,
    "insert into public.entries (user_id, text) values ($1, '東京 猫 שלום 50%_\\')",
    [bob.userId],
  );
  await query(database.ownerUrl, "vacuum analyze public.entries");
});
afterAll(async () => {
  await db.close();
  await database.drop();
});

const TEXTS = [
  "昨日は東京に行った",
  "京都の東",
  "猫がいる",
  "שלום עולם",
  "family 👨‍👩‍👧‍👦 dinner",
  "un cafe\u0301 noir",
  "I gave 50%_\\ of it",
  "50 percent",
  "ＦＵＬＬ width ﾃｽﾄ",
  "서울에서 만나요",
  "ไปเที่ยวทะเล",
  "Straße und ÄPFEL",
  "Ελληνικά ΛΟΓΟΣ",
  "a東",
];

describe("search finds what the text contains, literally", () => {
  it.each<[string, readonly string[]]>([
    ["東京", ["昨日は東京に行った"]],
    ["東", ["a東", "京都の東", "昨日は東京に行った"]],
    ["猫", ["猫がいる"]],
    ["שלום", ["שלום עולם"]],
    ["לו", ["שלום עולם"]],
    ["👨‍👩‍👧‍👦", ["family 👨‍👩‍👧‍👦 dinner"]],
    ["caf\u00e9", ["un cafe\u0301 noir"]],
    ["cafe\u0301", ["un cafe\u0301 noir"]],
    ["50%_\\", ["I gave 50%_\\ of it"]],
    ["%", ["I gave 50%_\\ of it"]],
    ["_", ["I gave 50%_\\ of it"]],
    ["\\", ["I gave 50%_\\ of it"]],
    ["full WIDTH", ["ＦＵＬＬ width ﾃｽﾄ"]],
    ["テスト", ["ＦＵＬＬ width ﾃｽﾄ"]],
    ["울", ["서울에서 만나요"]],
    ["ทะเล", ["ไปเที่ยวทะเล"]],
    ["äpfel", ["Straße und ÄPFEL"]],
    ["ΕΛΛΗΝ", ["Ελληνικά ΛΟΓΟΣ"]],
    ["a東", ["a東"]],
    ["a ", []],
    ["東 京", []],
    ["京東", []],
    ["50x", []],
    ["' or true --", []],
    ["(", []],
  ])("%j", async (q, expected) => {
    const found = await db.asUserOnce(alice, (tx) => tx.query(SEARCH, [q]));
    const texts = found.map((row) => row.text).filter((text) => TEXTS.includes(text));
    expect(texts.toSorted()).toEqual(expected.toSorted());
  });

  it("finds nothing in the trash, and finds a changed text by its new words only", async () => {
    const make = statement<{ id: string }>(
      "test.search.make",
      "insert into public.entries (text) values ('白い雪') returning id",
    );
    const [made] = await db.asUserOnce(alice, (tx) => tx.query(make, []));
    const change = statement<object>(
      "test.search.change",
      "update public.entries set text = '赤い花' where id = $1",
    );
    await db.asUserOnce(alice, (tx) => tx.query(change, [made?.id]));
    const count = async (q: string) => (await db.asUserOnce(alice, (tx) => tx.query(SEARCH, [q]))).length;
    expect([await count("雪"), await count("花")]).toEqual([0, 1]);
    const trash = statement<object>(
      "test.search.trash",
      "update public.entries set deleted_at = now() where id = $1",
    );
    await db.asUserOnce(alice, (tx) => tx.query(trash, [made?.id]));
    expect(await count("花")).toBe(0);
  });
});

describe("by index", () => {
  it.each<[string, string, string, string]>([
    ["two Han characters", "search_entry_ids", "東京", "entries_search"],
    ["one Han character", "search_entry_ids", "猫", "entries_search"],
    ["a Hebrew word", "search_entry_ids", "שלום", "entries_search"],
    ["an English word", "search_entry_ids", "percent", "entries_search"],
    ["a tag", "tagged_entry_ids", "tag13", "entries_tags"],
  ])("%s reads few rows of the asking person", async (_name, name, argument, index) => {
    const plan = await nestedPlanOf(`select count(*) from echo.${name}($1)`, [argument]);
    expect(plan).toContain(`Bitmap Index Scan on ${index}`);
    expect(plan).toMatch(/Index Cond: \(\(user_id = \(InitPlan 1\)\.col1\) AND /);
    expect(plan).not.toContain("Seq Scan");
    // Rows that the index gave and that were no match would stand here, in numbers.
    const removed = /Rows Removed by (?:Filter|Index Recheck): (\d+)/.exec(plan)?.[1] ?? "0";
    expect(Number(removed)).toBeLessThan(50);
    const buffers = /Buffers: shared hit=(\d+)/.exec(plan)?.[1];
    expect(Number(buffers)).toBeLessThan(400);
  });

  it.each([
    ["newest", FIRST.at],
    ["in the middle", "2019-06-01T00:00:00Z"],
    ["last", "2015-01-08T00:00:00Z"],
  ])(
    "the %s page of the timeline reads at most 30 buffers, with a plan that fits everybody",
    async (_name, at) => {
      const plan = await planOf(alice, PAGE_TEXT, [alice.userId, at, FIRST.id]);
      expect(plan).toContain("Index Scan using entries_timeline");
      expect(plan).toContain("ROW(written_at, id) < ROW($2, $3)");
      const buffers = /Buffers: shared hit=(\d+)(?: read=(\d+))?/.exec(plan);
      expect(Number(buffers?.[1]) + Number(buffers?.[2] ?? 0)).toBeLessThanOrEqual(MAX_BUFFERS);
    },
  );

  it("every execution on Echo's login uses the one generic plan", async () => {
    for (let round = 0; round < 12; round++) {
      await db.asUserOnce(alice, (tx) => tx.query(PAGE, [alice.userId, FIRST.at, FIRST.id]));
    }
    const plans = statement<{ generic: number; custom: number }>(
      "test.search.plans",
      `select generic_plans::int as generic, custom_plans::int as custom from pg_prepared_statements
       where name = 'test.search.page'`,
    );
    expect(await db.asSystem("test", (tx) => tx.query(plans, []))).toEqual([{ generic: 12, custom: 0 }]);
  });

  it("pages show every entry once, in order, to the end", async () => {
    const seen: string[] = [];
    let { at, id } = FIRST;
    for (;;) {
      const rows = await db.asUserOnce(bob, (tx) => tx.query(PAGE, [bob.userId, at, id]));
      const page = rows.slice(0, 20);
      seen.push(...page.map((row) => row.id));
      const last = page.at(-1);
      if (rows.length <= 20 || last === undefined) break;
      ({ written_at: at, id } = last);
    }
    expect(seen).toHaveLength(OTHERS_ENTRIES + 1);
    expect(new Set(seen).size).toBe(OTHERS_ENTRIES + 1);
  });
});

/** The plan of a statement as a person sees it, with generic plans as on Echo's login. */
async function planOf(actor: Actor, text: string, values: readonly string[]): Promise<string> {
  const client = new Client({ connectionString: database.apiUrl });
  await client.connect();
  try {
    await client.query("begin");
    await identify(client, actor);
    const literals = values.map((value) => client.escapeLiteral(value)).join(", ");
    await client.query(`prepare page (uuid, timestamptz, uuid) as ${text}`);
    const { rows } = await client.query<{ "QUERY PLAN": string }>(
      `explain (analyze, buffers) execute page (${literals})`,
    );
    return rows.map((row) => row["QUERY PLAN"]).join("\n");
  } finally {
    await client.end();
  }
}

/** The plan of the query inside a function, which only the server's auto_explain can see. */
async function nestedPlanOf(text: string, values: readonly string[]): Promise<string> {
  const client = new Client({ connectionString: database.superuserUrl });
  const plans: string[] = [];
  client.on("notice", (notice) => plans.push(notice.message ?? ""));
  await client.connect();
  try {
    await client.query(`load 'auto_explain'; set auto_explain.log_min_duration = 0; set auto_explain.log_analyze = on;
      set auto_explain.log_buffers = on; set auto_explain.log_nested_statements = on;
      set plan_cache_mode = force_generic_plan; set client_min_messages = log; begin`);
    await identify(client, alice);
    await client.query(text, [...values]);
    return plans.find((plan) => plan.includes("from public.entries e")) ?? "";
  } finally {
    await client.end();
  }
}

async function identify(client: Client, actor: Actor): Promise<void> {
  await client.query("select set_config('role', $1, true), set_config('request.jwt.claims', $2, true)", [
    actor.role,
    actor.claims,
  ]);
}
