/**
 * One small picture from numbers, with crisp pixels. A poisoned one stands in a ringed and hatched frame; its pixels are
 * never painted over. Light enough for hundreds on a page. Not a button: wrap it, or use SampleStrip.
 */
import { memo, useEffect, useRef, type ReactNode } from "react";
import { cx } from "../ui/cx";
import { divergingRgb } from "./scales";
import { useDark } from "./use-theme";

export interface PixelImageProps {
  /** height × width × channels values; may be a view into a bigger array. */
  readonly pixels: ArrayLike<number>;
  /** [height, width, channels] with 1 or 3 channels. */
  readonly shape: readonly number[];
  /** Smallest and largest value; default [0, 1]. */
  readonly range?: readonly [number, number];
  /** What it shows, in words; empty when the text beside it says it. */
  readonly alt: string;
  /** Side in CSS px, without the frame. */
  readonly size?: number;
  readonly poisoned?: boolean;
  readonly caption?: ReactNode;
  /** `difference` draws values around zero with the diverging scale; range is then [-m, m]. */
  readonly mode?: "image" | "difference";
  readonly dimmed?: boolean;
}

/** Writes the picture into RGBA bytes. */
export function paintPixels(out: Uint8ClampedArray, pixels: ArrayLike<number>, channels: number, low: number, high: number): void {
  const k = 255 / (high - low || 1), n = out.length / 4;
  for (let i = 0; i < n; i++) {
    const o = i * 4, p = i * channels;
    const r = (pixels[p]! - low) * k;
    out[o] = r;
    out[o + 1] = channels === 3 ? (pixels[p + 1]! - low) * k : r;
    out[o + 2] = channels === 3 ? (pixels[p + 2]! - low) * k : r;
    out[o + 3] = 255;
  }
}

/** Draws signed values: the largest deviation over the channels decides each pixel. */
export function paintDifference(out: Uint8ClampedArray, pixels: ArrayLike<number>, channels: number, limit: number, dark: boolean): void {
  const n = out.length / 4;
  for (let i = 0; i < n; i++) {
    let v = 0;
    for (let c = 0; c < channels; c++) if (Math.abs(pixels[i * channels + c]!) > Math.abs(v)) v = pixels[i * channels + c]!;
    const [r, g, b] = divergingRgb(v / (limit || 1), dark);
    out.set([r, g, b, 255], i * 4);
  }
}

export const PixelImage = memo(function PixelImage({ pixels, shape, range, alt, size = 48, poisoned, caption, mode = "image", dimmed }: PixelImageProps) {
  const ref = useRef<HTMLCanvasElement>(null);
  const dark = useDark();
  const [height = 1, width = 1, channels = 1] = shape;
  const low = range?.[0] ?? 0, high = range?.[1] ?? 1;
  const themed = mode === "difference" && dark;
  useEffect(() => {
    const context = ref.current?.getContext("2d");
    if (!context) return;
    const image = context.createImageData(width, height);
    if (mode === "difference") paintDifference(image.data, pixels, channels, Math.max(Math.abs(low), Math.abs(high)), themed);
    else paintPixels(image.data, pixels, channels, low, high);
    context.putImageData(image, 0, 0);
  }, [pixels, width, height, channels, low, high, mode, themed]);
  const picture = (
    <span className={cx("inline-block rounded-sm leading-none", poisoned ? "poison-frame" : "p-[5px]")}>
      <span className={cx("block bg-paper", mode === "difference" && "outline-1 outline-edge/50")}>
        <canvas ref={ref} width={width} height={height} role={alt ? "img" : undefined} aria-label={alt || undefined} aria-hidden={alt ? undefined : true} className={cx("pixelated block", dimmed && "opacity-35")} style={{ width: size, height: (size * height) / width }} />
      </span>
    </span>
  );
  if (caption === undefined) return picture;
  return (
    <span className="inline-flex flex-col items-center gap-0.5" style={{ maxWidth: size + 24 }}>
      {picture}
      <span className="text-center text-xs leading-tight text-balance text-muted">{caption}</span>
    </span>
  );
});
