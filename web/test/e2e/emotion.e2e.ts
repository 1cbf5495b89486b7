/** What Echo hears after saving: the answer, the feeling, the reasons, the writer's own word, help, and the coping kit. */
import {
  entryPath,
  entryText,
  expect,
  expectAccessible,
  findEmotion,
  setCopingKit,
  signUp,
  test,
  writeEntry,
} from "./echo.ts";

const JOYFUL = "I am so happy and grateful today, what a wonderful, joyful morning with friends.";
const SAD = "I feel so sad and lonely. I cried all evening because I miss her.";
const GERMAN = "Heute war ein langer Tag, und ich habe am Abend noch lange am Fenster gesessen.";
const CRISIS = "I want to die. I cannot go on like this.";

test("a joyful entry is answered with a sentence and the feeling by word and sign", async ({ page }) => {
  await signUp(page);
  const id = await writeEntry(page, JOYFUL);
  const heard = page.getByRole("region", { name: "What Echo heard" });
  await expect(heard.getByText("Joy", { exact: true })).toBeVisible();
  await expect(heard.locator('svg[data-emotion="joy"]')).toBeVisible();
  const stored = (await (await page.request.get(`/entries/${id}`)).json()) as { one_liner: string };
  await expect(page.getByText(stored.one_liner)).toBeVisible();
  await expect(entryText(page)).toBeFocused();
  await expect(entryText(page)).toHaveValue("");
  await page.getByRole("button", { name: "Close this answer" }).click();
  await expect(page.getByText(stored.one_liner)).toBeHidden();
});

test("the reasons mark words of the text, which stays as it is, character for character", async ({
  page,
}) => {
  await signUp(page);
  const text = `  ${SAD}\n\n\u{1f327} So lonely, so sad.  `;
  const id = await writeEntry(page, text);
  const stored = ((await (await page.request.get(`/entries/${id}`)).json()) as { text: string }).text;
  await page.goto(entryPath(id));
  await page.getByRole("button", { name: "Why?" }).click();
  const heard = page.getByRole("region", { name: "What Echo heard" });
  const { model } = await findEmotion(page, id);
  expect(model.reasons.length).toBeGreaterThan(0);
  const marks = await heard.locator("mark").allTextContents();
  expect(marks.length).toBeGreaterThan(0);
  for (const mark of marks) expect(model.reasons.map((reason) => reason.text)).toContain(mark);
  expect(await heard.locator("p.verbatim").evaluate((element) => element.textContent)).toBe(stored);
  await expect(heard.getByRole("row")).toHaveCount(7);
  await expectAccessible(page);
  await page.getByRole("button", { name: "Why?" }).click();
  await expect(heard.locator("mark")).toHaveCount(0);
});

test("one tap overrules what was heard, in the timeline and its filter too, and can be taken back", async ({
  page,
}) => {
  await signUp(page);
  await writeEntry(page, JOYFUL);
  const id = await writeEntry(page, SAD);
  const heard = page.getByRole("region", { name: "What Echo heard" });
  await expect(heard.getByText("Sadness", { exact: true })).toBeVisible();
  await heard.getByRole("button", { name: "Change" }).click();
  await expectAccessible(page);
  await heard.getByRole("button", { name: "Anger" }).click();
  await expect(heard.getByText("Anger, your word")).toBeVisible();
  await expect(heard.getByText("Noted: anger. Your word counts from here on.")).toBeVisible();
  await expect(heard.getByRole("button", { name: "Change" })).toBeFocused();
  expect(await findEmotion(page, id)).toMatchObject({ label: "anger", source: "user" });

  await page.getByRole("link", { name: "Timeline" }).click();
  await expect(page.getByRole("article").filter({ hasText: "lonely" })).toContainText("Anger, your word");
  await page.getByLabel("Feeling", { exact: true }).selectOption("Anger");
  await expect(page.getByRole("article")).toHaveCount(1);
  await expect(page).toHaveURL("/app/timeline?emotion=anger");
  await page.reload();
  await expect(page.getByRole("article")).toHaveCount(1);
  await expect(page.getByLabel("Feeling", { exact: true })).toHaveValue("anger");
  await expectAccessible(page);
  await page.getByLabel("Feeling", { exact: true }).selectOption("Surprise");
  await expect(page.getByText("No entry matches this.")).toBeVisible();

  await page.goto(entryPath(id));
  await heard.getByRole("button", { name: "Back to what Echo heard" }).click();
  await expect(heard.getByText("Sadness", { exact: true })).toBeVisible();
  expect(await findEmotion(page, id)).toMatchObject({ label: "sadness", source: "model" });
});

test("a language that is not understood gets no feeling but one honest sentence, and may be named", async ({
  page,
}) => {
  await signUp(page);
  const id = await writeEntry(page, GERMAN);
  const heard = page.getByRole("region", { name: "What Echo heard" });
  await expect(heard.getByText("Echo does not understand this language yet")).toBeVisible();
  await expect(heard.getByRole("button", { name: "Why?" })).toBeHidden();
  await heard.getByRole("button", { name: "Name it" }).click();
  await heard.getByRole("button", { name: "Neutral" }).click();
  await expect(heard.getByText("Neutral, your word")).toBeVisible();
  expect(await findEmotion(page, id)).toMatchObject({ label: "neutral", source: "user" });
});

