/**
 * Finds a Chromium that really starts, and says with which flags. Used by the end-to-end tests, the bench and any other
 * script that drives a page. It is not a download manager: it tries what is there, then two installers, then says so.
 */
import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";

const SYSTEM = [
  // The same engine without windows and toolbars: journeys take a sixth less time.
  "/usr/bin/chromium-headless-shell", "/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome", "/usr/bin/google-chrome-stable", "/snap/bin/chromium",
  "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome", "/Applications/Chromium.app/Contents/MacOS/Chromium",
];
const isRoot = process.getuid?.() === 0;

/** True when the file exists and prints its version, so its system libraries are there too. */
function starts(path) {
  if (!path || !existsSync(path)) return false;
  const args = isRoot ? ["--no-sandbox", "--version"] : ["--version"];
  return spawnSync(path, args, { stdio: "ignore", timeout: 20_000 }).status === 0;
}

/** Where Playwright would keep its own Chromium; asked in a fresh process because the answer is fixed at load time. */
function playwrightsOwn() {
  const ask = "import('playwright').then(({ chromium }) => console.log(chromium.executablePath()))";
  const { stdout } = spawnSync(process.execPath, ["--input-type=module", "-e", ask], { encoding: "utf8", cwd: import.meta.dirname });
  return stdout?.trim() ?? "";
}

function run(command, args, timeout) {
  // Installers talk on stderr so that a caller's stdout stays its own.
  return spawnSync(command, args, { stdio: ["ignore", 2, 2], timeout, env: { ...process.env, DEBIAN_FRONTEND: "noninteractive" } }).status === 0;
}

function installWithPlaywright() {
  const cli = join(dirname(createRequire(import.meta.url).resolve("playwright/package.json")), "cli.js");
  return run(process.execPath, [cli, "install", "chromium"], 120_000);
}

function installWithApt() {
  if (!isRoot || !existsSync("/usr/bin/apt-get")) return false;
  if (!run("apt-get", ["update", "-qq"], 180_000)) return false;
  return ["chromium-headless-shell", "chromium"].some((name) => run("apt-get", ["install", "-y", "-qq", "--no-install-recommends", name], 600_000));
}

/** Path of a Chromium that starts: $HEMLOCK_CHROMIUM, Playwright's own, the system's, or one freshly installed. */
export function findChromium() {
  const wanted = process.env.HEMLOCK_CHROMIUM;
  if (wanted) {
    if (starts(wanted)) return wanted;
    throw new Error(`HEMLOCK_CHROMIUM is "${wanted}", but that program does not start.`);
  }
  for (const path of [playwrightsOwn(), ...SYSTEM]) if (starts(path)) return path;
  process.stderr.write("No Chromium found; trying to install one.\n");
  if (installWithPlaywright() && starts(playwrightsOwn())) return playwrightsOwn();
  installWithApt();
  for (const path of SYSTEM) if (starts(path)) return path;
  throw new Error("No Chromium found and none could be installed. Install Chromium or Chrome, or set HEMLOCK_CHROMIUM to its path.");
}

/** Flags for a quiet browser without a GPU: software WebGL and WebGPU work, nothing is fetched in the background. */
export function chromiumArgs() {
  return [
    ...(isRoot ? ["--no-sandbox"] : []),
    // Software stands in for a GPU where models are trained; to draw the page with it too would take a core from them.
    "--disable-gpu-compositing",
    "--use-gl=angle", "--use-angle=swiftshader", "--enable-unsafe-swiftshader", "--ignore-gpu-blocklist",
    "--enable-unsafe-webgpu", "--use-webgpu-adapter=swiftshader", "--enable-features=Vulkan",
    "--disable-dev-shm-usage", "--disable-background-networking", "--disable-component-update", "--disable-sync", "--no-first-run",
  ];
}

/** Options for Playwright's `chromium.launch`. */
export function launchOptions() {
  return { executablePath: findChromium(), args: chromiumArgs() };
}
