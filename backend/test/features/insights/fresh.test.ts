/** Whatever changes in the journal counts at once: nothing is stored or cached. */
import type { InsightsSummary } from "@echo/contract/insights.ts";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { Call } from "#test/setup/app.ts";
import { type Stage, startStage } from "./stage.ts";

let stage: Stage;
beforeAll(async () => {
  stage = await startStage(new Date().toISOString());
});
afterAll(() => stage.stop());

test("writing, editing, correcting, throwing away, restoring and importing are seen by the next question", async () => {
  const { alice } = stage.app;
  const send = async (call: Call) => {
    const answer = await alice.bearer.send(call);
    expect([call.method, call.url, answer.statusCode < 300]).toEqual([call.method, call.url, true]);
    return answer;
  };
  const ask = async () => {
    const summary = await stage.get<InsightsSummary>(alice, "/insights/summary?days=5");
    const { entries, mood_mean, top_emotions, trend } = summary;
    return {
      entries,
      mood: mood_mean,
      labels: top_emotions.map(({ label }) => label),
      days: trend.map((day) => day.entries),
    };
  };
  expect(await ask()).toEqual({ entries: 0, mood: null, labels: [], days: [0, 0, 0, 0, 0] });

  const text = "I am so happy, what a wonderful and joyful day.";
  const created = await send({ method: "POST", url: "/entries", body: { text, mood: 5 } });
  const { id } = created.json<{ entry: { id: string } }>().entry;
  expect(await ask()).toEqual({ entries: 1, mood: 5, labels: ["joy"], days: [0, 0, 0, 0, 1] });

  const sad = "I am so sad, I cried all day and I miss her terribly.";
  await send({ method: "PATCH", url: `/entries/${id}`, body: { text: sad, mood: 1 } });
  expect(await ask()).toMatchObject({ mood: 1, labels: ["sadness"] });

  await send({ method: "PUT", url: `/entries/${id}/emotion`, body: { label: "anger" } });
  expect(await ask()).toMatchObject({ labels: ["anger"] });
  await send({ method: "DELETE", url: `/entries/${id}/emotion` });
  expect(await ask()).toMatchObject({ labels: ["sadness"] });

  await send({ method: "DELETE", url: `/entries/${id}` });
  expect(await ask()).toEqual({ entries: 0, mood: null, labels: [], days: [0, 0, 0, 0, 0] });
  await send({ method: "POST", url: `/entries/${id}/restore` });
  expect(await ask()).toMatchObject({ entries: 1, days: [0, 0, 0, 0, 1] });

  const writtenAt = new Date(Date.now() - 3 * 86_400_000).toISOString();
  await send({
    method: "POST",
    url: "/entries",
    body: { text: "From another journal.", source: "import", written_at: writtenAt },
  });
  expect(await ask()).toMatchObject({ entries: 2, days: [0, 1, 0, 0, 1] });

  await send({ method: "PATCH", url: `/entries/${id}`, body: { written_at: writtenAt } });
  expect(await ask()).toMatchObject({ entries: 2, days: [0, 2, 0, 0, 0] });
});
