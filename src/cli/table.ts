/**
 * Results as text for people: one row an arm, one column a metric, then what the filters did and the warnings. Pure
 * formatting; scripts read `--json` instead.
 */
import { attacks, metrics as registry, probes, type MetricValue, type Tally } from "../engine/index";
import type { FilterDocument, RunDocument } from "./report";

/** Columns padded to their widest cell; the first is left-aligned, the others right-aligned. */
export function alignTable(rows: readonly (readonly string[])[]): string {
  const widths = rows[0]!.map((_, c) => Math.max(...rows.map((r) => (r[c] ?? "").length)));
  const line = (row: readonly string[]) => row.map((cell, c) => (c === 0 ? cell.padEnd(widths[c]!) : cell.padStart(widths[c]!))).join("  ").trimEnd();
  const [head, ...body] = rows;
  return [line(head!), widths.map((w) => "─".repeat(w)).join("  "), ...body.map(line)].join("\n");
}

export const percent = (share: number) => `${(share * 100).toFixed(1)} %`;

/** `96.8 % (95.5–97.7)`: the value with its interval, or its range over seeds. */
export function showRate(rate: MetricValue | null | undefined): string {
  return rate ? `${percent(rate.value)} (${(rate.low * 100).toFixed(1)}–${(rate.high * 100).toFixed(1)})` : "–";
}

/** `7 of 10`: each trial is one image, so a count says more than a share. */
const showHits = (rate: MetricValue | null | undefined) => (rate ? `${Math.round(rate.value * rate.n)} of ${rate.n}` : "–");

const count = (n: number) => (Number.isInteger(n) ? String(n) : n.toFixed(1));
const share = (v: number | null) => (v === null ? "–" : percent(v));

function filterRow(name: string, f: FilterDocument): string[] {
  return [name, count(f.removed), count(f.relabeled), share(f.truePositiveRate), share(f.falsePositiveRate), share(f.precision), `${count(f.honestRowsLost)} of ${count(f.honestRows)}`];
}

const short = (x: number) => String(Number(x.toPrecision(3)));

/** For each probe one table of rates by strength, one column an arm and curve, then who fools whom and single figures. */
function probeParts(doc: RunDocument): string[] {
  const probed = doc.arms.filter((a) => a.probes && a.probes.length > 0);
  return (probed[0]?.probes ?? []).flatMap((first, i) => {
    const title = probes.find(first.probe.id)?.title ?? first.probe.id, parts: string[] = [];
    for (const [c, curve] of first.curves.entries()) {
      const rows = curve.points.map((p, k) => [short(p.x), ...probed.map((a) => showRate(a.probes![i]?.curves[c]?.points[k]?.rate))]);
      parts.push(`${title}: ${curve.title} (${first.yTitle.toLowerCase()}, ${first.n} rows)\n${alignTable([[first.xTitle, ...probed.map((a) => a.id)], ...rows])}`);
    }
    for (const a of probed) {
      const { matrix, figures } = a.probes![i]!;
      if (matrix) parts.push(`${title}, ${a.id} model: ${matrix.title}\n${alignTable([["from \\ to", ...matrix.to], ...matrix.from.map((name, r) => [name, ...matrix.rates[r]!.map(showRate)])])}`);
      if (figures.length > 0) parts.push(`${title}, ${a.id} model: ${figures.map((f) => `${f.title} ${short(f.value)}${f.unit ? ` ${f.unit}` : ""}`).join("; ")}.`);
    }
    return parts;
  });
}

/** Guards, certificates and monitors. */
function atWorkParts({ arms }: RunDocument): string[] {
  const guarded = arms.filter((a) => a.screen), certified = arms.filter((a) => a.certificate), watched = arms.filter((a) => a.watches), parts: string[] = [];
  if (guarded.length > 0) parts.push(alignTable([["guard", "arm", "harmless turned away", "triggered let in", "accuracy on what is let in", "AUROC"], ...guarded.map(({ id, screen: s }) => [s!.title, id, showRate(s!.falseRejections), showRate(s!.falseAcceptances), showRate(s!.acceptedAccuracy), s!.auroc === null ? "–" : s!.auroc.toFixed(3)])]));
  if (certified.length > 0) parts.push(alignTable([["certificate", "arm", "median", "unit", "uncertified", "rows"], ...certified.map(({ id, certificate: c }) => [c!.title, id, short(c!.median), c!.xTitle, showRate(c!.uncertified), count(c!.n)])]));
  if (watched.length > 0) parts.push(alignTable([["monitor", "arm", "alarm after", "delay", "false alarms"], ...watched.flatMap(({ id, watches }) => watches!.flatMap((w) => w.detectors.map((d) => [d.title, id, d.alarmAt === null ? "never" : count(d.alarmAt), d.delay === null ? "–" : count(d.delay), showRate(d.falseAlarms)])))]));
  return parts;
}

const tally = (t: Tally | null) => (t ? `${count(t.count)} of ${count(t.of)}` : "–");

