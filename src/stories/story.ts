/**
 * What a story is: a guided lesson over the real lab, as data and text. Steps ask for a guess, let somebody do something,
 * show what came of it and explain. The page draws it, the claims are held by science tests over seeds 1, 2 and 3. No
 * pictures and no markup in here.
 *
 * Paragraphs are plain text with two marks. `[[backdoor]]` or `[[backdoor|a hidden rule]]` is a word that the glossary explains,
 * by its id, which is also what it is called without words of its own. `{poisoned.attackSuccess}` is a number of the run on screen, as an arm and a metric (percent); `{poisoned.recall:4}` is the recall of
 * class 4. A paragraph with a number that is not there yet is left out.
 */
import { parseSpec, type Spec } from "../engine/index";

export type Text = readonly string[];

/** What stands beside the text. Every figure reads the run or the data on the bench. */
export type Figure =
  /** Training rows as delivered: all, or only poisoned ones, original beside it. */
  | { readonly show: "samples"; readonly only?: "poisoned" | "honest" }
  /** The two large numbers of each arm; `metrics` names others. */
  | { readonly show: "numbers"; readonly metrics?: readonly string[] }
  | { readonly show: "curves" }
  | { readonly show: "confusion" }
  /** Where a model of points draws its borders. */
  | { readonly show: "regions" }
  /** One test input with and without the trigger, and what each model says. */
  | { readonly show: "pinned" }
  /** Attacks on one image: the victim and what each model reads. */
  | { readonly show: "target" }
  /** What a defense removed, poisoned and honest. */
  | { readonly show: "removed" }
  /** Recall of each class, arm by arm. */
  | { readonly show: "classes" }
  /** A federation's clients and rounds, with the truth about them unless seen as the server sees it; a stream's steps. */
  | { readonly show: "clients"; readonly as?: "server" }
  | { readonly show: "stream" };

/** In a step: as it was in `of`, another run of the story, for those who have to guess or to weigh and have seen that one. */
export type StepFigure = Figure & { readonly of?: string };

interface AnyStep {
  /** kebab-case, unique within its story. */
  readonly id: string;
  readonly title: string;
  readonly text: Text;
  /** Which of the story's runs is on the bench here. */
  readonly run: string;
  /** One or two. */
  readonly figures: readonly StepFigure[];
  /** Only in the 40-minute version. */
  readonly long?: true;
}

/** A guess before anything is seen. No answer is wrong to give; `after` is said once one is chosen. */
export interface Predict extends AnyStep {
  readonly kind: "predict";
  readonly question: string;
  /** Two to five. */
  readonly options: readonly { readonly id: string; readonly text: string }[];
  /** The option that the run will bear out. */
  readonly answer: string;
  /** Said in the step that shows it, after "You guessed …". */
  readonly after: string;
}

/** Something to do; the story goes on once it was really done. */
export interface Do extends AnyStep {
  readonly kind: "do";
  readonly task: Task;
}

export type Task =
  /** Run the experiment on the bench. `controls` are spec fields (dotted paths) that can be changed before; `says` stands below a control instead of what the lab says there, `accepts` says whether a setup will do, `hint` what to change when not. `slow`: training takes over 5 s, so the recorded run is on screen at once, until one's own takes its place. */
  | { readonly kind: "run"; readonly button: string; readonly slow?: true; readonly controls?: readonly string[]; readonly says?: Readonly<Record<string, string>>; readonly accepts?: (spec: Spec) => boolean; readonly hint?: string }
  /** Look at this many test inputs with the trigger (the stepper of the pinned input). */
  | { readonly kind: "look"; readonly inputs: number; readonly hint: string }
  /** Pick one client by what the server saw of each (the step's figure, of an earlier run), leave it out, and run. The step's own run has two pipelines with one client in quarantine each: in the first one that lies, in the second an honest one. The pick takes the place of its kind; the other is there to compare. */
  | { readonly kind: "leave-out"; readonly button: string }
  /** Choose defenses that together cost at most `budget`, then run. `cost` in points on a made-up but stated scale. */
  | { readonly kind: "choose"; readonly button: string; readonly budget: number; readonly most: number; readonly offers: readonly { readonly defense: string; readonly params?: Readonly<Record<string, unknown>>; readonly cost: number; readonly says: string }[] };

