/** What every story must keep to, as a pure check: a story in, findings as sentences out. Used by tests; the page does not check stories. */
import { canonicalJson, maliciousClients, metrics, parseSpec, type Spec } from "../engine/index";
import { specialReadings } from "./read";
import { stepsOf, type Do, type Reading, type Story, type StoryCard } from "./story";

const KEBAB = /^[a-z][a-z0-9]*(-[a-z0-9]+)*$/, TERM = /\[\[([^\]|]*)(?:\|([^\]]*))?\]\]/g, NUMBER = /\{([^}]*)\}/g;
const SLIDE = 90, MOST_TEACHER = 5;

/** Arms of a setup that a story may name. */
export const armsOf = (spec: Spec): string[] => ["clean", ...(spec.attack ? ["poisoned"] : []), ...spec.defenses.map((_, i) => `defended-${i + 1}`)];

/** Whether an arm can have this metric at all. */
function canHave(spec: Spec, arm: string, metric: string): boolean {
  const [name, part] = metric.split(":");
  if (part === undefined) return metrics.find(metric) !== undefined && metric !== "perClassRecall";
  if (name === "recall") return /^\d+$/.test(part);
  if (!specialReadings.includes(metric)) return false;
  if (name === "alarm") return spec.regime === "online" && arm.startsWith("defended-");
  if (name === "weight") return spec.regime === "federated" && arm !== "clean";
  return arm.startsWith("defended-") && (name === "refused" || name === "lost") === (spec.regime === "federated");
}

/** What is wrong with a number of a run; null when nothing is. */
function wrongReading(story: Story, { run, arm, metric }: Reading): string | null {
  const spec = story.runs[run];
  if (!spec) return `there is no run ${run}`;
  if (!armsOf(spec).includes(arm)) return `run ${run} has no arm ${arm}`;
  return canHave(spec, arm, metric) ? null : `${arm} of ${run} has no metric ${metric}`;
}

/** A paragraph as long as it gets on a slide: numbers have at most seven characters, terms their own words. */
const shown = (text: string): string => text.replace(TERM, (_, id: string, words?: string) => words ?? id).replace(NUMBER, "100.0 %");

/** "0–3", "3–10": from 0 to the length without a gap. */
function wrongMinutes(script: readonly { readonly minutes: string }[], length: number): string | null {
  let at = 0;
  for (const { minutes } of script) {
    const found = /^(\d+)–(\d+)$/.exec(minutes);
    if (!found) return `"${minutes}" is not from–to`;
    if (Number(found[1]) !== at || Number(found[2]) <= at) return `${minutes} does not go on at ${at}`;
    at = Number(found[2]);
  }
  return at === length ? null : `ends at ${at} of ${length}`;
}

/** What is wrong with a step in which a client is left out; null when nothing is. */
function wrongLeaveOut(story: Story, step: Do): string | null {
  const spec = story.runs[step.run], [figure, ...more] = step.figures;
  if (!spec) return null;
  if (figure?.show !== "clients" || figure.as !== "server" || figure.of === undefined || more.length > 0) return "does not show the clients of an earlier run as the server sees them, and nothing else";
  if (!sameArm(story, "poisoned", step.run, figure.of)) return `${step.run} and ${figure.of} differ in more than their defenses`;
  const held = spec.defenses.map((chain) => (chain.length === 1 && chain[0]!.id === "quarantine" ? (chain[0]!.params["clients"] as number[]) : [])), liars = maliciousClients(spec.seed, spec.federated);
  if (held.length !== 2 || held.some((clients) => clients.length !== 1)) return `${step.run} is not two pipelines with one client in quarantine each`;
  return !liars.includes(held[0]![0]! - 1) ? `client ${held[0]![0]} of ${step.run} is no liar` : liars.includes(held[1]![0]! - 1) ? `client ${held[1]![0]} of ${step.run} is not honest` : null;
}

const twice = (ids: readonly string[]): string[] => ids.filter((id, i) => ids.indexOf(id) !== i);

