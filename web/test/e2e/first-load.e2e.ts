/** What a phone with bad signal has to fetch before somebody can write. */
import { entryText, expect, signUp, test } from "./echo.ts";

/** Of which React, its router and its cache are 103,000. */
const LIMIT_BYTES = 124_000;

test("the page to write on needs at most 124 kB of compressed JavaScript", async ({ page }) => {
  await signUp(page);
  const scripts = new Set<string>();
  page.on("request", (request) => {
    if (request.resourceType() === "script") scripts.add(request.url());
  });
  await page.reload();
  await expect(entryText(page)).toBeFocused();
  await page.waitForLoadState("networkidle");
  const sizes = await Promise.all(
    [...scripts].map(async (url) => {
      const response = await page.request.get(url, { headers: { "Accept-Encoding": "gzip" } });
      return Number(response.headers()["content-length"]);
    }),
  );
  expect(sizes.length).toBeGreaterThan(2);
  expect(sizes.reduce((sum, size) => sum + size, 0)).toBeLessThanOrEqual(LIMIT_BYTES);
});
