/** What page-check.spec.ts measures in the page itself: shifts while loading, sizes and distances of targets, motion, what scrolls. Runs in the browser. */
import { expect, type Page } from "@playwright/test";

/** Collects layout shifts from the first moment; put in before the page loads. */
export function watchShifts(): void {
  const seen: { value: number; nodes: string[] }[] = [];
  (globalThis as unknown as { shifts: typeof seen }).shifts = seen;
  interface Shift extends PerformanceEntry { readonly value: number; readonly hadRecentInput: boolean; readonly sources?: readonly { readonly node?: Node | null }[] }
  const name = (node?: Node | null) => (node instanceof Element ? `${node.tagName.toLowerCase()}${typeof node.className === "string" ? `.${node.className.split(" ").slice(0, 4).join(".")}` : ""}` : (node?.nodeName ?? "gone"));
  new PerformanceObserver((list) => {
    for (const e of list.getEntries() as Shift[]) if (!e.hadRecentInput) seen.push({ value: e.value, nodes: (e.sources ?? []).map((s) => name(s.node)) });
  }).observe({ type: "layout-shift", buffered: true });
}

/** The largest sum of shifts within five seconds, as browsers report it, and what moved most. */
export const shiftsOf = (page: Page): Promise<{ total: number; what: string[] }> =>
  page.evaluate(() => {
    const { shifts } = globalThis as unknown as { shifts: { value: number; nodes: string[] }[] };
    return { total: shifts.reduce((a, s) => a + s.value, 0), what: shifts.filter((s) => s.value > 0.005).map((s) => `${s.value.toFixed(3)} ${s.nodes.slice(0, 3).join(" | ")}`) };
  });

/** Targets under 24 × 24 px that are also nearer than that to another one; links within a sentence are excepted, as in WCAG 2.5.8. */
export const smallTargets = (page: Page): Promise<string[]> =>
  page.evaluate(() => {
    const LEAST = 24;
    const interactive = 'a[href], button, input:not([type="hidden"]), select, textarea, summary, [tabindex]:not([tabindex="-1"]), [role="button"], [role="radio"], [role="checkbox"], [role="switch"], [role="tab"], [role="option"], [role="slider"]';
    const seen = [...document.querySelectorAll<HTMLElement>(interactive)].filter((e) => {
      const box = e.getBoundingClientRect(), style = getComputedStyle(e);
      return box.width > 1 && box.height > 1 && style.visibility !== "hidden" && style.opacity !== "0" && !e.closest('[inert], [aria-hidden="true"]') && style.clipPath === "none" && e.checkVisibility();
    });
    /** A label makes its field's target larger. */
    const boxOf = (e: HTMLElement): DOMRect => {
      const label = e.closest("label") ?? (e.id ? document.querySelector<HTMLElement>(`label[for="${CSS.escape(e.id)}"]`) : null), box = e.getBoundingClientRect();
      const wide = label?.getBoundingClientRect();
      return wide && wide.width * wide.height > box.width * box.height ? wide : box;
    };
    const inSentence = (e: HTMLElement) => getComputedStyle(e).display.startsWith("inline") && !getComputedStyle(e).display.includes("flex") && [...(e.parentElement?.childNodes ?? [])].some((n) => n.nodeType === Node.TEXT_NODE && (n.textContent ?? "").trim().length > 1);
    const boxes = seen.map((e) => ({ e, box: boxOf(e) }));
    const middle = (b: DOMRect) => ({ x: b.x + b.width / 2, y: b.y + b.height / 2 });
    const away = (p: { x: number; y: number }, b: DOMRect) => Math.hypot(Math.max(b.left - p.x, 0, p.x - b.right), Math.max(b.top - p.y, 0, p.y - b.bottom));
    return boxes.filter(({ e, box }) => {
      if (box.width >= LEAST - 0.5 && box.height >= LEAST - 0.5) return false;
      if (inSentence(e)) return false;
      // A circle of 24 px around it must meet no other target, nor the circle of another small one.
      const here = middle(box);
      return boxes.some((o) => o.e !== e && !o.e.contains(e) && !e.contains(o.e) && (o.box.width < LEAST || o.box.height < LEAST ? Math.hypot(middle(o.box).x - here.x, middle(o.box).y - here.y) < LEAST : away(here, o.box) < LEAST / 2));
    }).map(({ e, box }) => `${Math.round(box.width)}×${Math.round(box.height)} <${e.tagName.toLowerCase()}> ${(e.getAttribute("aria-label") ?? e.textContent ?? "").trim().slice(0, 40)}`);
  });

