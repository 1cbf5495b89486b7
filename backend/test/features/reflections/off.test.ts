/** Without a language model in the settings nothing leaves the process: shown by every connection that it opens. */
import { subscribe, unsubscribe } from "node:diagnostics_channel";
import type { Socket } from "node:net";
import type { CreatedEntry } from "@echo/contract/entries.ts";
import { afterAll, beforeAll, expect, test } from "vitest";
import { startTestApp, type TestApp } from "#test/setup/app.ts";

let echo: TestApp;
beforeAll(async () => {
  echo = await startTestApp();
});
afterAll(() => echo.stop());

test("a whole evening of writing, correcting and looking back speaks to the own database and the own Supabase only", async () => {
  const places: string[] = [];
  const onSocket = (message: unknown) => {
    const { socket } = message as { socket: Socket };
    socket.once("connect", () => places.push(`${socket.remoteAddress}:${socket.remotePort}`));
    socket.once("lookup", (_error, _address, _family, host) => places.push(`name ${host}`));
  };
  subscribe("net.client.socket", onSocket);
  try {
    const ask = (method: "GET" | "POST" | "PUT" | "PATCH" | "DELETE", url: string, body?: unknown) =>
      echo.alice.bearer.send({ method, url, ...(body === undefined ? {} : { body }) });
    await ask("PUT", "/coping/kit", { actions: ["Make tea"] });
    const written = await ask("POST", "/entries", {
      text: "I cried all evening and feel so lonely and sad.",
    });
    const { id } = written.json<CreatedEntry>().entry;
    await ask("PATCH", `/entries/${id}`, { text: "I cried, and then I laughed about it." });
    await ask("PUT", `/entries/${id}/emotion`, { label: "joy" });
    for (const url of [
      `/entries/${id}/emotion`,
      "/entries?q=cried",
      "/insights/summary",
      "/insights/rhythms",
      "/insights/compare?period=week",
      "/insights/on-this-day",
      "/summary?period=day",
      "/triggers/suggestions",
      "/reflections/provider",
    ]) {
      expect([url, (await ask("GET", url)).statusCode]).toEqual([url, 200]);
    }
    expect((await ask("POST", "/analyze", { text: "I want to kill myself." })).statusCode).toBe(200);
    const refused = await ask("POST", `/entries/${id}/reflection`);
    expect(refused.statusCode).toBe(409);
    expect(refused.json<{ detail: string }>().detail).toContain("nothing was sent");
    // A new connection of its own, so that the watching itself is known to work.
    await echo.deps.db.ping(1_000);
  } finally {
    unsubscribe("net.client.socket", onSocket);
  }
  const database = new URL(echo.database.apiUrl);
  const allowed = [`127.0.0.1:${database.port}`, `127.0.0.1:${echo.gateway.port}`];
  expect(places.length).toBeGreaterThan(0);
  expect([...new Set(places)].filter((place) => !allowed.includes(place))).toEqual([]);
});
