/** Writing: what is typed is kept on the device, saved once, and comes back as it was, byte for byte. */
import {
  countEntries,
  entryPath,
  entryText,
  expect,
  fetchEntry,
  loseSession,
  saveState,
  signIn,
  signOut,
  signUp,
  test,
  writeEntry,
} from "./echo.ts";

const PARAGRAPHS = [
  "今日は雨だった。駅まで歩いて、傘を数えた。  (two spaces, a tab\there)",
  "היה לי יום ארוך, אבל בסוף דיברתי עם אמא. ‏(123) abc",
  "e\u0301 A\u030a o\u0308\u0323 and the family 👨‍👩‍👧‍👦 with 👩🏽‍🚀 \u202eback\u202c <b>&amp;</b>",
].join("\n\n");

test("three paragraphs in many scripts come back byte-equal after reload and a new login", async ({
  page,
}) => {
  const account = await signUp(page);
  const id = await writeEntry(page, PARAGRAPHS, ["家族", "cafe\u0301"]);
  expect((await fetchEntry(page, id)).text).toBe(PARAGRAPHS);

  await page.goto(entryPath(id));
  const article = page.getByRole("article");
  await expect.poll(() => article.textContent()).toBe(PARAGRAPHS);
  await page.reload();
  await expect.poll(() => article.textContent()).toBe(PARAGRAPHS);

  await signOut(page);
  await expect(page.getByRole("heading", { name: "Write it down. It stays yours." })).toBeVisible();
  await page.goto(entryPath(id));
  await signIn(page, account);
  await expect(page).toHaveURL(entryPath(id));
  await expect.poll(() => article.textContent()).toBe(PARAGRAPHS);
  expect((await fetchEntry(page, id)).tags).toEqual(["家族", "caf\u00e9"]);
});

test("each line is read in its own direction, and is copied as it was written", async ({ page }) => {
  await signUp(page);
  const text = "Latin (one) line.\nהגשם (2 mm) פסק.\n\nEnd [x]";
  const id = await writeEntry(page, text);
  await page.goto(entryPath(id));
  const article = page.getByRole("article");
  await expect.poll(() => article.textContent()).toBe(text);
  const directions = await article.evaluate((element) =>
    Array.from(element.children, (line) => getComputedStyle(line).direction),
  );
  expect(directions).toEqual(["ltr", "rtl", "ltr", "ltr"]);
  const copied = await article.evaluate((element) => {
    getSelection()?.selectAllChildren(element);
    return getSelection()?.toString();
  });
  expect(copied).toBe(text);
  await page.goto("/app/timeline");
  await expect(page.getByRole("article").locator("[dir=auto]", { hasText: "הגשם" }).last()).toHaveCSS(
    "direction",
    "rtl",
  );
});

test("a draft survives a reload in the middle of a sentence, with its tags and mood", async ({ page }) => {
  await signUp(page);
  await page.getByRole("button", { name: "Good" }).click();
  await page.getByLabel("Add a tag").fill("evening,");
  await entryText(page).pressSequentially("Half a sen");
  await page.reload();
  await expect(entryText(page)).toHaveValue("Half a sen");
  await expect(entryText(page)).toBeFocused();
  await expect(page.getByRole("button", { name: "Good" })).toHaveAttribute("aria-pressed", "true");
  await expect(page.getByRole("button", { name: "Remove the tag evening" })).toBeVisible();
  await expect(saveState(page, "kept")).toContainText("On this device");
});

test("a draft survives a crash of the browser", async ({ playwright, baseURL, launchOptions }, testInfo) => {
  const profile = testInfo.outputPath("browser-profile");
  const open = async () => {
    const context = await playwright.chromium.launchPersistentContext(profile, {
      ...launchOptions,
      ...(baseURL === undefined ? {} : { baseURL }),
    });
    return { context, page: context.pages()[0] ?? (await context.newPage()) };
  };
  const before = await open();
  const account = await signUp(before.page);
  await entryText(before.page).pressSequentially("Written just before the crash");
  await expect(saveState(before.page, "kept")).toBeVisible();
  const control = await before.context.newCDPSession(before.page);
  const isGone = new Promise((resolve) => before.context.once("close", resolve));
  await Promise.all([isGone, control.send("Browser.crash").catch(() => undefined)]);

  const after = await open();
  // The browser writes cookies down later than drafts: after a crash the login may be gone.
  await after.context.clearCookies();
  await after.page.goto("/app/sign-in");
  await signIn(after.page, account);
  await expect(entryText(after.page)).toHaveValue("Written just before the crash");
  await after.context.close();
});

test("a failed save keeps the words and says so; the next one saves them once", async ({ page }) => {
  await signUp(page);
  await page.route("**/entries", (route) => route.abort("connectionfailed"));
  await entryText(page).fill("Words that must not be lost");
  await page.keyboard.press("Control+Enter");
  await expect(page.getByRole("alert")).toContainText("Not saved yet. Your words are on this device.");
  await expect(entryText(page)).toHaveValue("Words that must not be lost");
  await page.reload();
  await expect(entryText(page)).toHaveValue("Words that must not be lost");

  await page.unroute("**/entries");
  await page.keyboard.press("Control+Enter");
  await expect(saveState(page, "saved")).toBeVisible();
  await expect(entryText(page)).toHaveValue("");
  expect(await countEntries(page)).toBe(1);
});