test("where a text asks for help there is help, quietly, and neither a feeling nor a cheerful line", async ({
  page,
}) => {
  await signUp(page);
  const id = await writeEntry(page, CRISIS);
  const panel = page.getByRole("region", { name: "Someone to talk to" });
  await expect(panel).toBeVisible();
  await expect(page.getByRole("dialog")).toHaveCount(0);
  await expect(entryText(page)).toBeFocused();
  await expect(page.getByRole("region", { name: "What Echo heard" })).toHaveCount(0);
  const links = await panel
    .getByRole("link")
    .evaluateAll((all) => all.map((each) => each.getAttribute("href")));
  expect(links.some((href) => href?.startsWith("tel:"))).toBe(true);
  expect(links.every((href) => /^(tel|sms|https):/.test(href ?? ""))).toBe(true);
  await expectAccessible(page);
  await panel.getByRole("button", { name: "Close" }).click();
  await expect(panel).toBeHidden();
  await page.getByRole("button", { name: "Show whom you can talk to" }).click();
  await expect(panel).toBeVisible();

  await page.goto(entryPath(id));
  await expect(panel).toBeVisible();
  await expect(page.getByRole("region", { name: "What Echo heard" })).toHaveCount(0);
});

test("after a hard entry an action of the own kit is offered, and the answer can be changed", async ({
  page,
}) => {
  await signUp(page);
  await setCopingKit(page, ["walk around the block"]);
  const id = await writeEntry(page, SAD);
  const offer = page.getByRole("region", { name: "From your kit" });
  await expect(offer).toContainText("walk around the block");
  await expectAccessible(page);
  await offer.getByRole("button", { name: "I did it: it helped" }).click();
  await expect(offer.getByText("Noted: it helped.")).toBeVisible();
  expect((await findEmotion(page, id)).coping).toEqual({ action: "walk around the block", helped: true });
  await page.goto(entryPath(id));
  await offer.getByRole("button", { name: "Change" }).click();
  await offer.getByRole("button", { name: "I did it: it did not" }).click();
  await expect(offer.getByText("Noted: it did not help this time.")).toBeVisible();
  expect((await findEmotion(page, id)).coping).toEqual({ action: "walk around the block", helped: false });
});

test("without a language model nothing offers a longer reflection", async ({ page }) => {
  await signUp(page);
  const id = await writeEntry(page, JOYFUL);
  const provider = page.waitForResponse("**/reflections/provider");
  await page.goto(entryPath(id));
  expect(((await (await provider).json()) as { is_enabled: boolean }).is_enabled).toBe(false);
  await expect(page.getByRole("region", { name: "What Echo heard" })).toBeVisible();
  await expect(page.getByRole("button", { name: "Ask for a longer reflection" })).toHaveCount(0);
});

test("a longer reflection names where the page goes before it goes, and can be deleted", async ({ page }) => {
  await signUp(page);
  const id = await writeEntry(page, JOYFUL);
  const destination = { model: "model-x", host: "models.example.org", is_this_machine: false };
  let posts = 0;
  // Only the outside model is a stand-in: none is set up here.
  await page.route("**/reflections/provider", (route) =>
    route.fulfill({ json: { is_enabled: true, destination } }),
  );
  await page.route(`**/entries/${id}/reflection`, (route) => {
    if (route.request().method() === "DELETE") return route.fulfill({ status: 204 });
    if (route.request().method() === "GET") return route.continue();
    posts += 1;
    return route.fulfill({
      status: 201,
      json: { text: "A longer answer.", destination, entry_version: 1, created_at: "2026-11-24T10:00:00Z" },
    });
  });
  await page.goto(entryPath(id));
  await page.getByRole("button", { name: "Ask for a longer reflection" }).click();
  await expect(page.getByText("Sends this page to the model model-x on models.example.org.")).toBeVisible();
  expect(posts).toBe(0);
  await expectAccessible(page);
  await page.getByRole("button", { name: "Send it" }).click();
  await expect(page.getByText("A longer answer.")).toBeVisible();
  expect(posts).toBe(1);
  await expectAccessible(page);
  await page.getByRole("button", { name: "Delete the reflection" }).click();
  await expect(page.getByText("A longer answer.")).toBeHidden();
});

test("a second person sees nothing of what was heard in somebody's entry", async ({ page, browser }) => {
  await signUp(page);
  const id = await writeEntry(page, SAD);
  const other = await (await browser.newContext()).newPage();
  await signUp(other);
  await other.goto(entryPath(id));
  await expect(other.getByRole("heading", { name: "Nothing here" })).toBeVisible();
  await expect(other.getByText("Sadness")).toHaveCount(0);
  const [theirs, nobodys] = await Promise.all(
    [id, "00000000-0000-4000-8000-000000000000"].map((each) => other.request.get(`/entries/${each}/emotion`)),
  );
  expect(theirs?.status()).toBe(404);
  expect(nobodys?.status()).toBe(404);
  await other.context().close();
});