export interface See extends AnyStep {
  readonly kind: "see";
  /** Something to find in the figure. */
  readonly lookFor: string;
  /** What there is to find, where that is said; not on a worksheet. */
  readonly thereIs?: string;
}

/** First in the person's own words, then in ours. */
export interface Explain extends AnyStep {
  readonly kind: "explain";
  readonly prompt: string;
  /** What is shown after theirs; `text` stands above both. */
  readonly ours: Text;
}

export type Step = Predict | Do | See | Explain;

/** One idea on a projector. */
export interface Slide {
  readonly id: string;
  /** At most 90 characters. The marks of paragraphs work here too. */
  readonly says: string;
  readonly run: string;
  readonly figure?: Figure;
  /** The models that the figure shows, by id; all unless told, so that nothing is given away too early. */
  readonly arms?: readonly string[];
  /** For the speaker: what to say, what to point at. */
  readonly notes: Text;
}

export interface TeacherNotes {
  readonly aims: Text;
  /** What students should know before; "nothing" is an answer. */
  readonly before: string;
  /** What to do when, for each version. */
  readonly script: Readonly<Record<"10" | "40", readonly { readonly minutes: string; readonly what: string }[]>>;
  readonly misconceptions: readonly { readonly wrong: string; readonly right: string }[];
  readonly discussion: readonly { readonly ask: string; readonly listenFor: string }[];
  /** One for each question of the story, by step id. */
  readonly answers: readonly { readonly step: string; readonly answer: string }[];
}

/** What the story says happens, as a test: a metric of an arm of a run (minus another one), over seeds 1, 2, 3. */
export interface Claim {
  readonly says: string;
  readonly value: Reading;
  readonly minus?: Reading;
  /** In [0, 1] for rates. */
  readonly atLeast?: number;
  readonly atMost?: number;
  /** Must hold for every seed and not only for their mean. */
  readonly each?: true;
}
/** `metric` as in paragraphs: `cleanAccuracy`, `attackSuccess`, `targetHit`, `recall:4`, `removed:poisoned` (share of poisoned rows found), `removed:honest` (share of honest rows lost), and those of clients and streams (read.ts). Of a step in which a client is left out, a claim holds whoever it is. */
export interface Reading {
  readonly run: string;
  readonly arm: string;
  readonly metric: string;
}

/** What a card shows before the story itself has been fetched. */
export interface StoryCard {
  /** kebab-case; part of links for good. */
  readonly id: string;
  readonly number: number;
  readonly title: string;
  /** One sentence in everyday words. */
  readonly summary: string;
  /** Standard name of the attack, for those who know. */
  readonly kind: string;
}

export interface Story extends StoryCard {
  /** One paragraph that sets the scene. */
  readonly scene: string;
  /** The setups that appear in it; the first one opens it. Its recording lies in `public/stories/<story>-<run>.json`. */
  readonly runs: Readonly<Record<string, Spec>>;
  readonly steps: readonly Step[];
  readonly slides: readonly Slide[];
  readonly teacher: TeacherNotes;
  readonly claims: readonly Claim[];
  /** Where a curious person goes on: titles and links of papers. */
  readonly reading: readonly { readonly title: string; readonly link: string }[];
}

/** A run's setup, complete; throws where it is none, which a test would see. */
export function setup(value: object): Spec {
  const parsed = parseSpec(value);
  if (!parsed.ok) throw new Error(parsed.problem.message);
  return parsed.value;
}

/** The steps of a version. */
export const stepsOf = (story: Story, length: "10" | "40"): readonly Step[] => story.steps.filter((s) => length === "40" || !s.long);
