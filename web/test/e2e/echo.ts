/**
 * What every browser test stands on: a page that is watched for breaches of the content policy, errors
 * of the app and requests to anybody else, and the few steps that many tests begin with.
 */
import { randomUUID } from "node:crypto";
import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { AxeBuilder } from "@axe-core/playwright";
import type { EntryEmotion } from "@echo/contract/emotion.ts";
import { test as base, expect, type Page } from "@playwright/test";

export { expect };

/** Fails a test for what no page may ever do, whatever else the test is about. */
export const test = base.extend<{ watched: undefined }>({
  watched: [
    async ({ context, baseURL }, use) => {
      const breaches: string[] = [];
      await context.addInitScript(() => {
        document.addEventListener("securitypolicyviolation", (event) => {
          console.error(`Content Security Policy: ${event.violatedDirective} ${event.blockedURI}`);
        });
      });
      context.on("console", (message) => {
        if (/content security policy/i.test(message.text())) breaches.push(message.text());
      });
      context.on("weberror", (error) => breaches.push(String(error.error())));
      context.on("request", (request) => {
        const { origin, protocol } = new URL(request.url());
        if (protocol.startsWith("http") && origin !== baseURL) breaches.push(`request to ${origin}`);
      });
      await use(undefined);
      expect(breaches, "breaches of the content policy, errors, foreign requests").toEqual([]);
    },
    { auto: true },
  ],
});

export interface Account {
  readonly email: string;
  readonly password: string;
}

export function newAccount(): Account {
  return { email: `${randomUUID()}@example.org`, password: "a quiet page at night" };
}

/** Opens a journal by the form and ends on the empty page. */
export async function signUp(page: Page): Promise<Account> {
  const account = newAccount();
  await page.goto("/app/sign-up");
  await page.getByLabel("E-mail").fill(account.email);
  await page.getByLabel("Password", { exact: true }).fill(account.password);
  await page.getByRole("button", { name: "Create my journal" }).click();
  await expect(entryText(page)).toBeFocused();
  return account;
}

/** Fills and sends the sign-in form that the page shows. */
export async function signIn(page: Page, { email, password }: Account): Promise<void> {
  await page.getByLabel("E-mail").fill(email);
  await page.getByLabel("Password", { exact: true }).fill(password);
  await page.getByRole("button", { name: "Sign in" }).click();
}

export async function signOut(page: Page): Promise<void> {
  await page.getByRole("link", { name: "Profile" }).click();
  await page.getByRole("button", { name: "Sign out", exact: true }).click();
  // The landing page, or the question about unsaved words.
  await expect(
    page.getByRole("link", { name: "Begin your journal" }).or(page.getByRole("dialog")),
  ).toBeVisible();
}

export const entryText = (page: Page) => page.getByLabel("Your entry", { exact: true });
export const saveState = (page: Page, state: string) => page.locator(`[data-state="${state}"]`);

/** Writes an entry on the empty page, saves it, and tells its id. */
export async function writeEntry(page: Page, text: string, tags: readonly string[] = []): Promise<string> {
  await page.goto("/app/");
  await entryText(page).fill(text);
  for (const tag of tags) {
    await page.getByLabel("Add a tag").fill(tag);
    await page.getByLabel("Add a tag").press("Enter");
  }
  await page.getByRole("button", { name: "Save" }).click();
  const link = page.getByRole("link", { name: "Read it" });
  await expect(link).toBeVisible();
  return /[^/]+$/.exec((await link.getAttribute("href")) ?? "")?.[0] ?? "";
}

export const entryPath = (id: string) => `/app/entries/${id}`;

/** The entry as the server answers it to this browser. */
export async function fetchEntry(
  page: Page,
  id: string,
): Promise<{ text: string; tags: string[]; version: number }> {
  const response = await page.request.get(`/entries/${id}`);
  expect(response.status()).toBe(200);
  return (await response.json()) as { text: string; tags: string[]; version: number };
}

