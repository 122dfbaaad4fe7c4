/**
 * What every journey stands on: the address of the served page, and a guard that fails a test when the page complains in
 * the console, throws, or talks to any other host.
 */
import AxeBuilder from "@axe-core/playwright";
import { expect, test as base, type Page } from "@playwright/test";

interface Guard {
  /** Console errors, warnings and uncaught errors so far. */
  readonly complaints: string[];
  /** Requests that left the page's own host. */
  readonly strangers: string[];
  /** Complaints that a test provokes on purpose. */
  allow(pattern: RegExp): void;
}

export const test = base.extend<{ guard: Guard }>({
  baseURL: async ({}, use) => {
    await use(process.env["HEMLOCK_URL"]);
  },
  guard: [
    async ({ page, context, baseURL }, use) => {
      const complaints: string[] = [], strangers: string[] = [], allowed: RegExp[] = [];
      const home = new URL(baseURL ?? "").host;
      const watch = (p: Page) => {
        p.on("console", (m) => void (["error", "warning"].includes(m.type()) && complaints.push(`${m.type()}: ${m.text()} (${m.location().url})`)));
        p.on("pageerror", (e) => void complaints.push(`uncaught: ${e.message}`));
      };
      watch(page);
      context.on("page", (p) => void (p !== page && watch(p)));
      context.on("request", (r) => {
        const url = new URL(r.url());
        if (/^(https?|wss?):$/.test(url.protocol) && url.host !== home) strangers.push(r.url());
      });
      await use({ complaints, strangers, allow: (pattern) => void allowed.push(pattern) });
      expect(complaints.filter((c) => !allowed.some((a) => a.test(c))), "the page complained").toEqual([]);
      expect(strangers, "requests to other hosts").toEqual([]);
    },
    { auto: true },
  ],
});

export { expect };

/** Runs axe with the WCAG 2.2 AA rules on what is on screen, and shows what it found in words. */
export async function expectAccessible(page: Page): Promise<void> {
  const { violations, passes } = await new AxeBuilder({ page }).withTags(["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]).analyze();
  expect(passes.length, "axe looked at something").toBeGreaterThan(5);
  expect(violations.flatMap((v) => v.nodes.map((n) => `${v.id}: ${v.help}: ${n.target.join(" ")} ${n.failureSummary ?? ""}`))).toEqual([]);
}
