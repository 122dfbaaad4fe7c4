/**
 * A story's picture for its card, 4:3, as SVG: drawn from the story's own data and from what its first run found, on light paper
 * that works on a dark page too. What is drawn follows from the kind of data and result; no story has a picture made by hand.
 */
import { defenses, wordsOf, type ArmResult, type Preview } from "../engine/index";
import { artifactsOf, type RunRecord } from "../engine/later";
import { canvas, drawInput, encodePng } from "./pictures";

const WIDE = 320, HIGH = 240, PAPER = "#f5f6f4", INK = "#1d2733", MUTED = "#5d6875", LINE = "#c9cfd4";
const CLEAN = "#0072b2", POISONED = "#d55e00", DEFENDED = "#009e73";
const safe = (text: string) => text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");
const f = (v: number) => String(Math.round(v * 10) / 10);
const text = (x: number, y: number, what: string, more = "") => `<text x="${f(x)}" y="${f(y)}" ${more}>${safe(what)}</text>`;
const percent = (v: number) => `${Math.round(100 * v)} %`;

const arm = (record: RunRecord, id: string): ArmResult | undefined => record.result.arms.find((a) => a.id === id);
const metric = (record: RunRecord, id: string, name: string): number | undefined => arm(record, id)?.metrics[name]?.value;

/** One input as a picture element with hard pixels. */
function pixels(input: ArrayLike<number>, { meta }: Pick<Preview, "meta">, x: number, y: number, side: number): string {
  const [h = 1, w = 1] = meta.shape, small = canvas(w, h);
  drawInput(small, input, meta, 0, 0, 1);
  return `<image x="${f(x)}" y="${f(y)}" width="${side}" height="${side}" preserveAspectRatio="none" style="image-rendering:pixelated" href="data:image/png;base64,${Buffer.from(encodePng(small)).toString("base64")}"/>`;
}

const poisonedRows = ({ truth }: Preview): number[] => [...truth.poisoned.keys()].filter((i) => truth.poisoned[i] === 1);
const inputAt = ({ train, meta }: Preview, i: number): Float32Array => { const d = meta.shape.reduce((a, b) => a * b, 1); return train.inputs.subarray(i * d, (i + 1) * d); };

/** Where the k-th of a few images stands: six small ones, or four in color, which weigh more. */
const many = ({ meta }: Preview): number => (meta.shape[2] === 3 ? 4 : 6), SIDE = 74;
const place = (k: number, n: number) => { const columns = n / 2, gap = n === 6 ? 25 : 50; return [(WIDE - columns * SIDE - (columns - 1) * gap) / 2 + (k % columns) * (SIDE + gap), 16 + Math.floor(k / columns) * 110] as const; };

/** Some poisoned images: true name struck out where the label is another one. */
function images(preview: Preview): string {
  const { meta, truth, train } = preview, rows = spread(poisonedRows(preview), truth.originalLabels), side = SIDE;
  return rows.slice(0, many(preview)).map((row, k) => {
    const [x, y] = place(k, many(preview)), was = meta.classNames[truth.originalLabels[row]!]!, now = meta.classNames[train.labels[row]!]!;
    // Long names: only the one that it was given, smaller.
    const label = was === now || now.length > 9 ? text(x + side / 2, y + side + 18, now, `text-anchor="middle"${was === now ? "" : ' fill="#b84a00" font-weight="700"'}${now.length > 9 ? ' font-size="13"' : ""}`) : `<text x="${f(x + side / 2)}" y="${f(y + side + 18)}" text-anchor="middle"><tspan fill="${MUTED}" text-decoration="line-through">${safe(was)}</tspan><tspan dx="6" fill="#b84a00" font-weight="700">${safe(now)}</tspan></text>`;
    return `<rect x="${f(x - 3)}" y="${f(y - 3)}" width="${side + 6}" height="${side + 6}" rx="4" fill="none" stroke="${POISONED}" stroke-width="2"/>${pixels(inputAt(preview, row), preview, x, y, side)}${label}`;
  }).join("");
}

