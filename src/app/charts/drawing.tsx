/**
 * A picture as a list of marks, so that what is on screen and what is saved are the same: drawn by React here, written as an
 * SVG file that stands alone, or as a PNG made from that file. Knows no charts; colors may be CSS variables.
 */
import { createElement } from "react";

export interface Mark {
  readonly tag: "path" | "line" | "rect" | "text" | "image";
  /** As React names them: strokeWidth, textAnchor. */
  readonly at: Readonly<Record<string, string | number | undefined>>;
  readonly text?: string;
}

export const FONT = "'Inter Variable', Inter, system-ui, sans-serif";

/** Not read aloud: what it shows is said beside it. */
export function Drawing({ marks, width, height }: { readonly marks: readonly Mark[]; readonly width: number; readonly height: number }) {
  return (
    <svg aria-hidden="true" width={width} height={height} viewBox={`0 0 ${width} ${height}`} className="block max-w-full" direction="ltr">
      {marks.map((m, i) => createElement(m.tag, { key: i, ...m.at }, m.text))}
    </svg>
  );
}

const escaped = (text: string): string => text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;").replaceAll('"', "&quot;");

/** The light values of the page's color variables, whatever theme is on: papers and slides are white. */
export function lightColors(): ReadonlyMap<string, string> {
  const found = new Map<string, string>();
  const read = (rules: CSSRuleList): void => {
    for (const rule of rules) {
      if (rule instanceof CSSStyleRule && rule.selectorText.split(",").some((s) => s.trim() === ":root")) { for (const name of rule.style) if (name.startsWith("--h-") && !found.has(name)) found.set(name, rule.style.getPropertyValue(name).trim()); }
      else if ("cssRules" in rule) read((rule as CSSGroupingRule).cssRules);
    }
  };
  for (const sheet of document.styleSheets) try { read(sheet.cssRules); } catch { /* a sheet of an extension that may not be read */ }
  return found;
}

/** One SVG file: no style sheet, no font file, no reference to anything outside. */
export function svgText(marks: readonly Mark[], width: number, height: number, title: string, colors: ReadonlyMap<string, string> = lightColors()): string {
  const plain = (value: string | number) => escaped(String(value).replace(/var\((--[\w-]+)\)/g, (_, name: string) => colors.get(name) ?? "#1b1d1f"));
  const attributes = (at: Mark["at"]) => Object.entries(at).flatMap(([name, value]) => (value === undefined ? [] : [` ${name.replace(/[A-Z]/g, (c) => `-${c.toLowerCase()}`)}="${plain(value)}"`])).join("");
  const body = marks.map((m) => (m.text === undefined ? `<${m.tag}${attributes(m.at)}/>` : `<${m.tag}${attributes(m.at)}>${escaped(m.text)}</${m.tag}>`)).join("\n");
  return `<?xml version="1.0" encoding="UTF-8"?>\n<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}" font-family="${FONT}" role="img" aria-label="${escaped(title)}">\n<title>${escaped(title)}</title>\n<rect width="${width}" height="${height}" fill="#ffffff"/>\n${body}\n</svg>\n`;
}

/** The same as pixels; null where the browser cannot. */
export async function svgToPng(svg: string, width: number, height: number, scale = 2): Promise<Blob | null> {
  const url = URL.createObjectURL(new Blob([svg], { type: "image/svg+xml" })), image = new Image();
  try {
    image.src = url;
    await image.decode();
    const canvas = document.createElement("canvas"), pen = canvas.getContext("2d");
    canvas.width = width * scale;
    canvas.height = height * scale;
    if (!pen) return null;
    pen.drawImage(image, 0, 0, canvas.width, canvas.height);
    return await new Promise((resolve) => canvas.toBlob(resolve, "image/png"));
  } catch {
    return null;
  } finally {
    URL.revokeObjectURL(url);
  }
}

/** Splits a text into lines of about so many characters, at spaces. */
export function textLines(text: string, characters: number): string[] {
  return text.split(" ").reduce<string[]>((out, word) => {
    const last = out.at(-1);
    if (last !== undefined && last.length + 1 + word.length <= characters) out[out.length - 1] = `${last} ${word}`;
    else out.push(word);
    return out;
  }, []);
}