/** What a write of this browser's person needs when it does not come from a page. */
async function writeHeaders(page: Page): Promise<Record<string, string>> {
  const { csrf_token } = (await (await page.request.get("/auth/csrf")).json()) as { csrf_token: string };
  return { "X-CSRF-Token": csrf_token, Origin: new URL(page.url()).origin };
}

/** Makes many entries at once, past the form. */
export async function createEntries(
  page: Page,
  entries: readonly (string | { text: string; written_at: string; timezone: string })[],
): Promise<void> {
  const headers = await writeHeaders(page);
  for (const entry of entries) {
    const data = typeof entry === "string" ? { text: entry } : entry;
    const response = await page.request.post("/entries", { data, headers });
    expect(response.status()).toBe(201);
  }
}

/** Changes an entry as another device of the same person would. */
export async function changeEntry(page: Page, id: string, text: string): Promise<void> {
  const response = await page.request.patch(`/entries/${id}`, {
    data: { text },
    headers: await writeHeaders(page),
  });
  expect(response.status()).toBe(200);
}

/** How many entries the server has of this browser's person. */
export async function countEntries(page: Page): Promise<number> {
  const response = await page.request.get("/entries?limit=100");
  return ((await response.json()) as { items: unknown[] }).items.length;
}

/** The path and query of the link to `page` in the newest mail to this address; waits until it is there. */
export async function findMailedPath(email: string, page: string): Promise<string> {
  const directory = join(process.env["ECHO_E2E_DATA_DIR"] ?? "", "mail");
  let found: string | undefined;
  await expect
    .poll(async () => {
      for (const name of (await readdir(directory)).toSorted().toReversed()) {
        const mail = await readFile(join(directory, name), "utf8");
        if (!mail.includes(email)) continue;
        found = new RegExp(`https?://[^/\\s]+(${page}\\?\\S+)`).exec(mail)?.[1];
        return found;
      }
      return undefined;
    })
    .toBeDefined();
  return found ?? "";
}

/** Ends the login of this browser as time would: the cookies are gone, the pages do not know yet. */
export async function loseSession(page: Page): Promise<void> {
  await page.context().clearCookies({ name: /session|refresh/ });
}

const SIZES = [
  { width: 360, height: 740 },
  { width: 1280, height: 800 },
];

/** Looks at the page in both themes and sizes; also that nothing sticks out of a phone's width. */
export async function expectAccessible(page: Page): Promise<void> {
  for (const colorScheme of ["light", "dark"] as const) {
    await page.emulateMedia({ colorScheme, reducedMotion: "reduce" });
    for (const size of SIZES) {
      await page.setViewportSize(size);
      const { violations } = await new AxeBuilder({ page }).analyze();
      const found = violations.map(
        ({ id, nodes }) => `${id}: ${nodes.map((node) => `${node.html} ${node.failureSummary}`).join(" | ")}`,
      );
      expect(found, `${page.url()} ${colorScheme} ${size.width}`).toEqual([]);
      const overflow = await page.evaluate(
        () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
      );
      expect(overflow, `${page.url()} is wider than ${size.width}`).toBeLessThanOrEqual(0);
    }
  }
}

/** What was heard in an entry, as the server answers it to this browser. */
export async function findEmotion(page: Page, id: string): Promise<EntryEmotion> {
  const response = await page.request.get(`/entries/${id}/emotion`);
  expect(response.status()).toBe(200);
  return (await response.json()) as EntryEmotion;
}

/** Puts together a coping kit, past the form. */
export async function setCopingKit(page: Page, actions: readonly string[]): Promise<void> {
  const response = await page.request.put("/coping/kit", {
    data: { actions },
    headers: await writeHeaders(page),
  });
  expect(response.status()).toBe(200);
}

/** The actions of the coping kit, as the server answers them to this browser. */
export async function findKit(page: Page): Promise<readonly string[]> {
  const response = await page.request.get("/coping/kit");
  expect(response.status()).toBe(200);
  return ((await response.json()) as { actions: string[] }).actions;
}
