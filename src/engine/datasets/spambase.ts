/**
 * Spam filter (counts): 4,210 real e-mails of 1999, each as the frequency of 48 words and 6 characters and three figures about
 * capital letters (Spambase). The split comes from the seed. No text in here.
 * Hopkins, Reeber, Forman, Suermondt 1999, "Spambase".
 */
import { defineDataset } from "../core/plugins";
import { SPAMBASE_TABLE } from "./spambase-table";
import { columnsOf, packedTable, tableMeta, tableParams, type ColumnWords } from "./tables";

function wordsFor(name: string): ColumnWords {
  if (name === "mean capital run") return { unit: "letters", description: "Mean length of the runs of capital letters." };
  if (name === "longest capital run") return { unit: "letters", description: "Length of the longest run of capital letters." };
  if (name === "capital letters") return { unit: "letters", description: "Capital letters in the whole e-mail." };
  if (/^[a-z0-9]+$/.test(name)) return { unit: "%", description: `Share of the e-mail’s words that are "${name}".` };
  return { unit: "%", description: `Share of the e-mail’s characters that are ${name}` };
}

const META = tableMeta({ id: "spambase", title: "Spam counts", classNames: ["ham", "spam"], positive: 1, columns: columnsOf(SPAMBASE_TABLE, wordsFor) });

export const spambase = defineDataset({
  id: "spambase",
  title: META.title,
  summary: "E-mails as counts: how often each of 48 words and 6 characters occurs, and how much is in capitals.",
  paper: { authors: "Hopkins, Reeber, Forman, Suermondt", year: 1999, title: "Spambase", link: "https://doi.org/10.24432/C53G6X" },
  params: tableParams(SPAMBASE_TABLE.rows, { train: 3000, test: 1000, trusted: 210 }),
  facts: {
    source: "Spambase, UCI Machine Learning Repository, from the Debian package r-cran-kernlab 0.9-32; 391 repeated rows left out",
    license: "CC BY 4.0, Hopkins, Reeber, Forman and Suermondt (Hewlett-Packard Labs)",
    size: "4,210 e-mails (2,531 ham, 1,679 spam), 57 numbers each",
    notGoodFor: "Filtering mail today: it is the mail of one company in 1999, so that \"george\" and the area code 650 speak for ham. Three e-mails stand under both classes.",
    synthetic: false,
  },
  scenario: "Spam filter (counts)",
  // Half of the spam among the training rows.
  goodStart: { model: "logistic-regression", attack: "label-flip", attackParams: { mode: "targeted", source: 1, target: 0, rate: 0.2 } },
  meta: () => META,
  load: packedTable(META, SPAMBASE_TABLE),
});
