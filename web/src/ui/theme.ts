/**
 * The theme: paper, ink, or what the system says. The choice is kept on this device and applied before
 * the first paint by /app/theme.js, which reads the same key.
 */
export const THEMES = ["system", "paper", "ink"] as const;
export type Theme = (typeof THEMES)[number];

const KEY = "echo.theme";

export function readTheme(): Theme {
  const chosen = document.documentElement.dataset["theme"];
  return chosen === "paper" || chosen === "ink" ? chosen : "system";
}

export function chooseTheme(theme: Theme): void {
  if (theme === "system") delete document.documentElement.dataset["theme"];
  else document.documentElement.dataset["theme"] = theme;
  try {
    if (theme === "system") localStorage.removeItem(KEY);
    else localStorage.setItem(KEY, theme);
  } catch {
    // Storage is switched off: the choice holds for this visit.
  }
}
