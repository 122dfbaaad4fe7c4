// Draws one synthetic photograph of a road sign: a street behind it, the sign in perspective, weathered and shaded, sometimes
// half hidden, then what a camera adds: blur, exposure, white balance, noise. Every choice comes from the generator that is
// passed in. Works at three times the size and averages down. Not part of the page.
export const SIDE = 32;
const FINE = 3, W = SIDE * FINE;

// One picture and its copy for blurring, used over and over.
const image = new Float64Array(W * W * 3), before = new Float64Array(W * W * 3);

const clamp = (v, low = 0, high = 1) => (v < low ? low : v > high ? high : v);
const mix = (a, b, t) => a + (b - a) * t;
const smooth = (edge0, edge1, v) => { const t = clamp((v - edge0) / (edge1 - edge0)); return t * t * (3 - 2 * t); };

/** Bilinear value of a grey texture (mirrored at its edges), 0..1. */
function grey(texture, y, x) {
  const fold = (v) => { const period = 2 * (texture.side - 1), m = ((v % period) + period) % period; return m < texture.side - 1 ? m : period - m; };
  const fy = fold(y), fx = fold(x), y0 = Math.floor(fy), x0 = Math.floor(fx), y1 = Math.min(texture.side - 1, y0 + 1), x1 = Math.min(texture.side - 1, x0 + 1);
  const at = (r, c) => texture.values[r * texture.side + c];
  return mix(mix(at(y0, x0), at(y0, x1), fx - x0), mix(at(y1, x0), at(y1, x1), fx - x0), fy - y0);
}

/** Blurs with a line of `reach` pixels each way along (dy, dx). */
function smear(dy, dx, reach) {
  const taps = Math.max(1, Math.ceil(reach)), jump = [];
  for (let t = -taps; t <= taps; t++) jump.push([Math.round((dy * reach * t) / taps), Math.round((dx * reach * t) / taps)]);
  before.set(image);
  for (let y = 0; y < W; y++)
    for (let x = 0; x < W; x++) {
      let r = 0, g = 0, b = 0;
      for (let t = 0; t < jump.length; t++) {
        const at = (clamp(y + jump[t][0], 0, W - 1) * W + clamp(x + jump[t][1], 0, W - 1)) * 3;
        r += before[at]; g += before[at + 1]; b += before[at + 2];
      }
      const to = (y * W + x) * 3;
      image[to] = r / jump.length; image[to + 1] = g / jump.length; image[to + 2] = b / jump.length;
    }
}

/** Defocus: two passes of a short box each way, nearly a bell curve. */
function defocus(reach) {
  if (reach < 0.5) return;
  for (let pass = 0; pass < 2; pass++) { smear(1, 0, reach); smear(0, 1, reach); }
}

/** The street: sky over ground with buildings or trees, or one surface that fills the picture. */
function background(rng, textures) {
  const between = (a, b) => mix(a, b, rng.uniform()), chance = (p) => rng.uniform() < p;
  const surface = (name) => {
    const texture = textures[name], zoom = between(0.35, 0.9), oy = rng.int(160), ox = rng.int(160), bright = between(0.55, 1.15), rich = between(0.6, 1.15);
    const tint = { grass: [0.55, 0.72, 0.32], gravel: [0.78, 0.75, 0.72], brick: chance(0.6) ? [1.0, 0.6, 0.48] : [0.85, 0.8, 0.72] }[name];
    return (y, x) => { const v = mix(0.45, grey(texture, oy + y * zoom, ox + x * zoom), rich) * bright; return tint.map((t) => v * t); };
  };
  const blue = between(0, 1), light = between(0.65, 1), top = [mix(0.82, 0.38, blue) * light, mix(0.85, 0.58, blue) * light, mix(0.88, 0.9, blue) * light];
  const sky = (y) => top.map((t) => mix(t, 0.92 * light, y / W));
  const open = chance(0.7), horizon = open ? between(0.35, 1.05) * W : -9, ground = surface(chance(0.6) ? "grass" : "gravel"), wall = surface(chance(0.5) ? "grass" : "brick");
  const far = chance(0.7), from = between(-0.3, 0.8) * W, to = from + between(0.3, 1.1) * W, roof = between(-0.2, 0.8) * horizon, ragged = chance(0.5) ? between(3, 9) : 0;
  const whole = surface(["grass", "gravel", "brick"][rng.int(3)]), wiggle = between(0, 9);
  for (let y = 0; y < W; y++)
    for (let x = 0; x < W; x++) {
      let color;
      if (!open) color = whole(y, x);
      else if (y > horizon) color = ground((y - horizon) * 2, x);
      else color = far && x > from && x < to && y > roof + ragged * Math.sin(x * 0.25 + wiggle) * Math.sin(x * 0.11) ? wall(y, x) : sky(y);
      for (let c = 0; c < 3; c++) image[(y * W + x) * 3 + c] = color[c];
    }
  defocus(between(0.5, 4));
}

