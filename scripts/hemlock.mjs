/**
 * Starts the command line: Node cannot read TypeScript by itself, so Vite's module runner loads `src/cli/main.ts`.
 * Everything Vite has to say is silenced; stdout belongs to the command.
 */
import { createServer, createServerModuleRunner } from "vite";
import { Console } from "node:console";
import { resolve } from "node:path";

// Libraries that chat do so on stderr.
globalThis.console = new Console(process.stderr, process.stderr);
const stop = new AbortController();
process.on("SIGINT", () => (stop.signal.aborted ? process.exit(130) : stop.abort()));
process.on("SIGTERM", () => (stop.signal.aborted ? process.exit(143) : stop.abort()));
// A reader that has seen enough (`| head`) is not an error.
process.stdout.on("error", (error) => process.exit(error.code === "EPIPE" ? 0 : 1));

const root = resolve(import.meta.dirname, "..");
const server = await createServer({
  root,
  configFile: false,
  envFile: false,
  logLevel: "silent",
  clearScreen: false,
  appType: "custom",
  cacheDir: resolve(root, ".cache/cli"),
  optimizeDeps: { noDiscovery: true, include: [] },
  server: { middlewareMode: true, hmr: false, ws: false, watch: null },
});
const runner = createServerModuleRunner(server.environments.ssr, { hmr: false });
try {
  const { main } = await runner.import("/src/cli/main.ts");
  process.exitCode = await main(process.argv.slice(2), process, stop.signal);
} catch (error) {
  process.stderr.write(`${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`);
  process.exitCode = 1;
} finally {
  await runner.close();
  await server.close();
}
