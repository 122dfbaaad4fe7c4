/**
 * Draws the icons of the installed page from `public/favicon.svg`: the rounded one in two sizes, one that systems may crop to any
 * shape, and Apple's, which must have no transparent corners. Run by hand when the drawing changes: `node scripts/icons.mjs`.
 */
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { Resvg } from "@resvg/resvg-js";

const folder = resolve(import.meta.dirname, "..", "public"), drawing = readFileSync(join(folder, "favicon.svg"), "utf8");
const ground = /<rect width="32" height="32" rx="7" fill="(#[0-9a-f]{6})"\/>/.exec(drawing);
if (!ground) throw new Error("favicon.svg no longer begins with its rounded ground; this script cuts the icons out around it.");

/** The ground to the edges and the drawing at `share` of its size in the middle; a mask may take all but the inner 80 %. */
function full(share) {
  const inner = drawing.trim().replace(/^<svg[^>]*>|<\/svg>$/g, "").replace(ground[0], "");
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 32"><rect width="32" height="32" fill="${ground[1]}"/><g transform="translate(16 16) scale(${share}) translate(-16 -16)">${inner}</g></svg>`;
}

mkdirSync(join(folder, "icons"), { recursive: true });
for (const [name, svg, size] of [["icon-192", drawing, 192], ["icon-512", drawing, 512], ["maskable-512", full(0.72), 512], ["apple-180", full(0.86), 180]])
  writeFileSync(join(folder, "icons", `${name}.png`), new Resvg(svg, { font: { loadSystemFonts: false }, fitTo: { mode: "width", value: size } }).render().asPng());
