/** Starts the app: styles, session, router. */
import "./ui/tokens.css";
import "./ui/base.css";
import { QueryClientProvider } from "@tanstack/react-query";
import { RouterProvider } from "@tanstack/react-router";
import { StrictMode } from "react";
import { createRoot } from "react-dom/client";
import { queryClient } from "./api/queries.ts";
import { watchReachability } from "./api/reachability.ts";
import { watchSession } from "./api/session.ts";
import { router } from "./routes.tsx";

const RELOADED = "echo.reloaded";

// After an update of Echo the chunks of the old build are gone: fetch the new page once. Nothing that was typed is
// lost, it lies on the device. Without a network, or while Echo is away, there is no new page: whoever asked for
// the chunk is told, and what stands on the screen stays.
addEventListener("vite:preloadError", () => {
  if (sessionStorage.getItem(RELOADED) === null) void reloadWhereServed();
});

/** How long Echo may take to say that it is there. */
const HEALTH_LIMIT_MS = 3_000;

async function reloadWhereServed(): Promise<void> {
  try {
    const signal = AbortSignal.timeout(HEALTH_LIMIT_MS);
    if (!(await fetch("/healthz", { cache: "no-store", signal })).ok) return;
  } catch {
    return;
  }
  sessionStorage.setItem(RELOADED, "1");
  location.reload();
}
addEventListener("load", () => setTimeout(() => sessionStorage.removeItem(RELOADED), 10_000));

watchSession();
watchReachability();

const place = document.getElementById("root");
if (place === null) throw new Error("index.html has no #root");
createRoot(place).render(
  <StrictMode>
    <QueryClientProvider client={queryClient}>
      <RouterProvider router={router} />
    </QueryClientProvider>
  </StrictMode>,
);
