/**
 * How the page is built: static files that work from any path on any host. TensorFlow.js is reached only from the worker,
 * so it lands in the worker's chunks; `scripts/budget.mjs` checks that it stays there.
 */
import tailwindcss from "@tailwindcss/vite";
import react from "@vitejs/plugin-react";
import { defineConfig } from "vite";
import { captionsLater } from "./scripts/captions-later.ts";
import { declarationsOnly } from "./scripts/declarations-only.ts";
import { offline } from "./scripts/offline.ts";
import { oneShell } from "./scripts/one-shell.ts";
import { pseudoLocale } from "./scripts/pseudo-locale.ts";

export default defineConfig(({ mode }) => ({
  base: "./",
  // One page, no client-side routes: a file that does not exist is a 404 and not the page again.
  appType: "mpa",
  // The pseudo-locale accents sentences where they stand.
  plugins: [react(), tailwindcss(), mode === "pseudo" ? pseudoLocale() : captionsLater(), declarationsOnly(), offline()],
  worker: { format: "es", plugins: () => (mode === "pseudo" ? [pseudoLocale()] : []) },
  build: {
    // README says so, too. What sets the limit: `subgrid` in Chrome, `:has` in Firefox, WebAssembly's SIMD and `OffscreenCanvas` in Safari.
    target: ["chrome117", "edge117", "firefox121", "safari16.4"],
    // Binaries stay files: they are fetched, cached and compiled as they stream in.
    assetsInlineLimit: (file) => (/\.(wasm|bin)$/.test(file) ? false : undefined),
    // The engine's chunks are large and lazy; the budget that matters is the one before interaction.
    chunkSizeWarningLimit: 2000,
    reportCompressedSize: false,
    // How long plugins take on a slow machine is nothing to warn whoever builds the page about.
    rolldownOptions: { checks: { pluginTimings: false }, output: { codeSplitting: { groups: [oneShell("src/app/main.tsx", /\/src\/engine\/core\/fields\.ts$/)] } } },
    // Browsers without it load the same files a little later.
    modulePreload: { polyfill: false },
  },
}));
