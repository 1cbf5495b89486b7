/**
 * Builds the web app to `web/dist`, to be served under `/app/`. Nothing is inlined into the page: the
 * strict Content-Security-Policy allows files of the same origin only, no `data:` and no inline script.
 */
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { brotliCompressSync, constants, gzipSync } from "node:zlib";
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

/**
 * What the page to write on needs, which is the first one for whoever has a journal: in one chunk, because
 * many small ones compress badly. Whatever can wait must not be in this list.
 */
const FIRST_PAGE = new RegExp(
  `/web/src/(${[
    "(main|routes|paths)",
    "api/(client|errors|messages|queries|reachability|remembered-person|session|transport|use-person)",
    "(shell|drafts)/.*",
    "ui/(button|chip|mood|notice|page|text-area|theme)",
    "features/entries/(excerpt|save-(draft|failure)|tag-field|unfinished-list|use-(locale|saving|today)|when|write-page|writing-(messages|surface))",
  ].join("|")})\\.tsx?$`,
);

/** Too small a file grows by its own headers. */
const LEAST_COMPRESSED_BYTES = 1_000;

/** Puts a `.br` and a `.gz` beside each text file, so that the server only has to choose one. */
function precompress(): Plugin {
  let outDir = "";
  return {
    name: "echo:precompress",
    apply: "build",
    configResolved(config) {
      outDir = config.build.outDir;
    },
    writeBundle() {
      const directory = resolve(import.meta.dirname, outDir);
      for (const name of readdirSync(directory, { recursive: true, encoding: "utf8" })) {
        if (!/\.(js|css|html|svg)$/.test(name)) continue;
        const content = readFileSync(join(directory, name));
        if (content.length < LEAST_COMPRESSED_BYTES) continue;
        const params = { [constants.BROTLI_PARAM_SIZE_HINT]: content.length };
        writeFileSync(join(directory, `${name}.br`), brotliCompressSync(content, { params }));
        writeFileSync(join(directory, `${name}.gz`), gzipSync(content, { level: 9 }));
      }
    },
  };
}

export default defineConfig({
  root: import.meta.dirname,
  base: "/app/",
  plugins: [react(), preloadFonts(), precompress()],
  build: {
    outDir: "dist",
    emptyOutDir: true,
    assetsDir: "assets",
    assetsInlineLimit: 0,
    // light-dark() is in every engine since May 2024.
    target: ["chrome123", "firefox120", "safari17.5"],
    modulePreload: { polyfill: false },
    sourcemap: false,
    rolldownOptions: {
      output: {
        codeSplitting: {
          groups: [
            { name: "vendor", test: /node_modules|rolldown/ },
            { name: "first", test: FIRST_PAGE },
          ],
        },
      },
    },
  },
  server: {
    host: "localhost",
    port: 5173,
    strictPort: true,
    proxy: Object.fromEntries(
      [
        "/auth",
        "/entries",
        "/profile",
        "/analyze",
        "/coping",
        "/triggers",
        "/insights",
        "/summary",
        "/reflections",
        "/healthz",
        "/readyz",
        "/openapi.json",
        "/docs",
      ].map((path) => [path, { target: API, changeOrigin: false }]),
    ),
  },
});