/** The rows in an order that shows as many classes as early as possible. */
function spread(rows: readonly number[], labels: ArrayLike<number>): number[] {
  const seen = new Map<number, number>(), turn = new Map(rows.map((r) => { const n = seen.get(labels[r]!) ?? 0; seen.set(labels[r]!, n + 1); return [r, n] as const; }));
  return rows.toSorted((a, b) => turn.get(a)! - turn.get(b)! || labels[a]! - labels[b]!);
}

/** Some test inputs with the trigger and what the poisoned model reads; for stories where no training row is touched. */
function triggered(record: RunRecord, preview: Preview): string {
  const goal = preview.goal!, read = artifactsOf(record)["poisoned"]?.goalPredicted, d = preview.meta.shape.reduce((a, b) => a * b, 1), side = SIDE;
  const order = spread([...goal.testIndex.keys()], Int32Array.from(goal.testIndex, (i) => preview.test.labels[i]!));
  return order.slice(0, many(preview)).map((k, at) => {
    const [x, y] = place(at, many(preview)), said = read?.[k] ?? -1, wrong = said !== preview.test.labels[goal.testIndex[k]!];
    return `${pixels(goal.inputs.subarray(k * d, (k + 1) * d), preview, x, y, side)}${text(x + side / 2, y + side + 18, `“${preview.meta.classNames[said] ?? "?"}”`, `text-anchor="middle" fill="${wrong ? "#b84a00" : INK}"${wrong ? ' font-weight="700"' : ""}`)}`;
  }).join("");
}

/** A message that lost its true label. */
function message(preview: Preview): string {
  const { meta, truth, train } = preview, row = poisonedRows(preview).find((i) => { const n = wordsOf(inputAt(preview, i), meta).length; return train.labels[i] !== truth.originalLabels[i] && n >= 12 && n <= 26; }) ?? poisonedRows(preview)[0] ?? 0;
  const lines: string[] = [""];
  for (const word of wordsOf(inputAt(preview, row), meta)) {
    if (lines.at(-1)!.length + word.length > 25) lines.push("");
    lines.push(`${lines.pop()!} ${word}`.trim());
  }
  const [was, now] = [truth.originalLabels[row]!, train.labels[row]!].map((c) => meta.classNames[c]!), shown = lines.slice(0, 6);
  return `<path d="M24 22h272a8 8 0 0 1 8 8v132a8 8 0 0 1-8 8H64l-22 18v-18H24a8 8 0 0 1-8-8V30a8 8 0 0 1 8-8z" fill="#fff" stroke="${LINE}" stroke-width="1.5"/>${shown.map((l, k) => text(32, 50 + 21 * k, k === 5 && lines.length > 6 ? `${l} …` : l)).join("")}<text x="160" y="222" text-anchor="middle" font-size="20"><tspan fill="${MUTED}" text-decoration="line-through">${safe(was!)}</tspan><tspan dx="10" fill="#b84a00" font-weight="700">${safe(now!)}</tspan></text>`;
}

