/** The page of patterns: empty, in the first days, and after months; each card by itself; triggers and the coping kit. */
import type { Page } from "@playwright/test";
import { createEntries, expect, expectAccessible, findKit, signUp, test, writeEntry } from "./echo.ts";

const BRIGHT = [
  "A wonderful morning run along the river, I felt happy and proud.",
  "Laughed so much with Ana, I am grateful for this lovely friendship.",
  "The garden is in bloom and I am delighted.",
];
const HEAVY = [
  "The deadline at work made me anxious, I am afraid I will fail.",
  "I feel sad and lonely tonight, I cried after the meeting at work.",
  "Angry about the deadline again, I hate how they treat us at work.",
];
const timezone = "Europe/Berlin";
const DAY_MS = 86_400_000;

/** A hundred and forty days: bright mornings, heavy evenings on working days. */
function aSeason(): readonly { text: string; written_at: string; timezone: string }[] {
  return Array.from({ length: 140 }, (_, index) => {
    const day = new Date(Date.now() - (index + 1) * DAY_MS).toISOString().slice(0, 10);
    return [
      { text: BRIGHT[index % BRIGHT.length] ?? "", written_at: `${day}T07:30:00Z`, timezone },
      ...(index % 7 < 5
        ? [{ text: HEAVY[index % HEAVY.length] ?? "", written_at: `${day}T20:15:00Z`, timezone }]
        : []),
    ];
  }).flat();
}

const card = (page: Page, title: string | RegExp) => page.getByRole("region", { name: title });

test("an empty journal is told what will come, and can prepare its coping kit", async ({ page }) => {
  await signUp(page);
  await page.getByRole("link", { name: "Patterns" }).click();
  await expect(page.getByRole("heading", { name: "Patterns need a few pages" })).toBeVisible();
  await expect(page.getByRole("heading", { name: "What would you like to watch?" })).toBeVisible();
  await expectAccessible(page);
  const kit = card(page, "What helps you through a hard hour?");
  await kit.getByLabel("Action 1").fill("  walk around the block ");
  await kit.getByLabel("Action 2").fill("Walk around the block");
  await kit.getByRole("button", { name: "Save the kit" }).click();
  await expect(kit.getByText("Each action once is enough.")).toBeVisible();
  await expectAccessible(page);
  await kit.getByLabel("Action 2").fill("call Ana");
  await kit.getByRole("button", { name: "Save the kit" }).click();
  await expect(page.getByText("Your kit is saved.")).toBeVisible();
  expect(await findKit(page)).toEqual(["walk around the block", "call Ana"]);
});

test("the first entries show their days and feelings, and each card says what it waits for", async ({
  page,
}) => {
  await signUp(page);
  await writeEntry(page, BRIGHT[0] ?? "");
  await writeEntry(page, HEAVY[1] ?? "");
  await page.goto("/app/patterns");
  await expect(page.getByText("You have 2 entries so far.")).toBeVisible();
  await expect(card(page, /most often: 50 %/)).toContainText("1 of 2 entries, likely between 9 % and 91 %");
  await expect(card(page, "You wrote on 1 of 30 days")).toBeVisible();
  await expect(card(page, "Not enough yet for a direction")).toContainText("after about 13 days more");
  await expect(card(page, "Times of day: not enough yet")).toContainText("weeks with entries to compare");
  await expect(card(page, "On this day: nothing yet")).toBeVisible();
  await expect(card(page, "In a few sentences")).toContainText("There are two entries for this week");
  await expectAccessible(page);
});

