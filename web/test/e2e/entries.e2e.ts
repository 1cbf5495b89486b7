/** Reading, changing, deleting and finding entries. */
import {
  createEntries,
  entryPath,
  entryText,
  expect,
  fetchEntry,
  saveState,
  signUp,
  test,
  writeEntry,
} from "./echo.ts";

test("an entry can be changed, and its earlier version read and brought back", async ({ page }) => {
  await signUp(page);
  const id = await writeEntry(page, "First version", ["one"]);
  await page.getByRole("link", { name: "Read it" }).click();
  await page.getByRole("link", { name: "Edit" }).click();
  await entryText(page).fill("Second version");
  await page.getByRole("button", { name: "Save" }).click();
  await expect(page.getByRole("article")).toHaveText("Second version");

  await page.getByRole("button", { name: "Earlier versions" }).click();
  await expect(page.getByText("First version")).toBeVisible();
  await page.getByRole("button", { name: "Bring this version back" }).click();
  await expect(page.getByRole("article").first()).toHaveText("First version");
  expect(await fetchEntry(page, id)).toMatchObject({ text: "First version", version: 3 });
});

test("unfinished changes to an entry wait on the device and can be discarded", async ({ page }) => {
  await signUp(page);
  const id = await writeEntry(page, "As it was");
  await page.goto(`${entryPath(id)}/edit`);
  await entryText(page).fill("As it may become");
  await expect(saveState(page, "kept")).toBeVisible();
  await page.goto(entryPath(id));
  await page.getByRole("link", { name: "Go on with them" }).click();
  await expect(entryText(page)).toHaveValue("As it may become");
  await page.getByRole("button", { name: "Discard changes" }).click();
  await page.getByRole("dialog").getByRole("button", { name: "Discard changes" }).click();
  await expect(page.getByRole("article")).toHaveText("As it was");
  await expect(page.getByRole("link", { name: "Go on with them" })).toBeHidden();
  expect((await fetchEntry(page, id)).version).toBe(1);
});

for (const [button, current, former] of [
  ["Keep mine", "Mine", "Theirs"],
  ["Keep the other", "Theirs", "Mine"],
] as const) {
  test(`a conflict shows both texts; "${button}" keeps the other among the versions`, async ({
    page,
    context,
  }) => {
    await signUp(page);
    const id = await writeEntry(page, "Beginning");
    await page.goto(`${entryPath(id)}/edit`);
    await entryText(page).fill("Mine");
    const other = await context.newPage();
    await other.goto(entryPath(id));
    await other.getByRole("link", { name: "Edit" }).click();
    await entryText(other).fill("Theirs");
    await other.getByRole("button", { name: "Save" }).click();
    await expect(other.getByRole("article")).toHaveText("Theirs");

    await page.getByRole("button", { name: "Save" }).click();
    await expect(page.getByRole("heading", { name: "Two versions of this entry" })).toBeVisible();
    await expect(page.getByText("Mine", { exact: true })).toBeVisible();
    await expect(page.getByText("Theirs", { exact: true })).toBeVisible();
    await page.getByRole("button", { name: button }).click();
    await expect(page.getByRole("article").first()).toHaveText(current);
    await page.getByRole("button", { name: "Earlier versions" }).click();
    await expect(page.getByText(former, { exact: true })).toBeVisible();
  });
}

test("unfinished changes to an entry that was deleted meanwhile become a new page", async ({ page }) => {
  await signUp(page);
  const id = await writeEntry(page, "Soon deleted");
  await page.goto(`${entryPath(id)}/edit`);
  await entryText(page).fill("Soon deleted, but this stays");
  await expect(saveState(page, "kept")).toBeVisible();
  await page.goto(entryPath(id));
  await page.getByRole("button", { name: "Delete" }).click();
  await expect(page).toHaveURL("/app/timeline");
  await page.getByRole("link", { name: "Write", exact: true }).click();
  await page.getByRole("link", { name: "Soon deleted, but this stays" }).click();
  await expect(page.getByRole("heading", { name: "This entry is no longer there" })).toBeVisible();
  await page.getByRole("button", { name: "Make it a new page" }).click();
  await expect(entryText(page)).toHaveValue("Soon deleted, but this stays");
  await page.getByRole("button", { name: "Save" }).click();
  await expect(saveState(page, "saved")).toBeVisible();
});

