/** The people and entries that the benchmark works on. */
import pg from "pg";

export interface Person {
  readonly userId: string;
  readonly sessionId: string;
  readonly token: string;
}

const PASSWORD = "a password for measuring";

/** Signs people up through the API of the Echo at `url`. */
export async function signUpPeople(url: string, count: number): Promise<Person[]> {
  const people: Person[] = [];
  for (let index = 0; index < count; index += 1) {
    const email = `bench-${index}@echo.example`;
    await post(`${url}/auth/signup`, { email, password: PASSWORD });
    const answer = await post(`${url}/auth/token`, { grant_type: "password", email, password: PASSWORD });
    const { access_token: token } = (await answer.json()) as { access_token: string };
    const claims = JSON.parse(Buffer.from(token.split(".")[1] ?? "", "base64url").toString()) as {
      sub: string;
      session_id: string;
    };
    people.push({ userId: claims.sub, sessionId: claims.session_id, token });
  }
  return people;
}

async function post(url: string, body: unknown): Promise<Response> {
  const answer = await fetch(url, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify(body),
    signal: AbortSignal.timeout(20_000),
  });
  if (!answer.ok) throw new Error(`${url} answered ${answer.status}: ${await answer.text()}`);
  return answer;
}

/** Gives everybody `perPerson` entries of about 500 characters, one every six hours, and fresh statistics. */
export async function seedEntries(
  ownerUrl: string,
  people: readonly Person[],
  perPerson: number,
): Promise<void> {
  const client = new pg.Client({ connectionString: ownerUrl });
  await client.connect();
  try {
    await client.query("set statement_timeout = 0");
    for (const { userId } of people) {
      await client.query(
        `insert into public.entries (user_id, text, tags, mood, word_count, written_at, timezone)
         select $1, 'Day ' || n || '. ' || repeat('A walk by the river, then tea and a long talk. ', 10),
           array['walk', 'day' || n % 7], 1 + n % 5, 110, now() - n * interval '6 hours', 'Europe/Berlin'
         from generate_series(1, $2::integer) n`,
        [userId, perPerson],
      );
    }
    await client.query("vacuum analyze public.entries");
  } finally {
    await client.end();
  }
}
