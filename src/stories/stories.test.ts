/** Holds every registered story to the contract of contract-test-support.ts; planted faults show that each part of it is awake. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { maliciousClients } from "../engine/index";
import { cards } from "./cards";
import { problemsOf } from "./contract-test-support";
import { stories } from "./registry";
import { setup, type Story } from "./story";

/** Ids of the page's glossaries, read as text: stories may not import the page. */
const terms = new Set(["glossary.ts", "craft-terms.ts", "probe-terms.ts", "course-terms.ts"].flatMap((file) =>
  [...readFileSync(join(import.meta.dirname, "../app/text", file), "utf8").matchAll(/^ {2}(\w+): \{ term:/gm)].map((m) => m[1]!)));
const loaded = await Promise.all(stories.map((s) => s.load())), sticker = loaded.find((s) => s.id === "sticker")!, hospital = loaded.find((s) => s.id === "hospital")!;

describe("the registry", () => {
  test("the glossary was read", () => expect([...terms]).toEqual(expect.arrayContaining(["backdoor", "seed", "targetHit"])));
  test("has unique ids, in the order of the course", () => {
    const known = stories.map((s) => s.id);
    expect(new Set(known).size).toBe(known.length);
    expect(stories.map((s) => s.number)).toEqual(stories.map((s) => s.number).toSorted((a, b) => a - b));
    expect(new Set(Object.values(cards).map((c) => c.number)).size).toBe(Object.keys(cards).length);
    for (const [id, card] of Object.entries(cards)) expect(card.id).toBe(id);
  });
});

describe("every story keeps to the contract", () => {
  test.each(loaded.map((s) => [s.id, s] as const))("%s", (id, story) => expect(problemsOf(story, stories.find((s) => s.id === id)!, terms)).toEqual([]));
});

describe("tasks that accept only some setups", () => {
  const tasks = loaded.flatMap((story) => story.steps.flatMap((step) => (step.kind === "do" && step.task.kind === "run" && step.task.accepts ? [{ name: `${story.id} ${step.id}`, setup: story.runs[step.run]!, accepts: step.task.accepts }] : [])));
  test.each(tasks.map((t) => [t.name, t] as const))("%s: what lies on the bench at the start will not do", (_, t) => expect(t.accepts(t.setup)).toBe(false));
  test.each(tasks.filter((t) => t.setup.attack && "rate" in t.setup.attack.params).map((t) => [t.name, t] as const))("%s: says so without failing for setups of all kinds", (_, { accepts, setup: now }) => {
    for (const spec of [setup({ ...now, attack: null, attackSource: null }), { ...now, seed: 9 }]) expect(typeof accepts(spec)).toBe("boolean");
  });
});

test("the answers of the hospitals name those that lie", () => {
  const { seed, federated } = hospital.runs["attack"]!, liars = [...maliciousClients(seed, federated)].map((c) => c + 1);
  for (const step of ["ruin", "left-out"]) expect([...hospital.teacher.answers.find((a) => a.step === step)!.answer.matchAll(/\d+/g)].map(Number), step).toEqual(liars);
});

describe("planted faults are found", () => {
  type Change = (story: Story) => Partial<Story>;
  const step = (id: string, change: object) => (s: Story): Partial<Story> => ({ steps: s.steps.map((x) => (x.id === id ? { ...x, ...change } : x)) as Story["steps"] });
  const teacher = (change: object) => (s: Story): Partial<Story> => ({ teacher: { ...s.teacher, ...change } });
  const faults: readonly (readonly [string, Change, string])[] = [
    ["another title", () => ({ title: "Something else" }), "is not the card’s"],
    ["a run that is not there", step("train", { run: "attic" }), "there is no run attic"],
    ["a setup that is none", (s) => ({ runs: { ...s.runs, attack: { ...s.runs["attack"]!, seed: -1 } } }), "seed"],
    ["a setup that JSON changes", (s) => ({ runs: { ...s.runs, attack: { ...s.runs["attack"]!, training: { ...s.runs["attack"]!.training, epochs: undefined as unknown as number } } } }), "after a trip through JSON"],
    ["an id with capitals", step("train", { id: "Train" }), "is not kebab-case"],
    ["an id twice", step("train", { id: "guess" }), "two steps have this id"],
    ["an unknown term", step("guess", { text: ["A [[quux]]."] }), "the glossary has no quux"],
    ["a term that is no word", step("guess", { text: ["A [[labelFlip]]."] }), "labelFlip is no word"],
    ["a term that is not closed", step("guess", { text: ["A [[backdoor."] }), "a mark is not closed"],
    ["a number of no arm", step("numbers", { text: ["{defended-1.cleanAccuracy}"] }), "run attack has no arm defended-1"],
    ["a number that no arm has", step("numbers", { text: ["{poisoned.telepathy}"] }), "has no metric telepathy"],
    ["a question that answers itself", step("numbers", { lookFor: "Which number? The second one." }), "answers what it asks"],
    ["a number in a slide’s notes", (s) => ({ slides: s.slides.map((x, i) => (i === 0 ? { ...x, notes: ["{nobody.cleanAccuracy}"] } : x)) }), "has no arm nobody"],
    ["a number in teacher notes", teacher({ aims: ["{poisoned.cleanAccuracy}"] }), "where no run is on screen"],
    ["a single option", step("guess", { options: [{ id: "same", text: "Same." }] }), "needs two to five options"],
    ["an answer that is no option", step("guess", { answer: "maybe" }), "none of its options"],
    ["a guess that nothing answers", (s) => ({ steps: s.steps.filter((x) => x.kind !== "see" || x.run !== "few") }), "shows what was guessed"],
    ["a step that shows nothing", step("guess", { figures: [] }), "step guess: shows nothing"],
    ["a figure of a run that is yet to come", step("guess", { figures: [{ show: "numbers", of: "defended" }] }), "which the 10-minute version has not come to"],
    ["a figure of another run where one looks at one’s own", step("numbers", { figures: [{ show: "numbers", of: "attack" }] }), "is about its own run and shows another one"],
    ["words below a control that is not there", step("own-rate", { task: { kind: "run", button: "x", controls: ["attack.params.rate"], says: { "attack.params.target": "x" } } }), "which cannot be changed"],
    ["three figures", step("guess", { figures: [{ show: "samples" }, { show: "curves" }, { show: "numbers" }] }), "more than two figures"],
    ["a long slide", (s) => ({ slides: s.slides.map((x, i) => (i === 0 ? { ...x, says: "x".repeat(91) } : x)) }), "is 91 characters long"],
    ["a slide of a model that is not there", (s) => ({ slides: s.slides.map((x, i) => (i === 0 ? { ...x, arms: ["nobody"] } : x)) }), "has no arm nobody"],
    ["no notes", (s) => ({ slides: s.slides.map((x, i) => (i === 0 ? { ...x, notes: [] } : x)) }), "has no notes"],
    ["a gap in the script", (s) => ({ teacher: { ...s.teacher, script: { ...s.teacher.script, "10": s.teacher.script["10"].slice(1) } } }), "does not go on at 0"],
    ["a script that ends early", (s) => ({ teacher: { ...s.teacher, script: { ...s.teacher.script, "40": s.teacher.script["40"].slice(0, -1) } } }), "ends at 35 of 40"],
    ["a question without an answer", (s) => ({ teacher: { ...s.teacher, answers: s.teacher.answers.slice(1) } }), "is not in the answer key"],
    ["an answer to no question", (s) => ({ teacher: { ...s.teacher, answers: [...s.teacher.answers, { step: "nowhere", answer: "Yes." }] } }), "there is no step nowhere"],
    ["a short long version", (s) => ({ steps: s.steps.filter((x) => !x.long) }), "fewer than eight"],
    ["a claim about no arm", (s) => ({ claims: [...s.claims, { says: "x", value: { run: "attack", arm: "defended-4", metric: "cleanAccuracy" }, atLeast: 0 }] }), "has no arm defended-4"],
    ["a claim without a bound", (s) => ({ claims: [...s.claims, { says: "x", value: { run: "attack", arm: "clean", metric: "cleanAccuracy" } }] }), "has no bound"],
    ["a number that no claim holds", (s) => ({ claims: s.claims.filter((c) => c.value.arm !== "defended-2" && c.minus?.arm !== "defended-2") }), "no claim is about defended-2 of defended"],
    ["a control of no field", (s) => ({ steps: s.steps.map((x) => (x.kind === "do" && x.task.kind === "run" && x.task.controls ? { ...x, task: { ...x.task, controls: ["attack.params.telepathy"] } } : x)) }), "the setup has no attack.params.telepathy"],
  ];
  test.each(faults)("%s", (_, change, found) => {
    expect(problemsOf({ ...sticker, ...change(sticker) }, cards.sticker, terms).join("\n")).toContain(found);
  });

  const held = (...clients: number[]) => (s: Story): Partial<Story> => ({ runs: { ...s.runs, thrown: setup({ ...s.runs["thrown"]!, defenses: clients.map((c) => [{ id: "quarantine", params: { clients: [c] } }]) }) } });
  const leaving: readonly (readonly [string, Change, string])[] = [
    ["an honest client where a liar is left out", held(7, 6), "client 7 of thrown is no liar"],
    ["a liar where an honest client is left out", held(14, 3), "client 3 of thrown is not honest"],
    ["nobody to compare with", held(14), "is not two pipelines with one client in quarantine each"],
    ["clients of another run", (s) => ({ runs: { ...s.runs, thrown: { ...s.runs["thrown"]!, seed: 4 } } }), "thrown and attack differ in more than their defenses"],
    ["clients that are others", step("leave-out", { figures: [{ show: "clients", as: "server", of: "more" }] }), "thrown and more differ"],
    ["clients that nobody has seen", step("leave-out", { figures: [{ show: "clients", as: "server", of: "defended" }] }), "shows clients of defended, which the 10-minute version has not come to"],
    ["clients with the truth about them", step("leave-out", { figures: [{ show: "clients", of: "attack" }] }), "as the server sees them"],
  ];
  test.each(leaving)("%s", (_, change, found) => {
    expect(problemsOf({ ...hospital, ...change(hospital) }, cards.hospital, terms).join("\n")).toContain(found);
  });
});
