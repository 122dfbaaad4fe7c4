// Makes public/data/penguins/ from the devDependency vega-datasets@3.2.1: bill and flipper length of the penguins that were
// measured in full. Run by hand from the repository root: node scripts/data/penguins.mjs. The output is committed; running
// it again changes nothing. Not part of the page.
import { readFileSync } from "node:fs";
import { root, sha256, writeWhenRun } from "./pack.mjs";
import { packTable } from "./table-pack.mjs";

const SPECIES = ["Adelie", "Chinstrap", "Gentoo"];

export function build() {
  const bytes = readFileSync(`${root}node_modules/vega-datasets/data/penguins.json`);
  const all = JSON.parse(bytes.toString("utf8")), pick = (p) => [p["Beak Length (mm)"], p["Flipper Length (mm)"]];
  const whole = all.filter((p) => pick(p).every((v) => typeof v === "number"));
  if (all.length !== 344 || whole.length !== 342) throw new Error(`expected 342 of 344 penguins, found ${whole.length} of ${all.length}`);
  const labels = whole.map((p) => SPECIES.indexOf(p.Species));
  if (labels.includes(-1)) throw new Error("a penguin is of no known species");
  const { files, format } = packTable({ id: "penguins", constant: "PENGUINS_TABLE", script: "penguins.mjs", names: ["bill length", "flipper length"], rows: whole.map((p) => pick(p).map(String)), labels, gzip: false });
  files.set("public/data/penguins/NOTICE", Buffer.from(`Penguins: bill and flipper length of 342 penguins of the Palmer Archipelago, Antarctica.

Source    npm package vega-datasets, version 3.2.1 (Vega; the package's code is under the BSD 3-Clause license), file
          data/penguins.json, whose origin is https://github.com/allisonhorst/palmerpenguins. Measured by Dr. Kristen Gorman
          and the Palmer Station Antarctica LTER. SHA-256 of the file:
          ${sha256(bytes)}  data/penguins.json
Rights    CC0 1.0 Universal, https://creativecommons.org/publicdomain/zero/1.0/
Paper     K. B. Gorman, T. D. Williams, W. R. Fraser (2014), Ecological Sexual Dimorphism and Environmental Variability
          within a Community of Antarctic Penguins (Genus Pygoscelis), PLoS ONE 9(3),
          https://doi.org/10.1371/journal.pone.0090081
Change    Two of the seven columns kept; two penguins without measurements left out; species numbered in alphabetical
          order. Values as in the source. Made by scripts/data/penguins.mjs.
Format    ${format}
`));
  return files;
}

await writeWhenRun(import.meta.url, build);