/** Where a point of the picture lies on the turned sign (−1..1 each way): the inverse of its perspective. */
function pose(rng) {
  const between = (a, b) => mix(a, b, rng.uniform());
  const yaw = rng.normal() * 0.32, pitch = rng.normal() * 0.14, roll = rng.normal() * 0.07, size = between(0.36, 0.47) * W, far = between(3, 6);
  const centerY = W / 2 + clamp(rng.normal(), -2, 2) * 0.03 * W, centerX = W / 2 + clamp(rng.normal(), -2, 2) * 0.03 * W;
  const [cy, sy, cp, sp, cr, sr] = [Math.cos(yaw), Math.sin(yaw), Math.cos(pitch), Math.sin(pitch), Math.cos(roll), Math.sin(roll)];
  // Columns of the rotation: where the sign's right and its down point to, as (x, y, depth).
  const right = [cy * cr, cy * sr, -sy], down = [sp * sy * cr - cp * sr, sp * sy * sr + cp * cr, sp * cy];
  return {
    centerY, centerX, size,
    at(y, x) {
      // u·right + v·down = (px, py) · (1 + depth / far), depth = u·right₂ + v·down₂: two linear equations for u and v.
      const px = (x - centerX) / size, py = (y - centerY) / size;
      const a = right[0] - (px * right[2]) / far, b = down[0] - (px * down[2]) / far, c = right[1] - (py * right[2]) / far, d = down[1] - (py * down[2]) / far, det = a * d - b * c;
      return [(px * d - b * py) / det, (a * py - px * c) / det];
    },
  };
}

/** Color and cover (premultiplied) of the sign's artwork at u, v in −1..1. */
function art(icon, u, v) {
  const fx = ((u + 1) / 2) * icon.side - 0.5, fy = ((v + 1) / 2) * icon.side - 0.5, x0 = Math.floor(fx), y0 = Math.floor(fy), out = [0, 0, 0, 0];
  for (const [y, x, weight] of [[y0, x0, (1 - fx + x0) * (1 - fy + y0)], [y0, x0 + 1, (fx - x0) * (1 - fy + y0)], [y0 + 1, x0, (1 - fx + x0) * (fy - y0)], [y0 + 1, x0 + 1, (fx - x0) * (fy - y0)]]) {
    if (y < 0 || x < 0 || y >= icon.side || x >= icon.side) continue;
    for (let c = 0; c < 4; c++) out[c] += weight * icon.values[(y * icon.side + x) * 4 + c];
  }
  return out;
}