/** Points with the border of the poisoned model, and where the clean one had it as a dashed line. */
function points(record: RunRecord, preview: Preview): string {
  const { train, truth } = preview, arms = artifactsOf(record), region = arms["poisoned"]?.region ?? arms["clean"]!.region!, at = (x: number, y: number) => [((x - region.x[0]) / (region.x[1] - region.x[0])) * WIDE, HIGH - ((y - region.y[0]) / (region.y[1] - region.y[0])) * HIGH] as const;
  const border = (r: typeof region, style: string) => {
    const w = WIDE / r.side, h = HIGH / r.side, at = (i: number, j: number) => r.predicted[j * r.side + i];
    // Edges between unlike cells, neighbors in a line drawn as one.
    const lines = (differ: (line: number, k: number) => boolean, draw: (line: number, from: number, to: number) => string) => {
      let path = "";
      for (let line = 1; line < r.side; line++) for (let k = 0, from = -1; k <= r.side; k++) {
        const edge = k < r.side && differ(line, k);
        if (edge && from < 0) from = k;
        if (!edge && from >= 0) { path += draw(line, from, k); from = -1; }
      }
      return path;
    };
    const path = lines((i, j) => at(i - 1, j) !== at(i, j), (i, from, to) => `M${f(i * w)} ${f(HIGH - from * h)}V${f(HIGH - to * h)}`) + lines((j, i) => at(i, j - 1) !== at(i, j), (j, from, to) => `M${f(from * w)} ${f(HIGH - j * h)}H${f(to * w)}`);
    return `<path d="${path}" fill="none" ${style}/>`;
  };
  const colors = ["#2b6cb0", "#c9a227", "#6b4fa0", "#23845d"], step = Math.max(1, Math.floor(train.n / 260)), dots: string[] = [];
  for (let i = 0; i < train.n; i += truth.poisoned[i] === 1 ? 1 : step) {
    const [x, y] = at(train.inputs[2 * i]!, train.inputs[2 * i + 1]!), c = colors[train.labels[i]! % 4];
    if (dots.length < 280) dots.push(truth.poisoned[i] === 1 ? `<circle cx="${f(x)}" cy="${f(y)}" r="4" fill="${c}" stroke="${POISONED}" stroke-width="2"/>` : `<circle cx="${f(x)}" cy="${f(y)}" r="2.5" fill="${c}" fill-opacity=".55"/>`);
  }
  return `${dots.join("")}${arms["clean"]?.region ? border(arms["clean"].region, `stroke="${CLEAN}" stroke-width="2" stroke-opacity=".8"`) : ""}${border(region, `stroke="${POISONED}" stroke-width="3"`)}`;
}

/** Bars of a rate, one a line: for tables, and where defenses are weighed. */
function bars(title: string, rows: readonly { readonly label: string; readonly value: number; readonly color: string }[], left = 112): string {
  const gap = Math.min(64, 190 / rows.length);
  return `${text(20, 30, title, `fill="${MUTED}" font-size="15"`)}${rows.map(({ label, value, color }, k) => {
    const y = 40 + gap / 2 - 8 + (190 - gap * rows.length) / 2 + k * gap;
    return `${text(20, y + 12, label, 'font-size="14"')}<rect x="${left}" y="${f(y)}" width="${248 - left}" height="16" rx="3" fill="#fff" stroke="${LINE}"/><rect x="${left}" y="${f(y)}" width="${f(Math.max(2, (248 - left) * value))}" height="16" rx="3" fill="${color}"/>${text(300, y + 13, percent(value), 'text-anchor="end" font-size="14" font-weight="700"')}`;
  }).join("")}`;
}

function tableBars(record: RunRecord, { meta }: Preview): string {
  const recall = (id: string, c: number) => arm(record, id)?.classMetrics["perClassRecall"]?.[c]?.value ?? 0;
  const worst = meta.classNames.map((_, c) => c).toSorted((a, b) => recall("poisoned", a) - recall("clean", a) - (recall("poisoned", b) - recall("clean", b)))[0]!;
  return bars(`${meta.classNames[worst]!}: found`, [["clean", "clean", CLEAN], ["poisoned", "poisoned", POISONED], ["defended", "defended-1", DEFENDED]].filter(([, id]) => arm(record, id!)).map(([label, id, color]) => ({ label: label!, value: recall(id!, worst), color: color! })));
}

/** Clients around their server. */
function federation(record: RunRecord): string {
  const clients = arm(record, "poisoned")?.federation?.clients ?? [], cx = 160, cy = 120;
  const place = (k: number) => { const a = (2 * Math.PI * k) / clients.length - Math.PI / 2; return [cx + 118 * Math.cos(a), cy + 90 * Math.sin(a)] as const; };
  const lines = clients.map((c, k) => { const [x, y] = place(k); return `<path d="M${f(x)} ${f(y)}L${cx} ${cy}" stroke="${c.malicious ? POISONED : LINE}" stroke-width="${c.malicious ? 2.5 : 1.5}"${c.malicious ? ' stroke-dasharray="5 4"' : ""}/>`; });
  const dots = clients.map((c, k) => { const [x, y] = place(k); return c.malicious ? `<rect x="${f(x - 12)}" y="${f(y - 12)}" width="24" height="24" rx="3" transform="rotate(45 ${f(x)} ${f(y)})" fill="${POISONED}" stroke="#fff" stroke-width="2"/>` : `<circle cx="${f(x)}" cy="${f(y)}" r="14" fill="${CLEAN}" stroke="#fff" stroke-width="2"/>`; });
  const read = metric(record, "poisoned", "cleanAccuracy");
  return `${lines.join("")}<rect x="${cx - 40}" y="${cy - 26}" width="80" height="52" rx="8" fill="#fff" stroke="${INK}" stroke-width="2"/>${read === undefined ? "" : text(cx, cy + 8, percent(read), 'text-anchor="middle" font-size="22" font-weight="700" fill="#b84a00"')}${dots.join("")}`;
}

