/** Several tabs of one person: none ever replaces what another one shows, with Web Locks and without. */
import type { BrowserContext, Page } from "@playwright/test";
import { entryPath, entryText, expect, saveState, signOut, signUp, test, writeEntry } from "./echo.ts";

const unfinished = (page: Page) => page.getByRole("region", { name: "Also unfinished on this device" });

/** All words on this device that are not saved: on the page and in its list. */
async function unsavedWords(page: Page): Promise<string> {
  await expect(entryText(page)).toBeFocused();
  const listed = await unfinished(page).locator("button, a").allTextContents();
  return [await entryText(page).inputValue(), ...listed].join(" | ");
}

/** What the browser tells a page when a person comes to its tab. */
async function comeTo(page: Page): Promise<void> {
  await page.bringToFront();
  await page.evaluate(() => document.dispatchEvent(new Event("visibilitychange")));
}

const withoutLocks = () => Reflect.deleteProperty(Navigator.prototype, "locks");
const withoutLocksAndChannels = () => {
  Reflect.deleteProperty(Navigator.prototype, "locks");
  Reflect.deleteProperty(globalThis, "BroadcastChannel");
};
const browsers: readonly (readonly [string, (context: BrowserContext) => Promise<unknown>])[] = [
  ["with Web Locks", () => Promise.resolve()],
  ["without Web Locks", (context) => context.addInitScript(withoutLocks)],
  ["with neither locks nor channels", (context) => context.addInitScript(withoutLocksAndChannels)],
];

for (const [name, prepare] of browsers) {
  test(`${name}, every word typed in turns in two tabs is there after both are reloaded`, async ({
    page,
    context,
  }) => {
    await prepare(context);
    await signUp(page);
    await entryText(page).fill("Common");
    await expect(saveState(page, "kept")).toBeVisible();
    const other = await context.newPage();
    await other.goto("/app/");
    await expect(entryText(other)).toBeFocused();
    // A whole text that is replaced in one tab is still what the other one shows.
    await entryText(other).fill("Instead");
    await expect(saveState(other, "kept")).toBeVisible();
    await comeTo(page);
    await expect(saveState(page, "kept")).toBeVisible();
    await expect(entryText(page)).toHaveValue("Common");
    for (let turn = 0; turn < 3; turn += 1) {
      await comeTo(page);
      await entryText(page).pressSequentially(` one${turn}`);
      await comeTo(other);
      await entryText(other).pressSequentially(` other${turn}`);
    }
    await Promise.all([page.reload(), other.reload()]);
    for (const each of [page, other]) {
      const words = await unsavedWords(each);
      const elsewhere = await unsavedWords(each === page ? other : page);
      expect(`${words} ${elsewhere}`).toContain("Common one0 one1 one2");
      expect(`${words} ${elsewhere}`).toContain("Instead other0 other1 other2");
    }
  });
}

for (const [name, prepare] of browsers.slice(0, 2)) {
  test(`${name}, a second tab begins a page of its own and says so, and gets the first one's when it closes`, async ({
    page,
    context,
  }) => {
    await prepare(context);
    await signUp(page);
    await entryText(page).fill("Begun in the first tab");
    await expect(saveState(page, "kept")).toBeVisible();
    const other = await context.newPage();
    await other.goto("/app/");
    await expect(other.getByText("A page that you began is open in another tab.")).toBeVisible();
    await expect(entryText(other)).toHaveValue("");
    await expect(unfinished(other)).toBeHidden();

    await page.reload();
    await expect(entryText(page)).toHaveValue("Begun in the first tab");
    await page.close({ runBeforeUnload: true });
    await expect(entryText(other)).toHaveValue("Begun in the first tab");
    await expect(other.getByText("A page that you began is open in another tab.")).toBeHidden();
    await expect(saveState(other, "kept")).toBeVisible();
  });
}

test("a tab with words of its own lists the page of a tab that has closed", async ({ page, context }) => {
  await signUp(page);
  await entryText(page).fill("Begun in the first tab");
  await expect(saveState(page, "kept")).toBeVisible();
  const other = await context.newPage();
  await other.goto("/app/");
  await entryText(other).fill("Begun in the second tab");
  await expect(saveState(other, "kept")).toBeVisible();
  await page.close({ runBeforeUnload: true });
  await unfinished(other).getByRole("button", { name: "Begun in the first tab" }).click();
  await expect(entryText(other)).toHaveValue("Begun in the first tab");
  await expect(unfinished(other).getByRole("button", { name: "Begun in the second tab" })).toBeVisible();
});

test("each of two tabs that save keeps its own entry", async ({ page, context }) => {
  await signUp(page);
  await entryText(page).fill("From the first tab");
  const other = await context.newPage();
  await other.goto("/app/");
  await entryText(other).fill("From the second tab");
  for (const each of [page, other]) {
    await each.getByRole("button", { name: "Save" }).click();
    await expect(saveState(each, "saved")).toBeVisible();
  }
  const { items } = (await (await page.request.get("/entries")).json()) as { items: { text: string }[] };
  expect(items.map((entry) => entry.text).toSorted()).toEqual(["From the first tab", "From the second tab"]);
});

test("two tabs that change one entry keep two drafts; the second is offered later", async ({
  page,
  context,
}) => {
  await signUp(page);
  const id = await writeEntry(page, "As it was");
  await page.goto(`${entryPath(id)}/edit`);
  await entryText(page).fill("As the first tab has it");
  await expect(saveState(page, "kept")).toBeVisible();
  const other = await context.newPage();
  await other.goto(`${entryPath(id)}/edit`);
  await expect(other.getByText("Changes to this entry are open in another tab.")).toBeVisible();
  await expect(entryText(other)).toHaveValue("As it was");
  await entryText(other).fill("As the second tab has it");
  await expect(saveState(other, "kept")).toBeVisible();
  await other.close({ runBeforeUnload: true });

  await page.reload();
  await expect(entryText(page)).toHaveValue("As the first tab has it");
  await unfinished(page).getByRole("button", { name: "As the second tab has it" }).click();
  await expect(entryText(page)).toHaveValue("As the second tab has it");
  await page.getByRole("link", { name: "Write", exact: true }).click();
  await page.getByRole("link", { name: "As the first tab has it" }).click();
  await expect(entryText(page)).toHaveValue("As the first tab has it");
});

test("words that a person removes at signing out are removed in the other tabs as well", async ({
  page,
  context,
}) => {
  await signUp(page);
  const other = await context.newPage();
  await other.goto("/app/");
  await entryText(other).fill("To be removed");
  await expect(saveState(other, "kept")).toBeVisible();
  await signOut(page);
  await page.getByRole("button", { name: "Remove them and sign out" }).click();
  await expect(entryText(other)).toHaveValue("");
});
