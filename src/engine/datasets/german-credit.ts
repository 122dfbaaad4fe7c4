/**
 * Lending: 1,000 real loans of a German bank around 1975, twenty things known about each borrower, and whether the loan was
 * repaid (Statlog German Credit). The split comes from the seed. It is loan default, not fraud.
 * Hofmann 1994, "Statlog (German Credit Data)"; Grömping 2019, "South German Credit Data: Correcting a Widely Used Data Set".
 */
import { defineDataset } from "../core/plugins";
import { GERMAN_CREDIT_TABLE } from "./german-credit-table";
import { columnsOf, packedTable, tableMeta, tableParams, type ColumnWords } from "./tables";

/** Units, meanings and levels; levels in the order in which the table numbers them. */
const WORDS: Readonly<Record<string, ColumnWords>> = {
  "checking account": { levels: ["below 0 DM", "0 to 200 DM", "200 DM or more", "none"], description: "Balance of the borrower’s checking account." },
  duration: { unit: "months", description: "How long the loan runs." },
  "credit history": { levels: ["no loans, or all repaid", "all at this bank repaid", "repaid so far", "late in the past", "critical account"], description: "How earlier loans went." },
  purpose: { levels: ["new car", "used car", "furniture", "radio or TV", "appliance", "repairs", "education", "retraining", "business", "other"], description: "What the loan is for." },
  amount: { unit: "DM", description: "How much was lent, in Deutsche Mark." },
  savings: { levels: ["below 100 DM", "100 to 500 DM", "500 to 1000 DM", "1000 DM or more", "none known"], description: "Savings account and bonds." },
  "employed for": { levels: ["unemployed", "under 1 year", "1 to 4 years", "4 to 7 years", "7 years or more"], description: "Time in the present job." },
  "installment rate": { description: "Share of income that the installments take, as a code from 1 to 4." },
  "sex and status": { levels: ["man, divorced", "woman, not single", "man, single", "man, married"], description: "Sex and marital status as one code, as the source has it." },
  "other debtors": { levels: ["none", "co-applicant", "guarantor"], description: "Who else answers for the loan." },
  "years at address": { description: "Time at the present address, as a code from 1 to 4." },
  property: { levels: ["real estate", "savings contract or life insurance", "car or other", "none known"], description: "The most valuable thing owned." },
  age: { unit: "years" },
  "other installments": { levels: ["bank", "stores", "none"], description: "Other installment plans." },
  housing: { levels: ["rents", "owns", "lives for free"] },
  "loans at this bank": { description: "Number of loans, this one included." },
  job: { levels: ["unskilled, not resident", "unskilled, resident", "skilled", "highly qualified"] },
  dependents: { description: "People the borrower has to provide for." },
  telephone: { levels: ["none", "yes"], description: "A telephone in the borrower’s name." },
  "foreign worker": { levels: ["yes", "no"] },
};
const META = tableMeta({ id: "german-credit", title: "Loan default", classNames: ["repaid", "defaulted"], positive: 1, columns: columnsOf(GERMAN_CREDIT_TABLE, (name) => WORDS[name]!) });

export const germanCredit = defineDataset({
  id: "german-credit",
  title: META.title,
  summary: "Loans of a German bank: twenty things that were known about the borrower, and whether the loan was repaid.",
  paper: { authors: "Hofmann", year: 1994, title: "Statlog (German Credit Data)", link: "https://doi.org/10.24432/C5NC77" },
  params: tableParams(GERMAN_CREDIT_TABLE.rows, { train: 600, test: 300, trusted: 100 }),
  facts: {
    source: "Statlog (German Credit Data), UCI Machine Learning Repository, from the Debian package weka 3.6.14",
    license: "CC BY 4.0, Hans Hofmann",
    size: "1,000 loans (700 repaid, 300 defaulted), 7 numbers and 13 categories each",
    notGoodFor: "Deciding about loans: one bank in the 1970s, defaults picked more often than they occur, and sex and foreign origin among the columns. Grömping (2019) found errors in its table of codes. Even a good model is right only three times in four.",
    synthetic: false,
  },
  scenario: "Lending",
  // Half of the defaults among the training rows.
  goodStart: { model: "logistic-regression", attack: "label-flip", attackParams: { mode: "targeted", source: 1, target: 0, rate: 0.15 } },
  meta: () => META,
  load: packedTable(META, GERMAN_CREDIT_TABLE),
});
