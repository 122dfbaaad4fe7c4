// Makes public/data/german-credit/ from the Debian package weka, which holds the German credit table as readable text. The
// package is not on npm, so this is a one-off; the output is committed. By hand:
//   apt-get download weka && dpkg -x weka_*.deb DIR
//   node scripts/data/german-credit.mjs DIR/usr/share/doc/weka/examples/credit-g.arff
import { readFileSync } from "node:fs";
import { sha256, writeWhenRun } from "./pack.mjs";
import { packTable } from "./table-pack.mjs";

const NAMES = [
  "checking account", "duration", "credit history", "purpose", "amount", "savings", "employed for", "installment rate", "sex and status", "other debtors",
  "years at address", "property", "age", "other installments", "housing", "loans at this bank", "job", "dependents", "telephone", "foreign worker",
];
const parts = (text) => text.split(",").map((part) => part.trim().replace(/^'(.*)'$/, "$1"));

export function build(path) {
  if (!path) throw new Error("say where the unpacked package's credit-g.arff is");
  const bytes = readFileSync(path), lines = bytes.toString("utf8").split(/\r?\n/).filter((line) => line && !line.startsWith("%"));
  const levels = lines.filter((line) => line.startsWith("@attribute")).map((line) => (/\{(.*)\}/.exec(line) ? parts(/\{(.*)\}/.exec(line)[1]) : null));
  const all = lines.filter((line) => !line.startsWith("@")).map(parts);
  if (all.length !== 1000 || levels.length !== 21) throw new Error("this is not the table of 1,000 loans");
  // A level that no row has is left out; the numbers of the others close up.
  const used = levels.map((own, j) => own?.filter((level) => all.some((row) => row[j] === level)));
  const coded = all.map((row) => row.map((value, j) => (used[j] ? String(used[j].indexOf(value)) : value)));
  if (coded.some((row) => row.includes("-1") || row.length !== 21)) throw new Error("a row holds a level that was not declared");
  const { files, format } = packTable({ id: "german-credit", constant: "GERMAN_CREDIT_TABLE", script: "german-credit.mjs", names: NAMES, rows: coded.map((row) => row.slice(0, 20)), labels: coded.map((row) => Number(row[20])) });
  files.set("public/data/german-credit/NOTICE", Buffer.from(`Loan default: the Statlog (German Credit Data) data set, 1,000 loans.

Source    UCI Machine Learning Repository, https://doi.org/10.24432/C5NC77, by way of the Debian package weka, version 3.6.14-3,
          file /usr/share/doc/weka/examples/credit-g.arff. SHA-256 of the files:
          58ea5ec3b42ca9719be5756d1bd64ebed0e69d16d6fffa200b3cebf4ccccab16  weka_3.6.14-3_all.deb
          ${sha256(bytes)}  credit-g.arff
Rights    H. Hofmann (1994), Institut für Statistik und Ökonometrie, Universität Hamburg; Creative Commons Attribution 4.0
          International, https://creativecommons.org/licenses/by/4.0/. Nothing of the package's own code is in here.
Change    Columns renamed; each category replaced by its number in the order of the source; two levels that no row has left out
          (purpose "vacation", status "female single"). Values as in the source. No row occurs twice. Made by
          scripts/data/german-credit.mjs; the names of the levels are in src/engine/datasets/german-credit.ts.
Note      U. Grömping (2019), South German Credit Data: Correcting a Widely Used Data Set, found errors in the table of codes
          that comes with these data. They are shown here as UCI published them.
Format    ${format}
`));
  return files;
}

await writeWhenRun(import.meta.url, build);
