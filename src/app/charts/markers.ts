/**
 * The shapes that tell classes and arms apart when color cannot: SVG path data centered on 0,0, the same for SVG and
 * canvas (`new Path2D(path)`). Areas are about equal, so no class looks heavier.
 */
export type MarkerShape = "circle" | "square" | "triangle" | "diamond" | "plus" | "cross" | "triangle-down" | "star" | "hexagon" | "bar";

const ORDER: readonly MarkerShape[] = ["circle", "square", "triangle", "diamond", "plus", "cross", "triangle-down", "star", "hexagon", "bar"];

/** The shape of a class; ten different ones, then again from the first. */
export function markerOf(classIndex: number): MarkerShape {
  return ORDER[classIndex % ORDER.length]!;
}

/** The color of a class as a CSS variable; six different ones, then again. The shape keeps them apart. */
export function classColor(classIndex: number): string {
  return `var(--h-class-${classIndex % 6})`;
}

const polygon = (points: readonly (readonly [number, number])[]) => `M${points.map(([x, y]) => `${x.toFixed(2)},${y.toFixed(2)}`).join("L")}Z`;
const around = (n: number, radius: (i: number) => number, turn: number) =>
  polygon(Array.from({ length: n }, (_, i) => {
    const a = turn + (i * 2 * Math.PI) / n;
    return [radius(i) * Math.cos(a), radius(i) * Math.sin(a)] as const;
  }));

/** Path data of a marker with the weight of a circle of radius r. */
export function markerPath(shape: MarkerShape, r: number): string {
  const up = -Math.PI / 2;
  const s = r * 0.89;
  const arm = r * 1.15, half = r * 0.42;
  const plus: readonly (readonly [number, number])[] = [[-half, -arm], [half, -arm], [half, -half], [arm, -half], [arm, half], [half, half], [half, arm], [-half, arm], [-half, half], [-arm, half], [-arm, -half], [-half, -half]];
  const c = Math.SQRT1_2;
  switch (shape) {
    case "circle": return `M${-r},0A${r},${r} 0 1 0 ${r},0A${r},${r} 0 1 0 ${-r},0Z`;
    case "square": return polygon([[-s, -s], [s, -s], [s, s], [-s, s]]);
    case "triangle": return around(3, () => r * 1.4, up);
    case "triangle-down": return around(3, () => r * 1.4, -up);
    case "diamond": return around(4, () => r * 1.25, up);
    case "star": return around(10, (i) => (i % 2 ? r * 0.62 : r * 1.4), up);
    case "hexagon": return around(6, () => r * 1.1, up);
    case "plus": return polygon(plus);
    case "cross": return polygon(plus.map(([x, y]) => [(x - y) * c, (x + y) * c] as const));
    case "bar": return polygon([[-r * 1.3, -half * 1.2], [r * 1.3, -half * 1.2], [r * 1.3, half * 1.2], [-r * 1.3, half * 1.2]]);
  }
}
