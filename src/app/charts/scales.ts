/**
 * Two color scales for all matrices and maps: one sequential (single hue, even steps of lightness) and one diverging.
 * Computed in OKLCH, so equal steps look equal. Pure functions; no DOM.
 */
export type Rgb = readonly [number, number, number];

const HUE = 300;
const clamp01 = (t: number) => (t > 0 ? (t < 1 ? t : 1) : 0);

function oklchToLinear(l: number, c: number, hue: number): [number, number, number] {
  const a = c * Math.cos((hue * Math.PI) / 180), b = c * Math.sin((hue * Math.PI) / 180);
  const L = (l + 0.3963377774 * a + 0.2158037573 * b) ** 3;
  const M = (l - 0.1055613458 * a - 0.0638541728 * b) ** 3;
  const S = (l - 0.0894841775 * a - 1.291485548 * b) ** 3;
  return [4.0767416621 * L - 3.3077115913 * M + 0.2309699292 * S, -1.2684380046 * L + 2.6097574011 * M - 0.3413193965 * S, -0.0041960863 * L - 0.7034186147 * M + 1.707614701 * S];
}

/** sRGB bytes of an OKLCH color; chroma is lowered until the color exists on a screen. */
export function oklch(l: number, c: number, hue: number): Rgb {
  let chroma = c, linear = oklchToLinear(l, chroma, hue);
  while (chroma > 0 && linear.some((v) => v < -1e-4 || v > 1.0001)) {
    chroma = Math.max(0, chroma - 0.004);
    linear = oklchToLinear(l, chroma, hue);
  }
  const byte = (v: number) => {
    const x = clamp01(v);
    return Math.round(255 * (x <= 0.0031308 ? 12.92 * x : 1.055 * x ** (1 / 2.4) - 0.055));
  };
  return [byte(linear[0]), byte(linear[1]), byte(linear[2])];
}

/** t in [0, 1] from "nothing" (the paper) to "all". On dark paper the scale starts dark and grows light. */
export function sequentialRgb(t: number, dark = false): Rgb {
  const x = clamp01(t);
  return dark ? oklch(0.25 + 0.6 * x, 0.006 + 0.115 * Math.sin(Math.PI * (0.12 + 0.62 * x)) * x ** 0.5, HUE) : oklch(0.985 - 0.6 * x, 0.002 + 0.15 * x ** 0.75, HUE);
}

/** t in [-1, 1]: below zero ochre (less), zero the paper, above zero violet (more). */
export function divergingRgb(t: number, dark = false): Rgb {
  const x = clamp01(Math.abs(t));
  const l = dark ? 0.25 + 0.55 * x : 0.985 - 0.5 * x;
  return oklch(l, (t < 0 ? 0.115 : 0.15) * x ** 0.75, t < 0 ? 75 : HUE);
}

export const rgbText = (c: Rgb): string => `rgb(${c[0]} ${c[1]} ${c[2]})`;

const cache = new Map<string, readonly string[]>();
function ramp(kind: "s" | "d", dark: boolean): readonly string[] {
  const key = `${kind}${dark}`;
  let colors = cache.get(key);
  if (!colors) cache.set(key, (colors = Array.from({ length: 129 }, (_, i) => rgbText(kind === "s" ? sequentialRgb(i / 128, dark) : divergingRgb(i / 64 - 1, dark)))));
  return colors;
}

/** CSS color for t in [0, 1]; 129 steps, computed once. */
export function sequential(t: number, dark = false): string {
  return ramp("s", dark)[Math.round(clamp01(t) * 128)]!;
}

/** CSS color for t in [-1, 1]. */
export function diverging(t: number, dark = false): string {
  return ramp("d", dark)[Math.round(clamp01((t + 1) / 2) * 128)]!;
}

/** Relative luminance as WCAG defines it. */
export function luminance(c: Rgb): number {
  const [r, g, b] = c.map((v) => (v <= 10.31475 ? v / 255 / 12.92 : ((v / 255 + 0.055) / 1.055) ** 2.4)) as [number, number, number];
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}

export function contrast(a: Rgb, b: Rgb): number {
  const x = luminance(a), y = luminance(b);
  return (Math.max(x, y) + 0.05) / (Math.min(x, y) + 0.05);
}

const BLACK: Rgb = [0, 0, 0], WHITE: Rgb = [255, 255, 255];

/** The text color, black or white, that reads best on the sequential scale at t. */
export function inkOn(t: number, dark = false): string {
  const ground = sequentialRgb(t, dark);
  return rgbText(contrast(ground, BLACK) >= contrast(ground, WHITE) ? BLACK : WHITE);
}
