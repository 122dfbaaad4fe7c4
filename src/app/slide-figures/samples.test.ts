/** Which rows a slide shows: in their order, every kind and every contributor in turn while there are others, never fewer than there is room for. */
import { expect, test } from "vitest";
import { mixed } from "./Samples";

const of = (originalLabels: number[], sources?: number[]) => ({ train: { sources: sources && Int32Array.from(sources) }, truth: { originalLabels: Int32Array.from(originalLabels) } }) as unknown as Parameters<typeof mixed>[0];

test("no kind more often than its share", () => expect(mixed(of([0, 0, 0, 0, 1, 0, 1, 1]), [0, 1, 2, 3, 4, 5, 6, 7], 4)).toEqual([0, 1, 4, 6]));
test("no contributor more often than its share", () => expect(mixed(of([0, 0, 0, 0, 0, 0], [5, 5, 5, 5, 2, 7]), [0, 1, 2, 3, 4, 5], 3)).toEqual([0, 4, 5]));
test("where there is only one kind there is room for all", () => expect(mixed(of([3, 3, 3, 1], [1, 1, 1, 0]), [0, 1, 2], 3)).toEqual([0, 1, 2]));
test("what its share leaves open is filled up", () => expect(mixed(of([0, 0, 0, 1]), [0, 1, 2, 3], 4)).toEqual([0, 1, 2, 3]));
