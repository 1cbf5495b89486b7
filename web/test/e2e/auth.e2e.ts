/** Signing up, in and out, getting back in, and the profile. */
import {
  entryText,
  expect,
  findMailedPath,
  loseSession,
  newAccount,
  signIn,
  signOut,
  signUp,
  test,
} from "./echo.ts";

test("a form that is not right says what to mend, and takes the focus there", async ({ page }) => {
  await page.goto("/app/sign-up");
  await page.getByRole("button", { name: "Create my journal" }).click();
  const summary = page.getByRole("alert");
  await expect(summary).toBeFocused();
  await summary.getByRole("link", { name: "Please enter your e-mail address." }).click();
  await expect(page.getByLabel("E-mail")).toBeFocused();
  await expect(page.getByLabel("E-mail")).toHaveAttribute("aria-invalid", "true");
  await expect(page.getByLabel("E-mail")).toHaveAccessibleDescription("Please enter your e-mail address.");
  await page.getByLabel("Password", { exact: true }).fill("short");
  await page.getByRole("button", { name: "Create my journal" }).click();
  await expect(summary).toContainText("Please use at least 10 characters.");
});

test("a wrong password and an unknown address get the same sentence", async ({ page }) => {
  const account = await signUp(page);
  await signOut(page);
  await page.getByRole("link", { name: "Sign in" }).first().click();
  await signIn(page, { ...account, password: "not the password" });
  const sentence = await page.getByRole("alert").textContent();
  await signIn(page, newAccount());
  await expect(page.getByRole("alert")).toHaveText(sentence ?? "");
  await signIn(page, account);
  await expect(entryText(page)).toBeFocused();
});

test("a page that needs a login comes back after it, and a foreign return path is never followed", async ({
  page,
}) => {
  const account = await signUp(page);
  await signOut(page);
  await page.goto("/app/timeline?q=rain");
  await expect(page).toHaveURL(/\/app\/sign-in\?return=/);
  await signIn(page, account);
  await expect(page).toHaveURL("/app/timeline?q=rain");
  for (const path of ["//evil.example/", "https://evil.example/", "/\\evil.example", "javascript:alert(1)"]) {
    await signOut(page);
    await page.goto(`/app/sign-in?return=${encodeURIComponent(path)}`);
    await signIn(page, account);
    await expect(page).toHaveURL("/app/");
    await expect(entryText(page)).toBeFocused();
  }
});

test("after signing out the way back shows nothing private", async ({ page }) => {
  await signUp(page);
  await entryText(page).fill("A very private line");
  await page.keyboard.press("Control+Enter");
  await page.getByRole("link", { name: "Read it" }).click();
  await expect(page.getByRole("article")).toHaveText("A very private line");
  await signOut(page);
  await expect(page.getByRole("link", { name: "Begin your journal" })).toBeVisible();
  await page.goBack();
  await expect(page.getByRole("heading", { name: "Welcome back" })).toBeVisible();
  await expect(page.getByText("A very private line")).toBeHidden();
});

test("a page that is read when the login ends asks to sign in and comes back", async ({ page }) => {
  const account = await signUp(page);
  await page.goto("/app/profile");
  await expect(page.getByRole("heading", { name: "Profile" })).toBeVisible();
  await loseSession(page);
  await page.getByRole("link", { name: "Timeline" }).click();
  await expect(page.getByRole("heading", { name: "Welcome back" })).toBeVisible();
  await signIn(page, account);
  await expect(page.getByRole("heading", { name: "Timeline" })).toBeVisible();
});

test("a forgotten password is asked for with the same answer for every address", async ({ page }) => {
  await page.goto("/app/sign-in");
  await page.getByRole("link", { name: "Forgotten your password?" }).click();
  // Both pages have a field of this name.
  await expect(page.getByRole("heading", { name: "Forgotten your password" })).toBeVisible();
  const { email } = newAccount();
  await page.getByLabel("E-mail").fill(email);
  await page.getByRole("button", { name: "Send the link" }).click();
  await expect(
    page.getByText(`If there is a journal for ${email}, a link is on its way to it.`),
  ).toBeVisible();
});

