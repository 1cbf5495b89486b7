/**
 * Builds the web app to `web/dist`, to be served under `/app/`. Nothing is inlined into the page: the
 * strict Content-Security-Policy allows files of the same origin only, no `data:` and no inline script.
 */
import react from "@vitejs/plugin-react";
import { defineConfig, type Plugin } from "vite";

/** Where the API listens while the development server runs. */
const API = "http://127.0.0.1:8000";

/** The two faces that the first screen needs. Others load when a character asks for them. */
const FIRST_FONTS = /(literata|figtree)-latin-wght-normal-[^/]+\.woff2$/;

/** Adds a preload for the first fonts: their hashed names are known only after bundling. */
function preloadFonts(): Plugin {
  return {
    name: "echo:preload-fonts",
    apply: "build",
    transformIndexHtml: {
      order: "post",
      handler: (_html, { bundle }) =>
        Object.keys(bundle ?? {})
          .filter((file) => FIRST_FONTS.test(file))
          .map((file) => ({
            tag: "link",
            attrs: { rel: "preload", as: "font", type: "font/woff2", href: `/app/${file}`, crossorigin: "" },
            injectTo: "head" as const,
          })),
    },
  };
}

export default defineConfig({
  root: import.meta.dirname,
  base: "/app/",
  plugins: [react(), preloadFonts()],
  build: {
    outDir: "dist",
    emptyOutDir: true,
    assetsDir: "assets",
    assetsInlineLimit: 0,
    // light-dark() is in every engine since May 2024.
    target: ["chrome123", "firefox120", "safari17.5"],
    modulePreload: { polyfill: false },
    sourcemap: false,
  },
  server: {
    host: "localhost",
    port: 5173,
    strictPort: true,
    proxy: Object.fromEntries(
      ["/auth", "/entries", "/profile", "/analyze", "/healthz", "/readyz", "/openapi.json", "/docs"].map(
        (path) => [path, { target: API, changeOrigin: false }],
      ),
    ),
  },
});