/** Accuracy and attack success of the model that kept learning. */
function curve(record: RunRecord): string {
  const points = arm(record, "poisoned")!.curve, last = points.at(-1)!.epoch, x = (e: number) => 24 + (e / last) * 236, y = (v: number) => 208 - v * 172;
  const line = (get: (p: (typeof points)[number]) => number | undefined, style: string) => `<polyline fill="none" ${style} points="${points.flatMap((p) => (get(p) === undefined ? [] : [`${f(x(p.epoch))},${f(y(get(p)!))}`])).join(" ")}"/>`;
  const end = points.at(-1)!, at = (v: number, other: number) => y(v) + 5 + (Math.abs(v - other) < 0.1 ? (v >= other ? -10 : 10) : 0);
  return `<path d="M24 36v172h272" fill="none" stroke="${LINE}" stroke-width="2"/>${line((p) => p.cleanAccuracy, `stroke="${CLEAN}" stroke-width="4"`)}${line((p) => p.attackSuccess, `stroke="${POISONED}" stroke-width="4" stroke-dasharray="9 5"`)}${text(266, at(end.cleanAccuracy, end.attackSuccess ?? 0), percent(end.cleanAccuracy), `fill="#00598c" font-weight="700"`)}${end.attackSuccess === undefined ? "" : text(266, at(end.attackSuccess, end.cleanAccuracy), percent(end.attackSuccess), 'fill="#b84a00" font-weight="700"')}${text(160, 229, "time", `text-anchor="middle" fill="${MUTED}" font-size="14"`)}`;
}

function armsBars(record: RunRecord): string {
  const shown = record.result.arms.filter((a) => a.metrics["attackSuccess"] && ["poisoned", "defended"].includes(a.kind)), { spec } = record.result;
  const name = (a: ArmResult) => (a.kind === "poisoned" ? "no defense" : (spec.defenses[a.pipeline ?? 0] ?? []).map((c) => defenses.find(c.id)?.title.toLowerCase() ?? c.id).join(" + "));
  return bars("attack success", shown.map((a) => ({ label: name(a), value: a.metrics["attackSuccess"]!.value, color: a.kind === "poisoned" ? POISONED : DEFENDED })), 170);
}

/** The run that a story's card is drawn from, where it is not the first. */
const FROM: Readonly<Record<string, string>> = { depth: "again" };
export const cardRun = (story: string, runs: Readonly<Record<string, unknown>>): string => FROM[story] ?? Object.keys(runs)[0]!;

/** The card of a story; the picture says nothing that its title does not say too, so it needs no name of its own. */
export function cardPicture(story: string, record: RunRecord, preview: Preview): string {
  const { spec } = record.result, { modality } = preview.meta;
  const inside =
    story === "depth" ? armsBars(record) : spec.regime === "federated" ? federation(record) : spec.regime === "online" ? curve(record) :
    modality === "points" ? points(record, preview) : modality === "text" ? message(preview) : modality === "tabular" ? tableBars(record, preview) :
    poisonedRows(preview).length > 0 ? images(preview) : preview.goal ? triggered(record, preview) : armsBars(record);
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDE} ${HIGH}" font-family="system-ui, sans-serif" font-size="16" fill="${INK}"><rect width="${WIDE}" height="${HIGH}" fill="${PAPER}"/>${inside}</svg>\n`;
}