/** Rounds with clients, streams, downloads. */
function regimeParts({ arms }: RunDocument): string[] {
  const together = arms.filter((a) => a.federation), streams = arms.filter((a) => a.online), downloads = arms.filter((a) => a.download), parts: string[] = [];
  if (together.length > 0) parts.push(alignTable([["federation", "attackers’ messages stopped", "honest messages stopped", "honest messages replaced", "attacker’s share", "ASR right after the attack", "ASR at the end"], ...together.map(({ id, federation: f }) =>
    [id, tally(f!.attackersStopped), tally(f!.honestLost), tally(f!.honestReplaced ?? null), share(f!.attackerWeight), share(f!.durability?.after ?? null), share(f!.durability?.atEnd ?? null)])]));
  if (streams.length > 0) parts.push(alignTable([["stream", "first poison", "alarms", "honest reports dropped", "attacker’s dropped", "went back", "worst ASR"], ...streams.map(({ id, online: o }) =>
    [id, o!.onset === null ? "never" : `step ${o!.onset}`, o!.alarms.map((a) => `${a.title}: ${a.at === null ? "never" : `step ${a.at}`}`).join(", ") || "–", showRate(o!.honestDropped), showRate(o!.attackerDropped), o!.restored.map((r) => `step ${r.step} to ${r.to}`).join(", ") || "–", o!.worst ? `${percent(o!.worst.attackSuccess)} (step ${o!.worst.step})` : "–"])]));
  if (downloads.length > 0) parts.push(alignTable([["download", "file", "SHA-256", "as published", "accepted"], ...downloads.map(({ id, download: d }) => [id, d!.name, d!.sha256.slice(0, 12), d!.sha256 === d!.published ? "yes" : "no", d!.accepted ? "yes" : "no"])]));
  return parts;
}

/** How far the attacker's rows are from their originals, in one line. */
function stealthLine({ stealth, relabeled, poisoned, cover }: RunDocument["poison"]): string[] {
  const changed = stealth ? [`${stealth.changed} inputs changed, on average by ${short(stealth.linf.mean)} at most (L∞) and ${short(stealth.l2.mean)} in all (L2)${stealth.ssim ? `, SSIM ${short(stealth.ssim.mean)}` : ""}`] : [];
  return poisoned > 0 ? [`${[`${relabeled} labels changed`, ...changed, ...(cover ? [`${cover} cover rows with their true label`] : [])].join("; ")}.`] : [];
}

/** Everything `run` prints without `--json`. */
export function showDocument(doc: RunDocument): string {
  const ids = [...new Set(doc.arms.flatMap((a) => Object.keys(a.metrics)))].filter((id) => doc.arms.some((a) => a.metrics[id]));
  const titles = ids.map((id) => registry.find(id)?.title ?? id);
  const parts = [alignTable([["arm", ...titles, "seconds", "of the defense"], ...doc.arms.map((a) => [a.id, ...ids.map((id) => (id === "targetHit" ? showHits(a.metrics[id]) : showRate(a.metrics[id]))), a.seconds.toFixed(1), a.ownSeconds.toFixed(1)])])];
  const filtered = doc.arms.filter((a) => a.filter);
  if (filtered.length > 0)
    parts.push(alignTable([["filter", "removed", "relabeled", "poison found", "honest flagged", "precision", "honest rows lost"], ...filtered.map((a) => filterRow(a.id, a.filter!))]));
  // Twenty clients an arm would bury everything else; they are in the JSON.
  const told = doc.arms.filter((a) => a.sources && !a.federation && !a.online);
  if (told.length > 0)
    parts.push(alignTable([["source", "arm", "rows", "poisoned", "agrees with its labels", "flagged", "test accuracy"], ...told.flatMap((a) => a.sources!.map((s) =>
      [s.name, a.id, count(s.rows), count(s.poisoned), showRate(s.agreement), showRate(s.flagged), showRate(s.testAccuracy)]))]));
  parts.push(...regimeParts(doc), ...atWorkParts(doc), ...probeParts(doc));
  const { poison } = doc;
  parts.push(poison.poisoned > 0 ? `${poison.poisoned} of ${poison.rows} training rows are poisoned (${percent(poison.poisoned / poison.rows)}).` : `None of the ${poison.rows} training rows is poisoned${doc.spec.attack && attacks.find(doc.spec.attack.id)?.stage !== "data" ? `; the attack is on ${attacks.find(doc.spec.attack.id)?.stage === "update" ? "what clients send" : "the downloaded model"}` : ""}.`);
  parts.push(...stealthLine(poison));
  const images = new Set(doc.victims).size;
  parts.push(images > 1
    ? `${images} images, drawn by ${doc.seeds.length > 1 ? `each of the seeds ${doc.seeds.join(", ")}` : `seed ${doc.seeds[0]}`}, one run each; in parentheses the lowest and the highest. Counts are means.`
    : doc.seeds.length > 1
    ? `Mean of seeds ${doc.seeds.join(", ")}; in parentheses the lowest and the highest. Counts are means.`
    : `One run, seed ${doc.seeds[0]}; in parentheses the 95 % interval over the test rows.`);
  const notes = [...new Set(doc.arms.flatMap((a) => a.notes.filter((n) => n.level === "info").map((n) => `Note: ${n.text}`)))];
  const remarks = [...doc.warnings.map((w) => `Warning: ${w}`), ...notes];
  if (remarks.length > 0) parts.push(remarks.join("\n"));
  parts.push(`${doc.engine.backend}, engine ${doc.engine.version}, run ${doc.key.slice(0, 12)}, ${doc.seconds.toFixed(1)} s`);
  return `${parts.join("\n\n")}\n`;
}
