/**
 * The last good public keys of Supabase Auth in a file, so that an Echo that starts while Auth is down still
 * knows whom it has signed in. The file is as worth protecting as the keys of Auth themselves: whoever can
 * write it can sign in as anybody, so it is for its owner alone.
 */
import { randomBytes } from "node:crypto";
import { mkdir, readFile, rename, rm, writeFile } from "node:fs/promises";
import { dirname } from "node:path";

export interface KeptKeys {
  /** The key set as it was fetched. */
  readonly text: string;
  readonly fetchedAtMs: number;
}

export interface KeyKeeper {
  /** What was kept from the same address; undefined where there is nothing, or nothing that can be read. */
  find(): Promise<KeptKeys | undefined>;
  /** Rejects where the file cannot be written; what was kept before stays then. */
  keep(keys: KeptKeys): Promise<void>;
}

/** @param url where the keys come from: what was kept from another address is not believed */
export function createKeyKeeper(file: string, url: string): KeyKeeper {
  return {
    async find() {
      const text = await readFile(file, "utf8").catch(() => "");
      return readKept(text, url);
    },
    async keep({ text, fetchedAtMs }) {
      await mkdir(dirname(file), { recursive: true, mode: 0o700 });
      const draft = `${file}.${randomBytes(4).toString("hex")}`;
      const content = { url, fetched_at: new Date(fetchedAtMs).toISOString(), key_set: text };
      try {
        await writeFile(draft, `${JSON.stringify(content)}\n`, { mode: 0o600, flag: "wx" });
        await rename(draft, file);
      } catch (error) {
        await rm(draft, { force: true });
        throw error;
      }
    },
  };
}

function readKept(text: string, url: string): KeptKeys | undefined {
  let kept: unknown;
  try {
    kept = JSON.parse(text);
  } catch {
    return undefined;
  }
  if (typeof kept !== "object" || kept === null) return undefined;
  if (!("url" in kept && "fetched_at" in kept && "key_set" in kept)) return undefined;
  const fetchedAtMs = Date.parse(String(kept.fetched_at));
  if (kept.url !== url || typeof kept.key_set !== "string" || Number.isNaN(fetchedAtMs)) return undefined;
  return { text: kept.key_set, fetchedAtMs };
}
