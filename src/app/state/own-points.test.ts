/** The points editor's actions: nothing leaves the plane, labels stay in range, and the same clicks give the same points. */
import { describe, expect, it } from "vitest";
import { importLimits } from "../../engine/index";
import { addPoint, EDGE, movePoint, nearest, relabelPoint, removeClass, removePoint, scatter, SCATTER, type Plane } from "./own-points";

const empty: Plane = { classNames: ["a", "b", "c"], points: [] };
const three = [[0, 0, 0], [0.5, 0.5, 1], [1, 1, 2]].reduce((plane, [x, y, c]) => addPoint(plane, x!, y!, c!), empty);

describe("points editor", () => {
  it("keeps points on the plane", () => {
    expect(addPoint(empty, 9, -9, 0).points).toEqual([{ x: EDGE, y: -EDGE, label: 0 }]);
    expect(movePoint(three, 1, 3, -0.12345).points[1]).toEqual({ x: EDGE, y: -0.123, label: 1 });
  });

  it("scatters twenty points near the click, the same ones every time, none outside", () => {
    const corner = scatter(empty, EDGE, EDGE, 1);
    expect(corner.points).toHaveLength(SCATTER);
    for (const p of corner.points) {
      expect(Math.max(Math.abs(p.x), Math.abs(p.y))).toBeLessThanOrEqual(EDGE);
      expect(p.label).toBe(1);
    }
    const middle = scatter(empty, 0.2, -0.3, 0);
    expect(scatter(empty, 0.2, -0.3, 0)).toEqual(middle);
    expect(scatter(middle, 0.2, -0.3, 0).points.slice(SCATTER)).not.toEqual(middle.points);
    const mean = middle.points.reduce((sum, p) => sum + p.x, 0) / SCATTER;
    expect(Math.abs(mean - 0.2)).toBeLessThan(0.15);
  });

  it("stops at the limit", () => {
    let plane = empty;
    for (let i = 0; i < importLimits.points / SCATTER + 2; i++) plane = scatter(plane, 0, 0, 0);
    expect(plane.points).toHaveLength(importLimits.points);
    expect(addPoint(plane, 0, 0, 0)).toBe(plane);
  });

  it("relabels around the circle of classes", () => {
    expect(relabelPoint(three, 2).points[2]!.label).toBe(0);
    expect(relabelPoint(three, 0, 2).points[0]!.label).toBe(2);
  });

  it("takes a class out with its points and closes the gap", () => {
    expect(removeClass(three, 1)).toEqual({ classNames: ["a", "c"], points: [{ x: 0, y: 0, label: 0 }, { x: 1, y: 1, label: 1 }] });
  });

  it("finds the nearest point within reach only", () => {
    expect(nearest(three, 0.45, 0.45, 0.2)).toBe(1);
    expect(nearest(three, -0.5, 0, 0.2)).toBeNull();
    expect(nearest(removePoint(three, 1), 0.45, 0.45, 0.2)).toBeNull();
  });
});