test("a deleted entry can be brought back at once, and later from the trash", async ({ page }) => {
  await signUp(page);
  const id = await writeEntry(page, "Nearly gone");
  await page.goto(entryPath(id));
  await page.getByRole("button", { name: "Delete" }).click();
  await expect(page).toHaveURL("/app/timeline");
  await expect(page.getByText("What you deleted waits in the trash and can come back.")).toBeVisible();
  await page.getByRole("button", { name: "Undo" }).click();
  await expect(page.getByRole("article")).toContainText("Nearly gone");

  await page.getByRole("article").getByRole("link").click();
  await page.getByRole("button", { name: "Delete" }).click();
  await page.getByRole("link", { name: "Trash" }).click();
  await expect(page.getByText("Nearly gone")).toBeVisible();
  await page.getByRole("button", { name: /^Restore the entry/ }).click();
  await expect(page.getByText("The trash is empty.")).toBeVisible();
  await page.getByRole("link", { name: "Timeline" }).click();
  await expect(page.getByRole("article")).toContainText("Nearly gone");
});

test("search and tag stand in the address, survive a reload, and can be taken away", async ({ page }) => {
  await signUp(page);
  await writeEntry(page, "駅まで歩いた", ["walking"]);
  await writeEntry(page, "Rain on the roof", ["home"]);
  await writeEntry(page, "2024 was long", ["home"]);
  await page.getByRole("link", { name: "Timeline" }).click();
  await expect(page.getByRole("article")).toHaveCount(3);

  await page.getByLabel("Search your entries").fill("駅まで");
  await page.getByLabel("Search your entries").press("Enter");
  await expect(page.getByRole("article")).toHaveCount(1);
  expect(new URL(page.url()).searchParams.get("q")).toBe("駅まで");
  await page.reload();
  await expect(page.getByRole("article")).toHaveText(/駅まで歩いた/);

  await page.getByLabel("Search your entries").fill("2024");
  await page.getByRole("button", { name: "Search" }).click();
  await expect(page.getByRole("article")).toHaveText(/2024 was long/);
  await page.getByLabel("Search your entries").fill("nowhere to be found");
  await page.getByRole("button", { name: "Search" }).click();
  await expect(page.getByText("No entry matches this.")).toBeVisible();
  await page.getByRole("link", { name: "Show all" }).click();

  await page.getByRole("link", { name: "home" }).first().click();
  await expect(page.getByRole("article")).toHaveCount(2);
  await expect(page).toHaveURL("/app/timeline?tag=home");
  await page.getByRole("button", { name: "Tagged home, show all again" }).click();
  await expect(page.getByRole("article")).toHaveCount(3);
});

test("a long timeline goes on page by page, each entry once", async ({ page }) => {
  await signUp(page);
  await createEntries(
    page,
    Array.from({ length: 45 }, (_, index) => `Entry number ${index}.`),
  );
  await page.getByRole("link", { name: "Timeline" }).click();
  await expect(page.getByRole("article")).toHaveCount(20);
  await page.getByRole("button", { name: "Show earlier entries" }).click();
  await expect(page.getByRole("article")).toHaveCount(40);
  await page.getByRole("button", { name: "Show earlier entries" }).click();
  await expect(page.getByRole("article")).toHaveCount(45);
  await expect(page.getByRole("button", { name: "Show earlier entries" })).toBeHidden();
  const texts = await page.getByRole("article").getByRole("link").allTextContents();
  expect(new Set(texts).size).toBe(45);
});

