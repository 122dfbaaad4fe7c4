/** A sweep over choices with long names can be read: under its charts, over its maps, in the picture to take away. */
import { describe, expect, test } from "vitest";
import { defaultSpec } from "../../../engine/index";
import { axesInfo, parseSweep, type AxisInfo, type Sweep, type SweepRunCell } from "../../../engine/later";
import { namesFit, rangeMarks, wrapped } from "../../charts/range-drawing";
import { mapsBody } from "./maps-picture";
import { axisFor, charactersIn, curvesPicture, gridPicture, HEAD } from "./series";

const moons = { ...defaultSpec, dataset: { id: "moons", params: { train: 120, test: 80 } }, model: { id: "mlp", params: {} }, attack: { id: "label-flip", params: { mode: "targeted", rate: 0.2 } }, defenses: [] };
const modes = ["symmetric", "pair", "targeted", "nearest", "farthest", "loss-greedy"], flips = { path: "attack.params.mode", values: modes }, epochs = { path: "training.epochs", values: [1, 3] };
const made = (axes: Sweep["axes"]): [Sweep, AxisInfo[]] => { const out = parseSweep({ base: moons, axes, seeds: [1] }); if (!out.ok) throw new Error(out.problem.message); return [out.value, axesInfo(out.value)]; };
const [sweep, [info]] = made([flips]), names = modes.map((m) => info!.options.find((o) => o.value === m)!.label);

describe("names under a chart", () => {
  test("stand there in lines where they fit, on a phone too", () => {
    expect([namesFit(["off", "on"]), namesFit(["last layer", "all layers"]), namesFit(["sanitization of rows", "no"]), namesFit(names)]).toEqual([true, true, false, false]);
    const two = rangeMarks([], { title: "x", ticks: ["last layer", "none"], places: [0.25, 0.75], joined: false }, { width: 164, height: 200 }).filter((m) => m.at["textAnchor"] === "middle").map((m) => [m.text, m.at["y"]]);
    expect(two).toEqual([["last", 157], ["layer", 171], ["none", 157], ["x", 192]]);
  });
  test("are letters where they do not, and the picture says what these stand for", () => {
    expect(axisFor(sweep, info!).ticks).toEqual(["A", "B", "C", "D", "E", "F"]);
    const picture = curvesPicture(sweep, info!, [], ["poisoned"], ["cleanAccuracy"], null, ""), key = picture.marks.filter((m) => names.includes(m.text ?? ""));
    expect(key.map((m) => m.text)).toEqual(names);
    expect(picture.marks.filter((m) => m.text === "F").map((m) => m.at["textAnchor"])).toEqual(["middle", undefined]);
    const title = picture.marks.find((m) => m.text === info!.title && m.at["textAnchor"] === "middle")!;
    for (const m of key) expect(Number(m.at["y"])).toBeGreaterThan(Number(title.at["y"]));
    expect(Math.max(...key.map((m) => Number(m.at["y"])))).toBeLessThan(picture.height);
  });
  test("break between words, and within those that are longer than a line", () => expect([wrapped("last layer", 5), wrapped("sanitization of it", 6)]).toEqual([["last", "layer"], ["saniti", "zation", "of it"]]));
});

/** Lines of headings by the middle of their column. */
const columns = (marks: readonly { readonly text?: string; readonly at: Readonly<Record<string, unknown>> }[], above: number): string[] => {
  const by = new Map<unknown, string[]>();
  for (const m of marks) if (m.text !== undefined && m.at["textAnchor"] === "middle" && Number(m.at["y"]) < above) by.set(m.at["x"], [...(by.get(m.at["x"]) ?? []), m.text]);
  return [...by.values()].map((lines) => lines.join("\n"));
};

describe("headings in the picture", () => {
  test("of maps stand beside each other, under their title", () => {
    const region = { side: 1, predicted: Uint8Array.of(0), confidence: Uint8Array.of(255), x: [0, 1], y: [0, 1] } as const, known = modes.map((_, i): SweepRunCell => ({ at: [i], seed: 1, arm: "clean", metrics: {}, diverged: false, region }));
    const { marks } = mapsBody(sweep, [info!], known, ["clean"], () => "data:,")!, first = Math.min(...marks.flatMap((m) => (m.tag === "image" ? [Number(m.at["y"])] : []))), heads = columns(marks, first);
    expect(heads.map((h) => h.replaceAll("\n", " "))).toEqual(names);
    for (const text of heads.flatMap((h) => h.split("\n"))) expect(text.length, text).toBeLessThanOrEqual(charactersIn(104));
    expect(Math.min(...marks.flatMap((m) => (m.at["textAnchor"] === "middle" ? [Number(m.at["y"])] : [])))).toBeGreaterThan(26);
  });
  test("of two knobs wrap above their columns and before their rows", () => {
    const [grid, infos] = made([flips, epochs]), top = (p: ReturnType<typeof gridPicture>) => Math.min(...p.marks.flatMap((m) => (m.tag === "rect" ? [Number(m.at["y"])] : [])));
    const picture = gridPicture(grid, infos, [], "poisoned", "cleanAccuracy", null, ""), heads = columns(picture.marks, top(picture));
    expect(heads.map((h) => h.replaceAll("\n", " "))).toEqual(names);
    for (const text of heads.flatMap((h) => h.split("\n"))) expect(text.length, text).toBeLessThanOrEqual(charactersIn(84));
    const [turned, turnedInfos] = made([epochs, flips]), sides = gridPicture(turned, turnedInfos, [], "poisoned", "cleanAccuracy", null, "").marks.filter((m) => m.at["x"] === 20 && m.at["fontWeight"] === 500).map((m) => m.text!);
    expect(sides.join(" ")).toBe(names.join(" "));
    for (const text of sides) expect(text.length, text).toBeLessThanOrEqual(charactersIn(HEAD));
  });
});