test("a mailed link leads to a new password, with which the journal opens", async ({ page }) => {
  const account = await signUp(page);
  await signOut(page);
  await page.goto("/app/forgot");
  await page.getByLabel("E-mail").fill(account.email);
  await page.getByRole("button", { name: "Send the link" }).click();
  await expect(page.getByRole("heading", { name: "Check your mail" })).toBeVisible();
  await expect(page.getByText("This Echo writes its mails to files")).toBeVisible();
  const path = await findMailedPath(account.email, "/app/reset");
  await page.goto(path);
  await page.getByLabel("New password").fill("a new quiet page");
  await page.getByRole("button", { name: "Save the new password" }).click();
  await expect(page.getByText("Please sign in with it.")).toBeVisible();
  await page.getByRole("main").getByRole("link", { name: "Sign in" }).click();
  await signIn(page, { ...account, password: "a new quiet page" });
  await expect(entryText(page)).toBeFocused();
  // The link is spent: this browser knows, before anybody types a password again.
  await page.goto(path);
  await expect(page.getByText("This link has expired or was used before.")).toBeVisible();
  await expect(page.getByLabel("New password")).toBeHidden();
});

test("a link of a mail that is broken or old says so and offers a new one", async ({ page }) => {
  await page.goto("/app/reset");
  await expect(page.getByText("This link is incomplete.")).toBeVisible();
  await page.goto("/app/reset?token_hash=0123456789abcdef&type=recovery");
  await page.getByLabel("New password").fill("a new quiet page");
  await page.getByRole("button", { name: "Save the new password" }).click();
  await expect(page.getByText("This link has expired or was used before.")).toBeVisible();
  await page.goto("/app/confirm?token_hash=0123456789abcdef&type=signup");
  await page.getByRole("button", { name: "Confirm my address" }).click();
  await expect(page.getByText("This link has expired or was used before.")).toBeVisible();
});

test("the profile begins with what the device knows and keeps what is chosen", async ({ page }) => {
  await signUp(page);
  await page.getByRole("link", { name: "Profile" }).click();
  await expect(page.getByLabel("Time zone")).toHaveValue("Europe/Berlin");
  await page.getByLabel("Name").fill("Ada 愛");
  await page.getByLabel("Time zone").selectOption("Asia/Tokyo");
  await page.getByLabel("Language of dates").selectOption("de");
  await page.getByRole("button", { name: "Save" }).click();
  await expect(page.getByText("Saved", { exact: true })).toBeVisible();
  await page.reload();
  await expect(page.getByLabel("Name")).toHaveValue("Ada 愛");
  await expect(page.getByLabel("Time zone")).toHaveValue("Asia/Tokyo");
  await page.getByRole("button", { name: "Use this device's: Europe/Berlin" }).click();
  await expect(page.getByLabel("Time zone")).toHaveValue("Europe/Berlin");
});

test("the password can be changed by who knows it", async ({ page }) => {
  const account = await signUp(page);
  await page.getByRole("link", { name: "Profile" }).click();
  await page.getByRole("button", { name: "Change password" }).click();
  await page.getByLabel("Current password").fill("something else entirely");
  await page.getByLabel("New password").fill("another quiet page");
  await page.getByRole("button", { name: "Change password" }).click();
  await expect(page.getByRole("alert")).toContainText("This is not your current password.");
  await page.getByLabel("Current password").fill(account.password);
  await page.getByRole("button", { name: "Change password" }).click();
  await expect(page.getByText("Your password is changed.")).toBeVisible();
  await signOut(page);
  await page.getByRole("link", { name: "Sign in" }).first().click();
  await signIn(page, { ...account, password: "another quiet page" });
  await expect(entryText(page)).toBeFocused();
});

