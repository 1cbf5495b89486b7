/** The colours of tokens.css, measured as WCAG 2.2 section 1.4.3 and 1.4.11 define contrast. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";

const css = readFileSync(join(import.meta.dirname, "../../src/ui/tokens.css"), "utf8");
const tokens = new Map(
  [...css.matchAll(/--([a-z-]+):\s*light-dark\((#[0-9a-f]{6}),\s*(#[0-9a-f]{6})\)/g)].map(
    ([, name = "", paper = "", ink = ""]) => [name, { paper, ink }],
  ),
);

function luminance(colour: string): number {
  const [red = 0, green = 0, blue = 0] = [1, 3, 5]
    .map((start) => Number.parseInt(colour.slice(start, start + 2), 16) / 255)
    .map((value) => (value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4));
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

function contrast(one: string, other: string): number {
  const [lighter = 0, darker = 0] = [luminance(one), luminance(other)].toSorted((a, b) => b - a);
  return (lighter + 0.05) / (darker + 0.05);
}

const GROUNDS = ["ground", "surface", "surface-sunken"];
const EMOTIONS = ["anger", "disgust", "fear", "joy", "neutral", "sadness", "surprise"];
const PAIRS: readonly (readonly [text: string, ground: string, least: number])[] = [
  ...GROUNDS.flatMap((ground) =>
    ["text", "text-quiet", "accent", "accent-strong", "danger"].map((text) => [text, ground, 4.5] as const),
  ),
  ...[...GROUNDS, "accent-wash"].flatMap((ground) =>
    EMOTIONS.map((emotion) => [emotion, ground, 4.5] as const),
  ),
  ["on-accent", "accent", 4.5],
  ["on-accent", "accent-strong", 4.5],
  ["accent-strong", "accent-wash", 4.5],
  ["text", "accent-wash", 4.5],
  ["warning", "warning-wash", 4.5],
  ["danger", "danger-wash", 4.5],
  ...GROUNDS.map((ground) => ["line-strong", ground, 3] as const),
];

describe.each(["paper", "ink"] as const)("on %s", (theme) => {
  it.each(PAIRS)("%s on %s reaches %d:1", (text, ground, least) => {
    const foreground = tokens.get(text);
    const background = tokens.get(ground);
    expect(foreground, `token ${text}`).toBeDefined();
    expect(background, `token ${ground}`).toBeDefined();
    expect(contrast(foreground?.[theme] ?? "", background?.[theme] ?? "")).toBeGreaterThanOrEqual(least);
  });
});
