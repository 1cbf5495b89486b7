/** The engine's adapter: whatever breaks inside, a text is heard or it is null, and the log stays silent about it. */
import { readWeights } from "@echo/emotion/model/load-node.ts";
import { expect, test } from "vitest";
import { createLog, type Log } from "#core/log.ts";
import { createEmotion, type ForeignModel } from "#services/emotion.ts";

const TEXT = "I am so happy and grateful today, what a wonderful canary morning.";

function recordingLog(): { log: Log; lines: string[] } {
  const lines: string[] = [];
  return { log: createLog("debug", (line) => void lines.push(line)), lines };
}

test("hears a text, its content words, and offers no help where none is asked for", async () => {
  const { log, lines } = recordingLog();
  const emotion = createEmotion({ readWeights, log });
  const heard = await emotion.hear(TEXT);
  expect(heard).toMatchObject({
    engine: emotion.version,
    reading: { top: "joy", language: "en" },
    crisis: null,
  });
  expect(heard.terms).toContain("grateful");
  expect(lines).toEqual([]);
});

test("weights that are damaged leave a service that hears nothing, one line in the log, and help that is still offered", async () => {
  const { log, lines } = recordingLog();
  const damaged = readWeights().slice();
  damaged.fill(0, 100, 200);
  const emotion = createEmotion({ readWeights: () => damaged, log });
  expect(emotion.version).toBe("none");
  expect(await emotion.hear(TEXT)).toMatchObject({ engine: null, reading: null });
  expect(await emotion.explain(TEXT)).toBeNull();
  expect((await emotion.hear("I want to kill myself.")).crisis?.tier).toBe("explicit");
  expect(lines).toHaveLength(1);
  expect(lines[0]).toContain("emotion.failed");
});

test("a foreign model that fails is replaced by the built-in one, with one line until it works again", async () => {
  const { log, lines } = recordingLog();
  let isBroken = true;
  const builtIn = createEmotion({ readWeights, log });
  const reading = (await builtIn.hear(TEXT)).reading;
  const foreign: ForeignModel = {
    version: "onnx-test:00000000",
    ready: () => Promise.resolve(),
    read: () => (isBroken ? Promise.reject(new Error(TEXT)) : Promise.resolve(reading)),
    close: () => Promise.resolve(),
  };
  const emotion = createEmotion({ readWeights, log, openForeign: () => foreign });
  expect(await emotion.hear(TEXT)).toMatchObject({ engine: builtIn.version, reading: { top: "joy" } });
  await emotion.hear(TEXT);
  expect(lines).toHaveLength(1);
  isBroken = false;
  expect((await emotion.hear(TEXT)).engine).toBe("onnx-test:00000000");
  isBroken = true;
  await emotion.hear(TEXT);
  expect(lines.filter((line) => line.includes("emotion.model_failed"))).toHaveLength(2);
  expect(lines.join("\n")).not.toContain("canary");
});
