import { describe, expect, it, vi } from "vitest";
import { type ClaimsBrowser, createDraftClaims } from "../../src/drafts/draft-claims.ts";

/** Channels as a browser has them: what one page says, all others hear, a moment later. */
function aBroadcast() {
  const pages: ((event: Event) => void)[] = [];
  return (): NonNullable<ClaimsBrowser["channel"]> => {
    let own: ((event: Event) => void) | undefined;
    return {
      postMessage: (data: unknown) => {
        for (const hear of pages) if (hear !== own) queueMicrotask(() => hear({ data } as MessageEvent));
      },
      addEventListener: (_type: string, listener: unknown) => {
        own = listener as (event: Event) => void;
        pages.push(own);
      },
    };
  };
}

/** Web Locks: exclusive, in the order in which they are asked for. */
function someLocks(): NonNullable<ClaimsBrowser["locks"]> {
  const held = new Map<string, Promise<unknown>>();
  const request = async (name: string, options: LockOptions, use: (lock: Lock | null) => unknown) => {
    while (held.has(name)) {
      if (options.ifAvailable === true) return use(null);
      const isAborted = new Promise<never>((_resolve, reject) => {
        options.signal?.addEventListener("abort", () => reject(new DOMException("", "AbortError")));
      });
      await Promise.race([held.get(name), isAborted]);
    }
    const using = Promise.resolve(use({ name, mode: "exclusive" }));
    held.set(name, using);
    void using.finally(() => held.delete(name));
    return using;
  };
  return {
    request: request as LockManager["request"],
    query: () => Promise.resolve({ held: [...held.keys()].map((name) => ({ name })) }),
  };
}

const browsers: Record<string, () => () => ClaimsBrowser> = {
  "with Web Locks": () => {
    const locks = someLocks();
    const channel = aBroadcast();
    return () => ({ locks, channel: channel() });
  },
  "without Web Locks": () => {
    const channel = aBroadcast();
    return () => ({ channel: channel() });
  },
};

for (const [name, open] of Object.entries(browsers)) {
  describe(`claims ${name}`, () => {
    it("are given to one page, and to the next when the first lets go", async () => {
      const browser = open();
      const [one, other] = [createDraftClaims(browser()), createDraftClaims(browser())];
      expect(await one.claim("p", "a")).toBe(true);
      expect(await other.claim("p", "a", false)).toBe(false);
      expect([...(await other.listElsewhere("p"))]).toEqual(["a"]);
      expect([...(await one.listElsewhere("p"))]).toEqual([]);
      const heard = vi.fn();
      other.onReleased(heard);
      one.release("p", "a");
      await vi.waitFor(() => expect(heard).toHaveBeenCalled());
      expect(await other.claim("p", "a")).toBe(true);
    });

    it("are given to one of two pages that ask at the same moment", async () => {
      const browser = open();
      const pages = [createDraftClaims(browser()), createDraftClaims(browser())];
      const granted = await Promise.all(pages.map((page) => page.claim("p", "a", false)));
      expect(granted.filter(Boolean)).toHaveLength(1);
    });

    it("are counted: each needs its release", async () => {
      const browser = open();
      const [one, other] = [createDraftClaims(browser()), createDraftClaims(browser())];
      await one.claim("p", "a");
      await one.claim("p", "a");
      one.release("p", "a");
      expect(await other.claim("p", "a", false)).toBe(false);
      one.release("p", "a");
      expect(await other.claim("p", "a")).toBe(true);
    });

    it("of one person say nothing of another's", async () => {
      const browser = open();
      const [one, other] = [createDraftClaims(browser()), createDraftClaims(browser())];
      await one.claim("p", "a");
      expect([...(await other.listElsewhere("q"))]).toEqual([]);
      expect(await other.claim("q", "a")).toBe(true);
    });

    it("are let go of while a page is away and claimed again when it is back", async () => {
      const browser = open();
      const [one, other] = [createDraftClaims(browser()), createDraftClaims(browser())];
      await one.claim("p", "a");
      one.suspend();
      expect(await other.claim("p", "a")).toBe(true);
      other.release("p", "a");
      one.resume();
      await one.claim("p", "a");
      expect(await other.claim("p", "a", false)).toBe(false);
    });

    it("carry the word that all drafts were removed to the other pages", async () => {
      const browser = open();
      const [one, other] = [createDraftClaims(browser()), createDraftClaims(browser())];
      const heard = vi.fn();
      other.onRemoval(heard);
      one.announceRemoval("p");
      await vi.waitFor(() => expect(heard).toHaveBeenCalledWith("p"));
    });
  });
}

describe("claims with neither locks nor channel", () => {
  it("are always given: the store's revisions keep the words then", async () => {
    expect(await createDraftClaims({}).claim("p", "a")).toBe(true);
  });
});