export function problemsOf(story: Story, card: StoryCard, terms: ReadonlySet<string>): string[] {
  const out: string[] = [], say = (where: string, what: string | null | undefined | false) => void (what && out.push(`${where}: ${what}`));
  const { teacher } = story, runs = Object.entries(story.runs);
  for (const field of ["id", "number", "title", "summary", "kind"] as const) say(field, story[field] !== card[field] && "is not the card’s");
  for (const id of [story.id, ...runs.map(([id]) => id), ...story.steps.map((s) => s.id), ...story.slides.map((s) => s.id)]) say(id, !KEBAB.test(id) && "is not kebab-case");
  for (const id of twice(story.steps.map((s) => s.id))) say(id, "two steps have this id");
  for (const id of twice(story.slides.map((s) => s.id))) say(id, "two slides have this id");
  say("runs", runs.length === 0 && "there are none");
  for (const [id, spec] of runs) {
    const back = parseSpec(JSON.parse(JSON.stringify(spec)));
    say(`run ${id}`, back.ok ? canonicalJson(back.value) !== canonicalJson(spec) && "is another setup after a trip through JSON" : back.problem.message);
  }

  /** Terms and numbers of some words that are said while a run is on screen; without a run, no number may stand there. */
  const check = (where: string, text: string, run: string | null) => {
    for (const [, id, words] of text.matchAll(TERM)) {
      say(where, !terms.has(id!) && `the glossary has no ${id}`);
      say(where, words === undefined && /[A-Z]/.test(id!) && `${id} is no word: [[${id}|words of its own]]`);
    }
    for (const [all, mark] of text.matchAll(NUMBER)) {
      const parts = /^([a-z0-9-]+)\.([A-Za-z0-9:]+)$/.exec(mark!);
      say(where, !parts ? `${all} is no number of a run` : run === null ? `${all} stands where no run is on screen` : wrongReading(story, { run, arm: parts[1]!, metric: parts[2]! }));
    }
    const rest = text.replace(TERM, "").replace(NUMBER, "");
    say(where, /[[\]{}]/.test(rest) && "a mark is not closed");
    say(where, text.trim() === "" && "says nothing");
  };
  check("scene", story.scene, null);

  for (const step of story.steps) {
    const where = `step ${step.id}`, spec = story.runs[step.run];
    say(where, !spec && `there is no run ${step.run}`);
    say(where, step.figures.length === 0 && "shows nothing");
    say(where, step.figures.length > 2 && "has more than two figures");
    for (const { show, of } of step.figures) if (of !== undefined) for (const length of ["10", "40"] as const) {
      const steps = stepsOf(story, length), at = steps.indexOf(step);
      say(where, !story.runs[of] && `there is no run ${of}`);
      // Data give nothing away; what came of them must have been seen before.
      say(where, at >= 0 && show !== "samples" && !steps.slice(0, at).some((s) => s.run === of && s.kind !== "predict") && `shows ${show} of ${of}, which the ${length}-minute version has not come to`);
      say(where, step.kind !== "predict" && step.kind !== "explain" && !(step.kind === "do" && step.task.kind === "leave-out") && "is about its own run and shows another one");
    }
    for (const figure of step.figures) if (figure.show === "numbers" && spec) for (const m of figure.metrics ?? []) say(where, armsOf(story.runs[figure.of ?? step.run] ?? spec).every((a) => !canHave(story.runs[figure.of ?? step.run] ?? spec, a, m)) && `no arm has ${m}`);
    for (const text of step.text) check(where, text, step.run);
    if (step.kind === "predict") {
      for (const text of [step.question, step.after, ...step.options.map((o) => o.text)]) check(where, text, step.run);
      say(where, (step.options.length < 2 || step.options.length > 5) && "needs two to five options");
      say(where, twice(step.options.map((o) => o.id)).length > 0 && "two options have the same id");
      say(where, !step.options.some((o) => o.id === step.answer) && `the answer ${step.answer} is none of its options`);
    } else if (step.kind === "see") {
      for (const text of [step.lookFor, ...(step.thereIs ? [step.thereIs] : [])]) check(where, text, step.run);
      // A worksheet asks it.
      say(where, /\? (?!Look\b)[^?]+$/.test(step.lookFor) && "answers what it asks; that belongs into thereIs");
    } else if (step.kind === "explain") for (const text of [step.prompt, ...step.ours]) check(where, text, step.run);
    else if (step.task.kind === "run") {
      for (const path of step.task.controls ?? []) say(where, spec && path.split(".").reduce<unknown>((at, key) => (at as Record<string, unknown> | undefined)?.[key], spec) === undefined && `the setup has no ${path}`);
      for (const [path, text] of Object.entries(step.task.says ?? {})) {
        say(where, !step.task.controls?.includes(path) && `says something below ${path}, which cannot be changed`);
        check(where, text, null);
      }
      say(where, step.task.accepts && !step.task.hint && "says no when a setup will not do, and not why");
      say(where, step.task.accepts && !step.task.controls?.length && "asks for another setup and lets nothing be changed");
      check(where, step.task.button, null);
    } else if (step.task.kind === "leave-out") {
      say(where, wrongLeaveOut(story, step));
      check(where, step.task.button, null);
    }
    if (step.kind === "do" && step.task.kind === "run") say(where, step.task.slow && step.task.controls !== undefined && "is slow and has controls: no recording is of what somebody chooses");
    // A guess is answered by a See step that follows it.
    if (step.kind === "predict") for (const length of ["10", "40"] as const) {
      const steps = stepsOf(story, length), at = steps.indexOf(step);
      say(where, at >= 0 && !steps.slice(at).some((s) => s.kind === "see" && s.run === step.run) && `no See step of the ${length}-minute version shows what was guessed`);
    }
  }
  const short = stepsOf(story, "10"), long = stepsOf(story, "40"), count = (steps: readonly { kind: string }[], kind: string) => steps.filter((s) => s.kind === kind).length;
  say("10 minutes", (short.length < 5 || short.length > 9) && `has ${short.length} steps, not five to nine`);
  say("40 minutes", long.length < 8 && `has ${long.length} steps, fewer than eight`);
  for (const kind of ["predict", "do", "see", "explain"]) say("10 minutes", count(short, kind) === 0 && `has no ${kind} step`);
  for (const kind of ["predict", "explain"]) say("40 minutes", count(long, kind) < 2 && `has fewer than two ${kind} steps`);
  say("40 minutes", !story.steps.some((s) => s.kind === "do" && (s.task.kind === "choose" || (s.task.kind === "run" && s.task.controls?.length))) && "nowhere lets a student change something");

  say("slides", (story.slides.length < 5 || story.slides.length > 8) && "are not five to eight");
  for (const slide of story.slides) {
    const where = `slide ${slide.id}`;
    say(where, !story.runs[slide.run] && `there is no run ${slide.run}`);
    check(where, slide.says, slide.run);
    say(where, shown(slide.says).length > SLIDE && `is ${shown(slide.says).length} characters long`);
    for (const arm of slide.arms ?? []) say(where, wrongReading(story, { run: slide.run, arm, metric: "cleanAccuracy" }));
    for (const note of slide.notes) check(where, note, slide.run);
    say(where, slide.notes.length === 0 && "has no notes");
  }

  for (const text of [...teacher.aims, teacher.before, ...teacher.misconceptions.flatMap((m) => [m.wrong, m.right]), ...teacher.discussion.flatMap((d) => [d.ask, d.listenFor]), ...teacher.answers.map((a) => a.answer), ...teacher.script["10"].map((s) => s.what), ...teacher.script["40"].map((s) => s.what)]) check("teacher notes", text, null);
  for (const length of ["10", "40"] as const) say(`script of ${length} minutes`, wrongMinutes(teacher.script[length], Number(length)));
  for (const part of ["misconceptions", "discussion"] as const) say(part, (teacher[part].length < 3 || teacher[part].length > MOST_TEACHER) && "are not three to five");
  const answered = teacher.answers.map((a) => a.step);
  for (const step of story.steps) say(`step ${step.id}`, step.kind !== "do" && !answered.includes(step.id) && "is not in the answer key");
  for (const id of answered) say("answer key", !story.steps.some((s) => s.id === id) && `there is no step ${id}`);
  for (const id of twice(answered)) say("answer key", `step ${id} is answered twice`);

  say("claims", story.claims.length === 0 && "there are none");
  for (const claim of story.claims) {
    const where = `claim "${claim.says}"`;
    say(where, wrongReading(story, claim.value));
    if (claim.minus) say(where, wrongReading(story, claim.minus));
    say(where, claim.atLeast === undefined && claim.atMost === undefined && "has no bound");
    say(where, claim.atLeast !== undefined && claim.atMost !== undefined && claim.atLeast > claim.atMost && "cannot be true");
  }
  // A number that is shown must be held by some claim about the same arm, or nobody would notice when it goes. Where a student changes the run, it is the student's.
  for (const step of story.steps) for (const text of hasControls(story, step.run) ? [] : step.text) for (const [, arm] of text.matchAll(/\{([a-z0-9-]+)\./g))
    say(`step ${step.id}`, !story.claims.some((c) => [c.value, c.minus].some((r) => r !== undefined && r.arm === arm && sameArm(story, arm, r.run, step.run))) && `no claim is about ${arm} of ${step.run}, whose number it shows`);
  say("reading", story.reading.length === 0 && "there is none");
  for (const { title, link } of story.reading) say("reading", !(title && link.startsWith("https://")) && `${link} is no address`);
  return out;
}

/** Whether an arm is the same in two runs: what comes before any defense is, where only the defenses differ. */
function sameArm({ runs }: Story, arm: string, one: string, other: string): boolean {
  const bare = (run: string) => canonicalJson({ ...runs[run], defenses: [] });
  return one === other || (!arm.startsWith("defended-") && runs[one] !== undefined && runs[other] !== undefined && bare(one) === bare(other));
}

/** Whether a run is one that the student changes: then its numbers are the student's own. */
const hasControls = (story: Story, run: string): boolean => story.steps.some((s) => s.kind === "do" && s.run === run && s.task.kind === "run" && !!s.task.controls?.length);
