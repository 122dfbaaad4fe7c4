// Makes public/data/spambase/ from the Debian package r-cran-kernlab, which holds the Spambase table in R's own format; R
// writes it out as a CSV. The package is not on npm, so this is a one-off; the output is committed. By hand:
//   apt-get download r-cran-kernlab && dpkg -x r-cran-kernlab_*.deb DIR
//   Rscript -e 'load("DIR/usr/lib/R/site-library/kernlab/data/spam.rda"); write.csv(spam, "spam.csv", row.names = FALSE)'
//   node scripts/data/spambase.mjs spam.csv
import { readFileSync } from "node:fs";
import { sha256, writeWhenRun } from "./pack.mjs";
import { packTable } from "./table-pack.mjs";

const NAMES = {
  charSemicolon: ";", charRoundbracket: "(", charSquarebracket: "[", charExclamation: "!", charDollar: "$", charHash: "#",
  capitalAve: "mean capital run", capitalLong: "longest capital run", capitalTotal: "capital letters",
};

export function build(path) {
  if (!path) throw new Error("say where the CSV that R wrote is");
  const bytes = readFileSync(path), [head, ...all] = bytes.toString("utf8").trim().split(/\r?\n/);
  const names = head.replaceAll('"', "").split(",").slice(0, 57).map((name) => NAMES[name] ?? name.replace(/^num/, ""));
  if (all.length !== 4601 || names.length !== 57) throw new Error("this is not the table of 4,601 e-mails");
  const lines = [...new Set(all)].map((line) => line.split(","));
  if (lines.length !== 4210) throw new Error(`expected 4210 different e-mails, found ${lines.length}`);
  const labels = lines.map((line) => ["\"nonspam\"", "\"spam\""].indexOf(line[57]));
  const { files, format } = packTable({ id: "spambase", constant: "SPAMBASE_TABLE", script: "spambase.mjs", names, rows: lines.map((line) => line.slice(0, 57)), labels });
  files.set("public/data/spambase/NOTICE", Buffer.from(`Spambase: counts of words and characters in 4,210 e-mails.

Source    UCI Machine Learning Repository, https://doi.org/10.24432/C53G6X, by way of the Debian package r-cran-kernlab,
          version 0.9-32-1, file kernlab/data/spam.rda, written out by R. SHA-256 of the files:
          ab09291d7de965e84f808e3ae646d7043fa87e1e30cfcebec6b95d14f6828b62  r-cran-kernlab_0.9-32-1_amd64.deb
          09281b38bc7b064f63616d9056091f924f59e38aa9fd07dd3bc1af0cba9613d3  spam.rda
          ${sha256(bytes)}  spam.csv
Rights    M. Hopkins, E. Reeber, G. Forman, J. Suermondt (Hewlett-Packard Labs, 1999); Creative Commons Attribution 4.0
          International, https://creativecommons.org/licenses/by/4.0/. Nothing of the package's own code is in here.
Change    391 rows that repeat an earlier row exactly are left out (4,601 before), so that no test e-mail was trained on. Three
          e-mails occur with both classes; both rows are kept. Columns renamed; values as in the source. Made by
          scripts/data/spambase.mjs.
Format    ${format}
`));
  return files;
}

await writeWhenRun(import.meta.url, build);
