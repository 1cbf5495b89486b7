/** Every page for everybody: no finding of axe in both themes on phone and desk, and all of it by keyboard. */
import type { Locator, Page } from "@playwright/test";
import {
  changeEntry,
  entryPath,
  entryText,
  expect,
  expectAccessible,
  newAccount,
  saveState,
  signUp,
  test,
  writeEntry,
} from "./echo.ts";

for (const [path, heading] of [
  ["/app/", "Write it down. It stays yours."],
  ["/app/sign-up", "Begin your journal"],
  ["/app/sign-in", "Welcome back"],
  ["/app/forgot", "Forgotten your password"],
  ["/app/reset?token_hash=abc&type=recovery", "Choose a new password"],
  ["/app/confirm?token_hash=abc&type=signup", "Confirm your address"],
  ["/app/nowhere", "Nothing here"],
] as const) {
  test(`axe finds nothing on ${path}`, async ({ page }) => {
    await page.goto(path);
    await expect(page.getByRole("heading", { name: heading })).toBeVisible();
    await expectAccessible(page);
  });
}

test("axe finds nothing on a form with faults", async ({ page }) => {
  await page.goto("/app/sign-up");
  await page.getByRole("button", { name: "Create my journal" }).click();
  await expect(page.getByRole("alert")).toBeFocused();
  await expectAccessible(page);
});

test("axe finds nothing where a person writes", async ({ page }) => {
  await signUp(page);
  await entryText(page).fill("A first page");
  await page.getByRole("button", { name: "Good" }).click();
  await page.getByLabel("Add a tag").fill("quiet,");
  await expect(saveState(page, "kept")).toBeVisible();
  await expectAccessible(page);
  await page.route("**/entries", (route) => route.abort("connectionfailed"));
  await page.getByRole("button", { name: "Save" }).click();
  await expect(page.getByRole("main").getByRole("alert")).toBeVisible();
  await expectAccessible(page);
});

test("axe finds nothing where a person changes an entry and reads its versions", async ({ page }) => {
  await signUp(page);
  const id = await writeEntry(page, "To be changed\n\nהיה לי יום ארוך", ["one", "two"]);
  await page.goto(`${entryPath(id)}/edit`);
  await entryText(page).fill("Changed");
  await expect(saveState(page, "kept")).toBeVisible();
  await page.getByRole("button", { name: "Discard changes" }).click();
  await expect(page.getByRole("dialog")).toBeVisible();
  await expectAccessible(page);
  await page.getByRole("button", { name: "Keep editing" }).click();
  await page.getByRole("button", { name: "Save" }).click();
  await page.getByRole("button", { name: "Earlier versions" }).click();
  await expect(page.getByText("To be changed")).toBeVisible();
  await expectAccessible(page);
});

test("axe finds nothing where a person chooses between two versions", async ({ page }) => {
  await signUp(page);
  const id = await writeEntry(page, "Beginning", ["one"]);
  await page.goto(`${entryPath(id)}/edit`);
  await entryText(page).fill("Mine");
  await changeEntry(page, id, "Theirs");
  await page.getByRole("button", { name: "Save" }).click();
  await expect(page.getByRole("heading", { name: "Two versions of this entry" })).toBeVisible();
  await expectAccessible(page);
});

test("axe finds nothing in timeline and trash", async ({ page }) => {
  await signUp(page);
  await writeEntry(page, "One of a day\n\nהיה לי יום ארוך", ["one", "two"]);
  await page.goto("/app/timeline?tag=one");
  await expect(page.getByRole("article")).toBeVisible();
  await expectAccessible(page);
  await page.getByRole("article").getByRole("link").first().click();
  await page.getByRole("button", { name: "Delete" }).click();
  await expect(page.getByText("Moved to the trash.")).toBeVisible();
  await expectAccessible(page);
  await page.goto("/app/trash");
  await expect(page.getByRole("button", { name: /^Restore/ })).toBeVisible();
  await expectAccessible(page);
});

test("axe finds nothing on the profile", async ({ page }) => {
  await signUp(page);
  await page.goto("/app/profile");
  await page.getByRole("button", { name: "Change password" }).click();
  await expectAccessible(page);
});

/** Presses Tab until the element has the focus. */
async function tabTo(page: Page, target: Locator): Promise<void> {
  for (let presses = 0; presses < 40; presses += 1) {
    if (
      (await target.count()) > 0 &&
      (await target.evaluate((element) => element === document.activeElement))
    ) {
      return;
    }
    await page.keyboard.press("Tab");
  }
  throw new Error(`Tab never reached ${String(target)}`);
}

test("by keyboard alone: sign up, write, save, read, sign out", async ({ page }) => {
  const account = newAccount();
  await page.goto("/app/");
  await expect(page.getByRole("link", { name: "Begin your journal" })).toBeVisible();
  await page.keyboard.press("Tab");
  await expect(page.getByRole("link", { name: "Skip to the content" })).toBeFocused();
  await page.keyboard.press("Enter");
  await tabTo(page, page.getByRole("link", { name: "Begin your journal" }));
  await page.keyboard.press("Enter");
  await expect(page.getByRole("heading", { name: "Begin your journal" })).toBeFocused();
  await tabTo(page, page.getByLabel("E-mail"));
  await page.keyboard.type(account.email);
  await tabTo(page, page.getByLabel("Password", { exact: true }));
  await page.keyboard.type(account.password);
  await page.keyboard.press("Enter");

  await expect(entryText(page)).toBeFocused();
  await page.keyboard.type("Only keys");
  await tabTo(page, page.getByRole("button", { name: "Great" }));
  await page.keyboard.press("Space");
  await tabTo(page, page.getByLabel("Add a tag"));
  await page.keyboard.type("keys");
  await page.keyboard.press("Control+Enter");
  const read = page.getByRole("link", { name: "Read it" });
  await expect(read).toBeVisible();
  await expect(entryText(page)).toBeFocused();
  await tabTo(page, read);
  await page.keyboard.press("Enter");
  await expect(page.getByRole("article")).toHaveText("Only keys");
  await expect(page.getByRole("link", { name: "keys" })).toBeVisible();

  await page.evaluate(() => document.body.focus());
  await tabTo(page, page.getByRole("link", { name: "Profile" }));
  await page.keyboard.press("Enter");
  await tabTo(page, page.getByRole("button", { name: "Sign out" }));
  await page.keyboard.press("Enter");
  await expect(page.getByRole("link", { name: "Begin your journal" })).toBeVisible();
});
