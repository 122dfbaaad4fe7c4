/**
 * Packs small color pictures with loss, as JPEG does (brightness and color apart, blocks of 8 × 8 cosine waves, rounded
 * more coarsely the finer the wave), but with adaptive arithmetic coding instead of fixed tables: about 200 bytes for 32 × 32
 * pixels, and no header per picture. Decoding uses whole numbers only, so that every machine sees the same pixels. Sides must
 * be multiples of 16.
 * After Wallace 1991, "The JPEG Still Picture Compression Standard", https://doi.org/10.1145/103085.103089
 */
import { BitReader, BitWriter, type BitCoder } from "./bit-coder";

const B = 8, AREA = B * B;
/** How coarsely the waves are rounded: brightness, then the two color differences; finer waves more coarsely. */
const STEPS = [[8, 2.2], [10, 3]].map(([base, slope]) => Int32Array.from({ length: AREA }, (_, i) => Math.round(base! + slope! * ((i >> 3) + (i & 7)))));
/** Cosine waves times 4096, as whole numbers: WAVE[k · 8 + x]. */
const SCALE = 4096;
const WAVE = Float64Array.from({ length: AREA }, (_, i) => Math.round(SCALE * (i < B ? Math.SQRT1_2 : 1) * 0.5 * Math.cos((Math.PI * (i >> 3) * (2 * (i & 7) + 1)) / 16)));
/** From slow waves to fine ones, along the diagonals of the block. */
const ZIGZAG = Int32Array.from(Array.from({ length: AREA }, (_, i) => i).sort((a, b) => {
  const da = (a >> 3) + (a & 7), db = (b >> 3) + (b & 7);
  return da - db || (da % 2 ? a - b : b - a);
}));

/** Contexts: are there more waves, is this one zero, its sign, its size; each for brightness and for color. */
const PLANE = 64 * 3 + 64 * 9 + 64 * 3 + 16 * 3 * 16, CONTEXTS = 2 * PLANE;

/** A whole number: zero or not, sign, then its size in unary up to 14 and by halves beyond. */
function number(coder: BitCoder, zero: number, sign: number, size: number, told: number): number {
  if (!coder.bit(zero, told === 0 ? 0 : 1)) return 0;
  const negative = coder.bit(sign, told < 0 ? 1 : 0), want = Math.abs(told) - 1;
  let n = 0;
  while (n < 14 && coder.bit(size + n, want > n ? 1 : 0)) n++;
  if (n === 14) {
    const rest = want - 14 + 1;
    let bits = 0;
    while (bits < 12 && coder.bit(size + 14, rest >> (bits + 1) > 0 ? 1 : 0)) bits++;
    let value = 1;
    for (let b = bits - 1; b >= 0; b--) value = value * 2 + coder.bit(size + 15, (rest >> b) & 1);
    n = 14 + value - 1;
  }
  return negative ? -(n + 1) : n + 1;
}

const group = (sum: number) => (sum === 0 ? 0 : sum < 3 ? 1 : 2);

/** Asks about every wave of every block: n pictures, each brightness then color; `waves` is read (writing) or filled. */
function walk(waves: Int32Array, n: number, height: number, width: number, coder: BitCoder): void {
  let at = 0;
  for (let image = 0; image < n; image++)
    for (let plane = 0; plane < 3; plane++) {
      const rows = height / B / (plane ? 2 : 1), columns = width / B / (plane ? 2 : 1), base = plane ? PLANE : 0;
      const first = at, tails = new Uint8Array(rows * columns), last = 64 * 3 + base, signs = last + 64 * 9, sizes = signs + 64 * 3;
      for (let y = 0; y < rows; y++)
        for (let x = 0; x < columns; x++, at += AREA) {
          const block = (at - first) / AREA, tail = Math.max(x ? tails[block - 1]! : 0, y ? tails[block - columns]! : 0);
          const west = x ? at - AREA : -1, north = y ? at - columns * AREA : -1;
          const near = (i: number) => (west < 0 ? 0 : Math.abs(waves[west + i]!)) + (north < 0 ? 0 : Math.abs(waves[north + i]!));
          // The mean is told as its difference from the blocks before it.
          const guess = west < 0 ? (north < 0 ? 0 : waves[north]!) : north < 0 ? waves[west]! : (waves[west]! + waves[north]!) >> 1;
          waves[at] = guess + number(coder, last, signs, sizes, waves[at]! - guess);
          let end = 0;
          for (let k = 63; k > 0 && !end; k--) if (waves[at + ZIGZAG[k]!]) end = k;
          for (let k = 1, before = 0, older = 0; k < AREA; k++) {
            // A block may end after any wave that was not zero, and at once.
            if ((k === 1 || before) && !coder.bit(base + k * 3 + (tail < k ? 0 : tail < k + 8 ? 1 : 2), k <= end ? 1 : 0)) break;
            const i = ZIGZAG[k]!, around = group(near(i)), own = group(Math.abs(before) + Math.abs(older));
            const size = sizes + (Math.min(15, 1 + (k >> 2)) * 3 + Math.max(around, own)) * 16;
            const value = number(coder, last + k * 9 + around * 3 + own, signs + k * 3 + plane, size, waves[at + i]!);
            waves[at + i] = value;
            if (value) tails[block] = k;
            older = before; before = value;
          }
        }
    }
}

