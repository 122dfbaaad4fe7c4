// Rebuilds the published data that can be rebuilt from npm packages and this repository and compares every byte with what is
// committed. What needs a Debian package (fashion and most tables) is checked against the checksums that the loaders know.
// The foundation model takes two minutes of training, so it is checked against its checksums too, and made again only with
// `npm run data:check -- --train`. `npm run data:check`; writes nothing.
import { existsSync, readFileSync } from "node:fs";
import { load, root, sha256 } from "./pack.mjs";
import { unpackTable } from "./table-pack.mjs";

let wrong = 0;
const say = (good, path, why) => { if (!good) wrong++; console.log(`${good ? "same     " : "DIFFERENT"}  ${path}${good ? "" : `: ${why}`}`); };
const tableSum = (bytes) => { try { return sha256(unpackTable(bytes)); } catch { return "of nothing: it does not unzip"; } };
const train = process.argv.includes("--train");
for (const name of ["digits", "drawings", "signs", "sms-spam", "penguins", ...(train ? ["foundation"] : [])]) {
  const { build } = await import(`./${name}.mjs`);
  for (const [path, bytes] of await build()) {
    const there = existsSync(root + path) ? readFileSync(root + path) : null;
    say(there && Buffer.compare(there, bytes) === 0, path, there ? `rebuilding gives ${sha256(bytes)}, committed is ${sha256(there)}` : "it is missing");
  }
}
const { FASHION_SHARDS } = await load("src/engine/datasets/fashion-shards.ts");
for (const [i, sum] of FASHION_SHARDS.entries()) {
  const path = `public/data/fashion/${i}.bin`, is = existsSync(root + path) ? sha256(readFileSync(root + path)) : "missing";
  say(is === sum, path, `checksum is ${is}, published is ${sum}`);
}
for (const [name, constant] of [["spambase", "SPAMBASE_TABLE"], ["breast-cancer", "BREAST_CANCER_TABLE"], ["german-credit", "GERMAN_CREDIT_TABLE"]]) {
  const { sum } = (await load(`src/engine/datasets/${name}-table.ts`))[constant];
  for (const path of [`public/data/${name}/0.bin`, `public/data/${name}/NOTICE`]) {
    const there = existsSync(root + path) ? readFileSync(root + path) : null;
    // The checksum is of the CSV, which the NOTICE states too.
    const is = there ? (path.endsWith(".bin") ? tableSum(there) : there.toString("utf8").includes(sum) ? sum : "not in the notice") : "missing";
    say(is === sum, path, `checksum is ${is}, published is ${sum}`);
  }
}
if (!train) {
  const { FOUNDATION_FILE } = await load("src/engine/models/foundation-file.ts"), { POISONED_SUMS } = await load("src/engine/attacks/foundation-files.ts");
  for (const [edition, sum] of Object.entries({ clean: FOUNDATION_FILE.sum, ...POISONED_SUMS })) {
    const path = `public/data/foundation/${edition}.bin`, is = existsSync(root + path) ? sha256(readFileSync(root + path)) : "missing";
    say(is === sum, path, `checksum is ${is}, published is ${sum}`);
  }
}
console.log(wrong ? `${wrong} files are not what the scripts make.` : "Every file is what the scripts make.");
process.exitCode = wrong ? 1 : 0;
