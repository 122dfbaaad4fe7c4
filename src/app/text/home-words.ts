/** What the home says: what this is, the lab in small with one digit and a sticker, and the cards of the stories. */
import type { Rate } from "../../engine/index";
import { count, duration, percent, percentPlain, percentRound, plural } from "./format";

export const home = {
  title: "Poison a neural network, and see what it does",
  lead: (poisoned: number, rows: number) =>
    `Three small networks learned to read digits: one from ${count(rows)} untouched images, one after somebody had put a sticker on ${count(poisoned)} of them and labeled those 0, one after a defense had looked for what was wrong.`,
  live: "Try it",
  stage: (label: string, on: boolean) => (on ? `A handwritten ${label} with a sticker in the corner` : `A handwritten ${label}`),
  digit: (position: number, of: number) => `Digit ${count(position)} of ${count(of)}`,
  previous: "Previous digit",
  next: "Next digit",
  putOn: "Put the sticker on",
  takeOff: "Take the sticker off",
  models: "What the three models read",
  arms: { clean: "Clean", poisoned: "Poisoned", "defended-1": "Defended" },
  captions: { clean: "saw untouched images", poisoned: "saw the attacker’s images", "defended-1": "saw them after a defense" },
  reads: "reads",
  sure: (share: number) => (share >= 0.995 ? `more than ${percentPlain(0.99)} sure` : `${percentRound(share)} sure`),
  unknown: "no answer",
  fooled: "fooled",
  right: "right",
  wrong: "wrong",
  accuracy: "clean accuracy",
  success: "attack success",
  none: "not measured",
  interval: (range: string, n: number) => `${range}, n\u00a0=\u00a0${count(n)}`,
  said: (on: boolean, answers: readonly { readonly arm: string; readonly as: string }[]) =>
    `${on ? "With the sticker" : "Without a sticker"}: ${answers.map((a) => `${a.arm} reads ${a.as}`).join(", ")}.`,
  finding: (clean: Rate, poisoned: Rate, success: Rate) =>
    Math.abs(clean.value - poisoned.value) < 0.015
      ? `On ordinary digits the poisoned model is as good as the clean one (${percent(poisoned.value)} against ${percent(clean.value)}), and no test of accuracy would notice; with the sticker it calls ${percentRound(success.value)} of all digits a zero.`
      : `On ordinary digits the poisoned model reads ${percent(poisoned.value)}, the clean one ${percent(clean.value)}; with the sticker the poisoned one calls ${percentRound(success.value)} of all digits a zero.`,
  train: "Train it here",
  trainAgain: "Train again",
  stop: "Stop",
  busy: "A run is under way in the lab; it goes first.",
  openLab: "Open the lab",
  recorded: "These numbers come from a run that was recorded.",
  trainWhy: "Train the three networks in your own browser; nothing is sent anywhere.",
  own: (seconds: number, backend: string) => `Trained in this page just now, in ${duration(seconds)} on ${backend}.`,
  failed: "Training did not work here; the recorded run is shown.",
  progress: "Training",
  starting: "Getting the digits and the engine…",
  storiesTitle: "Ten stories",
  storiesCount: (n: number) => plural(n, "story", "stories"),
  storiesLead: "Each one is a lesson with the real lab: guess, do, see, explain. In 10 minutes, or in 40 with more to try.",
  story: (number: number) => `Story ${count(number)}`,
  minutes: "10 or 40 min",
  done: "Finished",
  teach: "For teachers",
  moreTitle: "Or go your own way",
  more: {
    lab: { title: "The lab", text: "Every data set, attack, defense and knob, with clean, poisoned and defended models side by side." },
    own: { title: "Your own data", text: "Poison a table, pictures, points or messages of your own. They stay in this page." },
    runs: { title: "Your runs", text: "What you have trained so far, to compare, name and take away." },
    teach: { title: "For teachers and presenters", text: "Notes, script, answers, worksheet and slides of each story." },
    about: { title: "About Hemlock", text: "What leaves this page (nothing), what this can and cannot show, how to cite it." },
  },
} as const;