/** One picture as SIDE × SIDE × 3 bytes. `icon` and `textures` hold values in 0..1. */
export function photograph(icon, textures, rng) {
  const between = (a, b) => mix(a, b, rng.uniform()), chance = (p) => rng.uniform() < p;
  const put = (p, color, cover) => { for (let c = 0; c < 3; c++) image[p * 3 + c] = mix(image[p * 3 + c], color[c], cover); };
  background(rng.fork("background"), textures);

  const sign = pose(rng.fork("pose"));
  const pole = chance(0.6), half = between(1.2, 2.8), metal = between(0.3, 0.65);
  const fade = between(0, 0.35), dull = between(0.72, 0.98), slope = between(-0.18, 0.18), lean = between(0, 6.28), dirt = between(0, 0.22), dirtY = rng.int(160), dirtX = rng.int(160);
  const shadow = chance(0.2), shadowAngle = between(0, 6.28), shadowAt = between(-0.6, 0.6), shadowDark = between(0.45, 0.75);
  for (let y = 0; y < W; y++)
    for (let x = 0; x < W; x++) {
      const p = y * W + x;
      if (pole && y > sign.centerY) { const off = Math.abs(x - sign.centerX); if (off < half) put(p, [metal, metal, metal * 1.03].map((v) => v * (1 - (0.4 * off) / half)), 1); }
      const [u, v] = sign.at(y, x);
      if (Math.abs(u) > 1.05 || Math.abs(v) > 1.05) continue;
      const [r, g, b, cover] = art(icon, u, v);
      if (cover <= 0) continue;
      const mean = (r + g + b) / 3 / cover, grime = 1 - dirt * grey(textures.gravel, dirtY + v * 30, dirtX + u * 30);
      const shade = dull * grime * (1 + slope * (Math.cos(lean) * u + Math.sin(lean) * v)) * (shadow && Math.cos(shadowAngle) * u + Math.sin(shadowAngle) * v > shadowAt ? shadowDark : 1);
      put(p, [r, g, b].map((value) => (mix(value / cover, mix(mean, 0.6, 0.3), fade) * 0.94 + 0.03) * shade), cover);
    }

  if (chance(0.15)) {
    // Leaves or a post in front of one edge.
    const angle = between(0, 6.28), reach = between(0.55, 0.85), leafy = chance(0.7), dark = between(0.5, 1), oy = rng.int(160), ox = rng.int(160), width = between(0.08, 0.16);
    for (let y = 0; y < W; y++)
      for (let x = 0; x < W; x++) {
        const along = (Math.cos(angle) * (x - sign.centerX) + Math.sin(angle) * (y - sign.centerY)) / sign.size, leaf = grey(textures.grass, oy + y, ox + x);
        if (leafy) { const cover = smooth(0, 0.15, along - reach + (leaf - 0.5) * 0.7); if (cover) put(y * W + x, [0.42, 0.6, 0.25].map((t) => t * leaf * 1.5 * dark), cover); }
        else if (Math.abs(along - reach) < width) put(y * W + x, [0.45, 0.42, 0.4].map((t) => t * dark * (0.8 + 0.4 * leaf)), 1);
      }
  }

  if (chance(0.35)) { const angle = between(0, 3.14); smear(Math.sin(angle), Math.cos(angle), between(1, 4)); }
  defocus(between(0.3, 2));
  const gain = Math.exp(clamp(rng.normal(), -2, 2) * 0.28 - 0.08), gamma = Math.exp(clamp(rng.normal(), -2, 2) * 0.18), haze = chance(0.3) ? between(0, 0.25) : 0;
  const white = [1 + 0.07 * clamp(rng.normal(), -2, 2), 1, 1 + 0.07 * clamp(rng.normal(), -2, 2)], noise = between(0.004, 0.022), out = new Uint8Array(SIDE * SIDE * 3);
  for (let y = 0; y < SIDE; y++)
    for (let x = 0; x < SIDE; x++) {
      const grain = rng.normal();
      for (let c = 0; c < 3; c++) {
        let sum = 0;
        for (let i = 0; i < FINE; i++) for (let j = 0; j < FINE; j++) sum += image[((y * FINE + i) * W + x * FINE + j) * 3 + c];
        const light = clamp((sum / (FINE * FINE)) * gain * white[c]) ** gamma;
        out[(y * SIDE + x) * 3 + c] = Math.round(255 * clamp(mix(light, 0.72, haze) + noise * (0.8 * grain + 0.6 * rng.normal())));
      }
    }
  return out;
}