/** The cosine transform of `block` along its rows and its columns, in place; `table` is WAVE, or BACK for the way back. */
function transform(block: Float64Array, table: Float64Array): void {
  for (let r = 0; r < B; r++)
    for (let k = 0; k < B; k++) {
      let sum = 0;
      for (let x = 0; x < B; x++) sum += block[r * B + x]! * table[k * B + x]!;
      HALF[r * B + k] = sum;
    }
  for (let c = 0; c < B; c++)
    for (let k = 0; k < B; k++) {
      let sum = 0;
      for (let y = 0; y < B; y++) sum += HALF[y * B + c]! * table[k * B + y]!;
      block[k * B + c] = Math.round(sum / (SCALE * SCALE));
    }
}
const HALF = new Float64Array(AREA), BACK = Float64Array.from({ length: AREA }, (_, i) => WAVE[(i & 7) * B + (i >> 3)]!);

const wavesPerImage = (height: number, width: number) => (height * width * 3) / 2;
const clip = (v: number) => (v < 0 ? 0 : v > 255 ? 255 : v);

/** Packs n pictures of height × width × 3 values 0..255. Lossy: `unpackPhotos` gives nearly the same back. */
export function packPhotos(pixels: Uint8Array, n: number, height: number, width: number): Uint8Array {
  const waves = new Int32Array(n * wavesPerImage(height, width)), area = height * width, block = new Float64Array(AREA);
  let at = 0;
  for (let image = 0; image < n; image++) {
    const full = [new Float64Array(area), new Float64Array(area), new Float64Array(area)];
    for (let p = 0; p < area; p++) {
      const from = (image * area + p) * 3, r = pixels[from]!, g = pixels[from + 1]!, b = pixels[from + 2]!;
      const y = (77 * r + 150 * g + 29 * b) / 256;
      full[0]![p] = y - 128; full[1]![p] = (b - y) * 0.564; full[2]![p] = (r - y) * 0.713;
    }
    for (let plane = 0; plane < 3; plane++) {
      const z = plane ? 2 : 1, steps = STEPS[plane ? 1 : 0]!;
      for (let by = 0; by < height / z; by += B)
        for (let bx = 0; bx < width / z; bx += B, at += AREA) {
          for (let i = 0; i < AREA; i++) {
            let sum = 0;
            for (let dy = 0; dy < z; dy++) for (let dx = 0; dx < z; dx++) sum += full[plane]![((by + (i >> 3)) * z + dy) * width + (bx + (i & 7)) * z + dx]!;
            block[i] = sum / (z * z);
          }
          transform(block, WAVE);
          block.forEach((v, i) => { waves[at + i] = Math.round(v / steps[i]!); });
        }
    }
  }
  const writer = new BitWriter(CONTEXTS);
  walk(waves, n, height, width, writer);
  return writer.finish();
}

/** Unpacks what `packPhotos` made: n × height × width × 3 values, 0..255. Throws RangeError when bytes are missing. */
export function unpackPhotos(bytes: Uint8Array, n: number, height: number, width: number): Uint8Array {
  const waves = new Int32Array(n * wavesPerImage(height, width)), area = height * width, out = new Uint8Array(n * area * 3), block = new Float64Array(AREA);
  walk(waves, n, height, width, new BitReader(CONTEXTS, bytes));
  const planes = [new Float64Array(area), new Float64Array(area / 4), new Float64Array(area / 4)];
  let at = 0;
  for (let image = 0; image < n; image++) {
    for (let plane = 0; plane < 3; plane++) {
      const w = plane ? width / 2 : width, h = plane ? height / 2 : height, steps = STEPS[plane ? 1 : 0]!, values = planes[plane]!;
      for (let by = 0; by < h; by += B)
        for (let bx = 0; bx < w; bx += B, at += AREA) {
          for (let i = 0; i < AREA; i++) block[i] = waves[at + i]! * steps[i]!;
          transform(block, BACK);
          block.forEach((v, i) => { values[(by + (i >> 3)) * w + bx + (i & 7)] = v; });
        }
    }
    // Color has half the resolution; each pixel takes 9/16, 3/16, 3/16 and 1/16 of the four color values around it.
    const soft = (values: Float64Array, y: number, x: number) => {
      const w = width / 2, h = height / 2, y0 = y >> 1, x0 = x >> 1;
      const y1 = Math.min(h - 1, Math.max(0, y0 + (y % 2 ? 1 : -1))), x1 = Math.min(w - 1, Math.max(0, x0 + (x % 2 ? 1 : -1)));
      return 9 * values[y0 * w + x0]! + 3 * (values[y1 * w + x0]! + values[y0 * w + x1]!) + values[y1 * w + x1]!;
    };
    for (let y = 0; y < height; y++)
      for (let x = 0; x < width; x++) {
        const p = y * width + x, to = (image * area + p) * 3, light = (planes[0]![p]! + 128) * 16, blue = soft(planes[1]!, y, x), red = soft(planes[2]!, y, x);
        out[to] = clip(Math.floor((light * 256 + 359 * red + 2048) / 4096));
        out[to + 1] = clip(Math.floor((light * 256 - 88 * blue - 183 * red + 2048) / 4096));
        out[to + 2] = clip(Math.floor((light * 256 + 454 * blue + 2048) / 4096));
      }
  }
  return out;
}
