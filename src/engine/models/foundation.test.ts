/** The network of the foundation model: the size that its published file has, and which data it takes. */
import { describe, expect, it } from "vitest";
import { layerShapes, weightCount } from "../core/learner";
import { packedLength } from "../core/packed-weights";
import { datasets } from "../datasets/registry";
import { foundation, foundationPlan } from "./foundation";

const metaOf = (id: string) => { const d = datasets.find(id)!; return d.meta(d.params.parse({})); };

describe("foundation", () => {
  it("has 78,912 weights below its last layer, whatever the victim’s classes", () => {
    expect(layerShapes(foundationPlan(10))).toEqual([[28, 28, 1], [28, 28, 1], [12, 12, 16], [4, 4, 32], [512], [128], [10]]);
    for (const classes of [2, 10, 335]) {
      expect(weightCount(foundationPlan(classes)) - 129 * classes).toBe(25 * 16 + 16 + 25 * 16 * 32 + 32 + 512 * 128 + 128);
      expect(packedLength(foundationPlan(classes))).toBe(4 + 78912 + 4 * (16 + 32 + 128) + 3 * (16 + 32 + 128));
    }
  });
  it("takes grey pictures of 28 × 28 pixels and says why not others", () => {
    for (const id of ["digits", "fashion", "drawings"]) expect(foundation.supports(metaOf(id))).toBe(true);
    expect(foundation.supports(metaOf("signs"))).toMatch(/32 × 32 in color\. Choose the convolutional network\.$/);
    expect(foundation.supports(metaOf("moons"))).toMatch(/has no pictures/);
    expect(foundation.supports({ ...metaOf("digits"), valueRange: [0, 255] })).toMatch(/from 0 to 1/);
  });
});