test("the theme that was chosen is there before the first paint, on every visit", async ({ page }) => {
  await page.emulateMedia({ colorScheme: "light" });
  await page.goto("/app/");
  const ground = () => page.evaluate(() => getComputedStyle(document.documentElement).backgroundColor);
  const paper = await ground();
  await page.getByRole("button", { name: "Ink" }).click();
  const ink = await ground();
  expect(ink).not.toBe(paper);
  await page.reload({ waitUntil: "commit" });
  await expect.poll(() => page.evaluate(() => document.documentElement.dataset["theme"])).toBe("ink");
  expect(await ground()).toBe(ink);
  await page.getByRole("button", { name: "System" }).click();
  expect(await ground()).toBe(paper);
});

test("a page that breaks says so kindly, and the others go on", async ({ page }) => {
  await signUp(page);
  await page.route("**/entries?*", (route) => route.fulfill({ json: { items: [null], next_cursor: null } }));
  await page.getByRole("link", { name: "Timeline" }).click();
  await expect(page.getByRole("heading", { name: "This page stumbled" })).toBeVisible();
  await page.unrouteAll();
  await page.getByRole("link", { name: "Write", exact: true }).click();
  await expect(entryText(page)).toBeFocused();
});

test("while Echo cannot be reached a known person goes on writing, and saves when it is back", async ({
  page,
}) => {
  await signUp(page);
  await page.route(/\/(auth|entries|profile|healthz)/, (route) =>
    route.fulfill({ status: 503, body: "down" }),
  );
  await page.reload();
  await expect(entryText(page)).toBeFocused();
  await entryText(page).fill("Written while the server was down");
  await page.getByRole("button", { name: "Save" }).click();
  await expect(page.getByRole("alert")).toContainText("Your words are on this device.");
  await page.unrouteAll();
  await page.getByRole("button", { name: "Save" }).click();
  await expect(page.locator('[data-state="saved"]')).toBeVisible();
});

test("a page that cannot be fetched says so once, and comes by itself when Echo is back", async ({
  page,
}) => {
  await signUp(page);
  await page.route(/\/(entries|healthz)/, (route) => route.abort("connectionrefused"));
  await entryText(page).fill("Kept meanwhile");
  await page.setViewportSize({ width: 360, height: 740 });
  await page.getByRole("button", { name: "Save" }).click();
  await expect(page.getByRole("alert")).toHaveText("Not saved yet. Your words are on this device.");
  await expect(page.getByText("Echo cannot be reached right now.")).toHaveCount(1);
  await page.getByRole("link", { name: "Timeline" }).click();
  await expect(page.getByRole("heading", { name: "Echo cannot be reached" })).toBeVisible();
  await page.unrouteAll();
  await page.evaluate(() => dispatchEvent(new Event("focus")));
  await expect(page.getByRole("heading", { name: "Timeline" })).toBeVisible({ timeout: 2_000 });
  await expect(page.getByText("Echo cannot be reached right now.")).toBeHidden({ timeout: 500 });
});

test("an address that is none shows a page with a way back, and the browser finds its icon", async ({
  page,
}) => {
  await page.goto("/no-such-address");
  await expect(page.getByRole("heading", { name: "Nothing here" })).toBeVisible();
  expect((await page.request.get("/favicon.ico")).headers()["content-type"]).toMatch(/^image\//);
  await page.getByRole("link", { name: "To your journal" }).click();
  await expect(page.getByRole("heading", { name: "Write it down. It stays yours." })).toBeVisible();
});

test("without a network the page says so and keeps what is written", async ({ page, context }) => {
  await signUp(page);
  await context.setOffline(true);
  await expect(page.getByText("You are offline. What you write stays on this device.")).toBeVisible();
  await entryText(page).fill("No signal here");
  await expect(page.locator('[data-state="kept"]')).toBeVisible();
  await context.setOffline(false);
  await expect(page.getByText("You are offline.")).toBeHidden();
  await page.keyboard.press("Control+Enter");
  await expect(page.locator('[data-state="saved"]')).toBeVisible();
});
