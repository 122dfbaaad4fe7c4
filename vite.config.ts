/**
 * How the page is built: static files that work from any path on any host. TensorFlow.js is reached only from the worker,
 * so it lands in the worker's chunks; `scripts/budget.mjs` checks that it stays there.
 */
import tailwindcss from "@tailwindcss/vite";
import react from "@vitejs/plugin-react";
import { defineConfig } from "vite";
import { declarationsOnly } from "./scripts/declarations-only.ts";

export default defineConfig({
  base: "./",
  // One page, no client-side routes: a file that does not exist is a 404 and not the page again.
  appType: "mpa",
  plugins: [react(), tailwindcss(), declarationsOnly()],
  worker: { format: "es" },
  build: {
    target: "es2022",
    // Binaries stay files: they are fetched, cached and compiled as they stream in.
    assetsInlineLimit: (file) => (/\.(wasm|bin)$/.test(file) ? false : undefined),
    // The engine's chunks are large and lazy; the budget that matters is the one before interaction.
    chunkSizeWarningLimit: 2000,
    reportCompressedSize: false,
  },
});