test("the address of a deleted entry says where it is and brings it back", async ({ page }) => {
  await signUp(page);
  const id = await writeEntry(page, "Nearly gone");
  await page.goto(entryPath(id));
  await page.getByRole("button", { name: "Delete" }).click();
  await expect(page).toHaveURL("/app/timeline");
  await page.goto(entryPath(id));
  await expect(page.getByRole("heading", { name: "This entry is in the trash" })).toBeVisible();
  await page.getByRole("button", { name: "Restore" }).click();
  await expect(page.getByRole("article")).toHaveText("Nearly gone");
});

test("a search shows the match, marked, also without its accents and far from the beginning", async ({
  page,
}) => {
  await signUp(page);
  await createEntries(page, [`${"Before it. ".repeat(150)}Then a small café, and rain.`]);
  await page.goto("/app/timeline?q=cafe");
  const mark = page.getByRole("article").locator("mark");
  await expect(mark).toHaveText("café");
  await page.setViewportSize({ width: 360, height: 740 });
  await expect(mark).toBeInViewport({ ratio: 1 });
});

test("a tag is found from the search box: as #tag, completed, or offered where its word alone finds nothing", async ({
  page,
}) => {
  await signUp(page);
  await writeEntry(page, "Up the hill and down again", ["long walk"]);
  await writeEntry(page, "At the table", ["home"]);
  await page.getByRole("link", { name: "Timeline" }).click();
  await expect(page.getByRole("article")).toHaveCount(2);
  const search = page.getByLabel("Search your entries");
  await search.focus();
  await expect(page.locator("datalist option")).toHaveText(["#home", "#long walk"]);

  await search.fill("#Long walk");
  await search.press("Enter");
  await expect(page).toHaveURL("/app/timeline?tag=long+walk");
  await expect(page.getByRole("article")).toHaveCount(1);
  await expect(search).toHaveValue("");
  await search.fill("hill");
  await search.press("Enter");
  await expect(page.getByRole("article")).toHaveText(/Up the hill/);
  expect(new URL(page.url()).searchParams.get("tag")).toBe("long walk");

  await page.goto("/app/timeline?q=home");
  await search.focus();
  await page.getByRole("link", { name: "Show what is tagged home" }).click();
  await expect(page.getByRole("article")).toHaveText(/At the table/);
});

test("the timeline goes to a day, and on to what was before it", async ({ page }) => {
  await signUp(page);
  await createEntries(page, [
    { text: "In spring", written_at: "2025-04-02T10:00:00Z", timezone: "Europe/Berlin" },
    { text: "Late that day", written_at: "2025-06-30T22:30:00Z", timezone: "Asia/Tokyo" },
    { text: "In summer", written_at: "2025-07-01T08:00:00Z", timezone: "Europe/Berlin" },
    { text: "In autumn", written_at: "2025-10-02T10:00:00Z", timezone: "Europe/Berlin" },
  ]);
  await page.getByRole("link", { name: "Timeline" }).click();
  await expect(page.getByRole("article")).toHaveCount(4);
  await page.getByLabel("Go to a day").fill("2025-07-01");
  await page.getByLabel("Go to a day").press("Enter");
  await expect(page).toHaveURL("/app/timeline?to=2025-07-01");
  await expect(page.getByRole("article")).toHaveText([/In summer/, /Late that day/, /In spring/]);
  await page.getByRole("button", { name: /^Up to .*1 July 2025, show all again$/ }).click();
  await expect(page.getByRole("article")).toHaveCount(4);
});

test("a second person gets for somebody's entry the page that there is for none", async ({
  page,
  browser,
}) => {
  await signUp(page);
  const id = await writeEntry(page, "For nobody else");
  const other = await (await browser.newContext()).newPage();
  await signUp(other);
  const pages: string[] = [];
  for (const path of [entryPath(id), entryPath("00000000-0000-4000-8000-000000000000"), "/app/nowhere"]) {
    await other.goto(path);
    await expect(other.getByRole("heading", { name: "Nothing here" })).toBeVisible();
    pages.push(await other.getByRole("main").innerHTML());
  }
  expect(new Set(pages).size).toBe(1);
  await other.goto(`${entryPath(id)}/edit`);
  await expect(other.getByRole("heading", { name: "Nothing here" })).toBeVisible();
  await other.context().close();
});