test("a save whose answer is lost makes one entry, also when more is written before the next try", async ({
  page,
}) => {
  await signUp(page);
  await page.route("**/entries", async (route) => {
    await route.fetch();
    await route.abort("connectionreset");
  });
  await entryText(page).fill("First half");
  for (let attempt = 0; attempt < 2; attempt += 1) {
    const failed = page.waitForEvent("requestfailed");
    await page.keyboard.press("Control+Enter");
    await failed;
    await expect(page.getByRole("alert")).toBeVisible();
  }

  await page.unroute("**/entries");
  await entryText(page).pressSequentially(", second half");
  await page.keyboard.press("Control+Enter");
  await expect(saveState(page, "saved")).toBeVisible();
  await page.getByRole("link", { name: "Read it" }).click();
  await expect(page.getByRole("article")).toHaveText("First half, second half");
  expect(await countEntries(page)).toBe(1);
});

test("what is typed while a save is on its way stays on the device and is saved into the same entry", async ({
  page,
}) => {
  await signUp(page);
  let release = () => {};
  const isReleased = new Promise<void>((resolve) => {
    release = resolve;
  });
  await page.route("**/entries", async (route) => {
    await isReleased;
    await route.continue();
  });
  await entryText(page).fill("Sent");
  await page.keyboard.press("Control+Enter");
  await expect(saveState(page, "sending")).toBeVisible();
  await entryText(page).pressSequentially(", and more");
  release();
  await expect(saveState(page, "kept")).toBeVisible();
  await expect(entryText(page)).toHaveValue("Sent, and more");
  await page.unroute("**/entries");
  await page.keyboard.press("Control+Enter");
  await expect(saveState(page, "saved")).toBeVisible();
  const response = await page.request.get("/entries");
  const { items } = (await response.json()) as { items: { text: string }[] };
  expect(items.map((entry) => entry.text)).toEqual(["Sent, and more"]);
});

test("a login that ends while writing loses nothing", async ({ page }) => {
  const account = await signUp(page);
  await entryText(page).fill("Written while the login ran out");
  await expect(saveState(page, "kept")).toBeVisible();
  await loseSession(page);
  await page.getByRole("button", { name: "Save" }).click();
  await expect(page.getByText("You have been signed out. What you wrote is on this device")).toBeVisible();
  await expect(entryText(page)).toHaveValue("Written while the login ran out");

  await page.getByRole("main").getByRole("alert").waitFor();
  await page.getByRole("button", { name: "Sign in" }).click();
  await signIn(page, account);
  await expect(entryText(page)).toHaveValue("Written while the login ran out");
  await page.getByRole("button", { name: "Save" }).click();
  await expect(saveState(page, "saved")).toBeVisible();
  expect(await countEntries(page)).toBe(1);
});

test("an expired access token is renewed silently, once for all requests", async ({ page }) => {
  await signUp(page);
  await writeEntry(page, "Before the token expired");
  await page.context().clearCookies({ name: /session/ });
  const refreshes: string[] = [];
  page.on("request", (request) => {
    if (request.url().endsWith("/auth/refresh")) refreshes.push(request.method());
  });
  await page.getByRole("link", { name: "Timeline" }).click();
  await expect(page.getByText("Before the token expired")).toBeVisible();
  expect(refreshes).toEqual(["POST"]);
});

test("a tab of one person never writes into the journal of another who signed in beside it", async ({
  page,
  context,
}) => {
  await signUp(page);
  await entryText(page).fill("Only mine");
  await expect(saveState(page, "kept")).toBeVisible();
  await context.clearCookies();
  const other = await context.newPage();
  // The second tab begins without any trace of the first person.
  await other.addInitScript(() => localStorage.removeItem("echo.person"));
  await signUp(other);
  await page.bringToFront();
  await page.getByRole("button", { name: "Save" }).click();
  await expect(page.getByText("You have been signed out.").first()).toBeVisible();
  await expect(entryText(page)).toHaveValue("Only mine");
  expect(await countEntries(other)).toBe(0);
});

test("unsaved words stay at signing out unless the person removes them, and nobody else sees them", async ({
  page,
}) => {
  const account = await signUp(page);
  await entryText(page).fill("Not finished yet");
  await expect(saveState(page, "kept")).toBeVisible();
  await signOut(page);
  await page.getByRole("button", { name: "Keep them and sign out" }).click();
  await expect(page.getByRole("link", { name: "Begin your journal" })).toBeVisible();
  await signUp(page);
  await expect(entryText(page)).toHaveValue("");
  await signOut(page);
  await page.getByRole("link", { name: "Sign in" }).first().click();
  await signIn(page, account);
  await expect(entryText(page)).toHaveValue("Not finished yet");

  await signOut(page);
  await page.getByRole("button", { name: "Remove them and sign out" }).click();
  await page.getByRole("link", { name: "Sign in" }).first().click();
  await signIn(page, account);
  await expect(entryText(page)).toBeFocused();
  await expect(entryText(page)).toHaveValue("");
});