test("months of entries become findings, by window, in tables that everybody can read", async ({ page }) => {
  test.slow();
  await signUp(page);
  await createEntries(page, aSeason());
  await page.goto("/app/patterns");
  await expect(
    page.getByRole("heading", { name: /^Evenings are heavier|^Mornings are brighter/ }),
  ).toBeVisible();
  await expect(card(page, /most often/)).toContainText(
    /\d+ of \d+ entries, likely between \d+\s% and \d+\s%/,
  );
  await page.getByRole("button", { name: "Year", exact: true }).click();
  await expect(page).toHaveURL("/app/patterns?window=year");
  await expect(card(page, /You wrote on 140 of 365 days/)).toBeVisible();
  await expect(card(page, /Entries with “|comes up most/)).toContainText("work");
  await page.getByText(/^Show 140 days as a table$/).click();
  await expect(page.getByRole("row").filter({ hasText: "bright" }).first()).toBeVisible();
  await expect(page.getByRole("heading", { name: /[Tt]his week (and|is)/ })).toBeVisible();
  await page.getByRole("button", { name: "Month with month" }).click();
  await expect(page.getByRole("heading", { name: /[Tt]his month (and|is)/ })).toBeVisible();
  await expectAccessible(page);

  await page.getByRole("button", { name: "Watch “work”" }).click();
  await expect(page.getByText("“work” is watched from now on.")).toBeVisible();
  await expect(page.getByText(/^Heavier than entries without it/)).toBeVisible();
});

test("something to watch is added, changed and taken away, by keyboard too", async ({ page }) => {
  await signUp(page);
  await writeEntry(page, "My mother called and I was so happy.");
  await page.goto("/app/patterns");
  await page.getByRole("button", { name: "Add something to watch" }).press("Enter");
  await expect(page.getByLabel("Name", { exact: true })).toBeFocused();
  await page.keyboard.press("Enter");
  await expect(page.getByText("Give it a name.")).toBeVisible();
  await expectAccessible(page);
  await page.getByLabel("Name", { exact: true }).fill("Mother");
  await page.getByLabel("Words", { exact: true }).fill("mother, mum");
  await page.keyboard.press("Enter");
  const watched = card(page, "You watch one thing");
  await expect(watched).toContainText("1 entry speaks of it, on 1 day.");
  await expect(watched).toContainText("Not enough yet: after about 7 more entries with it.");
  await watched.getByRole("button", { name: "Edit Mother" }).click();
  await page.getByLabel("Name", { exact: true }).fill("Family");
  await page.getByRole("button", { name: "Save", exact: true }).click();
  await expect(watched.getByRole("heading", { name: "Family" })).toBeVisible();
  await expectAccessible(page);
  await watched.getByRole("button", { name: "Delete Family" }).click();
  await page.getByRole("dialog").getByRole("button", { name: "Keep it" }).click();
  await watched.getByRole("button", { name: "Delete Family" }).click();
  await page.getByRole("dialog").getByRole("button", { name: "Delete" }).click();
  await expect(page.getByRole("heading", { name: "What would you like to watch?" })).toBeVisible();
});

test("one card that fails leaves the others, and comes back", async ({ page }) => {
  await signUp(page);
  await writeEntry(page, BRIGHT[1] ?? "");
  await page.route("**/insights/rhythms*", (route) =>
    route.fulfill({
      status: 500,
      contentType: "application/problem+json",
      json: {
        type: "/problems/internal-error",
        title: "Internal error",
        status: 500,
        detail: "It failed.",
        request_id: "a",
      },
    }),
  );
  await page.goto("/app/patterns");
  const failed = card(page, "Times of day");
  await expect(failed.getByRole("alert")).toBeVisible();
  await expect(card(page, "You wrote on 1 of 30 days")).toBeVisible();
  await expectAccessible(page);
  await page.unroute("**/insights/rhythms*");
  await failed.getByRole("button", { name: "Try again" }).click();
  await expect(card(page, "Times of day: not enough yet")).toBeVisible();
});

test("a second person sees nothing of somebody's patterns", async ({ page, browser }) => {
  await signUp(page);
  await writeEntry(page, HEAVY[1] ?? "");
  const other = await (await browser.newContext()).newPage();
  await signUp(other);
  await other.goto("/app/patterns");
  await expect(other.getByRole("heading", { name: "Patterns need a few pages" })).toBeVisible();
  await expect(other.getByText("Sadness")).toHaveCount(0);
  await other.context().close();
});
