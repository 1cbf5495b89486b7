/** `echoctl reanalyse`: every entry that another engine has read is read again, once, whoever's it is. */
import { expect, test } from "vitest";
import { reanalyseCommand } from "#cli/reanalyse.ts";
import { silentLog } from "#core/log.ts";
import { Secret } from "#core/secret.ts";
import { startTestApp } from "#test/setup/app.ts";
import { query } from "#test/db/people.ts";

test("reads stale entries of everybody again, leaves corrections, versions and times, and goes on where it stopped", async () => {
  const echo = await startTestApp();
  const { database, deps } = echo;
  try {
    for (const person of [echo.alice, echo.bob]) {
      for (let count = 0; count < 60; count += 1) {
        const answer = await person.bearer.send({
          method: "POST",
          url: "/entries",
          body: { text: `I am so happy about day ${count}, what a joy.` },
        });
        expect(answer.statusCode).toBe(201);
      }
    }
    await query(
      database.ownerUrl,
      `alter table public.entries disable trigger stamp_entry;
       update public.entries set emotion_scores = '{0,0,0,0,10000,0,0}', emotion = 'neutral', sentiment = 0,
         emotion_engine = 'echo-0:00000000', terms = '{old}'
       where text not like '%day 7,%';
       update public.entries set emotion_user = 'fear', emotion = 'fear', sentiment = -1 where text like '%day 9,%';
       update public.entries set emotion_engine = null where text like '%day 11,%';
       update public.entries set deleted_at = now() where text like '%day 12,%';
       alter table public.entries enable trigger stamp_entry`,
    );
    const picture = () =>
      query(
        database.ownerUrl,
        "select id, text, version, updated_at, one_liner, emotion_user from public.entries order by id",
      );
    const before = await picture();

    const run = async (batches: number) => {
      const out: string[] = [];
      const progress: string[] = [];
      let exitCode = 0;
      let left = batches;
      const emotion = {
        ...deps.emotion,
        close: () => Promise.resolve(),
        hear: (text: string) => {
          left -= 1;
          return left < 0 ? Promise.reject(new Error("stopped")) : deps.emotion.hear(text);
        },
      };
      const command = reanalyseCommand({
        findApiUrl: () => Promise.resolve(new Secret(database.apiUrl)),
        openEmotion: () => Promise.resolve(emotion),
        log: silentLog,
        isTerminal: true,
        writeOut: (text) => void out.push(text),
        writeError: (text) => void progress.push(text),
        setExitCode: (code) => (exitCode = code),
      });
      await command.parseAsync(["--json"], { from: "user" });
      return { report: JSON.parse(out.join("")) as Record<string, unknown>, progress, exitCode };
    };

    await expect(run(70)).rejects.toThrow("stopped");
    const [stale] = await query<{ count: string }>(
      database.ownerUrl,
      "select count(*) from public.entries where emotion_engine is distinct from $1",
      [deps.emotion.version],
    );
    // One of the two was done, the other had just begun.
    expect(Number(stale?.count)).toBe(59);
    const second = await run(1_000);
    expect(second.report).toEqual({
      ok: true,
      engine: deps.emotion.version,
      people: 1,
      read: 59,
      failed: 0,
    });
    expect(second.progress.at(-2)).toContain("59 entries");
    expect((await run(0)).report).toMatchObject({ ok: true, read: 0, people: 0 });

    expect(await picture()).toEqual(before);
    const [wrong] = await query<{ count: string }>(
      database.ownerUrl,
      `select count(*) from public.entries
       where emotion_scores = '{0,0,0,0,10000,0,0}' or terms = '{old}'
         or emotion is distinct from case when emotion_user is null then 'joy' else 'fear' end`,
    );
    expect(wrong?.count).toBe("0");
  } finally {
    await echo.stop();
  }
});