/** Text that is cut off: an element that hides what does not fit, and something does not fit. Truncation with an ellipsis is meant. */
export const cutOff = (page: Page): Promise<string[]> =>
  page.evaluate(() => [...document.querySelectorAll<HTMLElement>("body *")].filter((e) => {
    const style = getComputedStyle(e), own = [...e.childNodes].some((n) => n.nodeType === Node.TEXT_NODE && (n.textContent ?? "").trim() !== "");
    if (!own || !e.checkVisibility() || style.textOverflow === "ellipsis" || !["none", ""].includes(style.webkitLineClamp) || e.clientWidth <= 1 || e.closest('[aria-hidden="true"], svg')) return false;
    const hides = (v: string) => v === "hidden" || v === "clip";
    return (hides(style.overflowX) && e.scrollWidth > e.clientWidth + 1) || (hides(style.overflowY) && e.scrollHeight > e.clientHeight + 1);
  }).map((e) => `<${e.tagName.toLowerCase()}> ${(e.textContent ?? "").trim().slice(0, 50)}`));

export const sideways = (page: Page): Promise<number> => page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);

/** Animations and transitions that take longer than a moment. */
export const motion = (page: Page): Promise<string[]> =>
  page.evaluate(() => {
    const longest = (text: string) => Math.max(...text.split(",").map((t) => (t.trim().endsWith("ms") ? Number.parseFloat(t) : Number.parseFloat(t) * 1000)));
    const moving = document.getAnimations().filter((a) => a.playState === "running" && Number(a.effect?.getComputedTiming().duration ?? 0) > 1).map((a) => `running: ${a.id || a.constructor.name}`);
    const styled = [...document.querySelectorAll("*")].filter((e) => { const s = getComputedStyle(e); return longest(s.transitionDuration) > 1 || (s.animationName !== "none" && longest(s.animationDuration) > 1); });
    return [...moving, ...styled.map((e) => `<${e.tagName.toLowerCase()}> ${getComputedStyle(e).transitionDuration}`)];
  });

/** What has the focus shows it. */
export async function expectFocusSeen(page: Page): Promise<void> {
  const ring = await page.evaluate(() => { const s = getComputedStyle(document.activeElement!); return { at: document.activeElement!.tagName, style: s.outlineStyle, width: Number.parseFloat(s.outlineWidth) }; });
  if (ring.at !== "BODY") expect(ring.style !== "none" && ring.width >= 2, `the focus is seen: ${JSON.stringify(ring)}`).toBe(true);
}

/** Marks of charts that are painted in the color of the page, so that they are not there. */
export const lostMarks = (page: Page): Promise<string[]> =>
  page.evaluate(() => {
    const ground = getComputedStyle(document.body).backgroundColor, clear = (c: string) => c === "none" || c === "rgba(0, 0, 0, 0)" || c === "transparent" || c === ground;
    return [...document.querySelectorAll("svg path, svg line, svg polyline, svg circle, svg rect")].filter((e) => e.checkVisibility() && !e.closest("defs, clipPath, mask, pattern")).filter((e) => {
      const box = e.getBoundingClientRect(), s = getComputedStyle(e);
      return box.width * box.height > 4 && s.opacity !== "0" && clear(s.fill) && clear(s.stroke) && !(s.fill === "none" && s.stroke === "none");
    }).map((e) => e.outerHTML.slice(0, 120));
  });
