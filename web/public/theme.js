/**
 * Runs before the first paint, so that a chosen theme never flashes the other one. A file of its own,
 * because the Content-Security-Policy forbids inline scripts. Kept in step with src/ui/theme.ts.
 */
(() => {
  let choice = null;
  try {
    choice = localStorage.getItem("echo.theme");
  } catch {
    // Storage is switched off: the system's choice stands.
  }
  if (choice === "paper" || choice === "ink") document.documentElement.dataset.theme = choice;
})();
