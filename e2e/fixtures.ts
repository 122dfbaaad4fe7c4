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
  /** A test that brings its own server says where it is. */
  home(url: string): void;
}

export const test = base.extend<{ guard: Guard }>({
  baseURL: async ({}, use) => {
    await use(process.env["HEMLOCK_URL"]);
  },
  guard: [
    async ({ page, context, baseURL }, use) => {
      const complaints: string[] = [], strangers: string[] = [], allowed: RegExp[] = [];
      const homes = new Set([new URL(baseURL ?? "").host]);
      const watch = (p: Page) => {
        p.on("console", (m) => void (["error", "warning"].includes(m.type()) && complaints.push(`${m.type()}: ${m.text()} (${m.location().url})`)));
        p.on("pageerror", (e) => void complaints.push(`uncaught: ${e.message}`));
      };
      watch(page);
      context.on("page", (p) => void (p !== page && watch(p)));
      context.on("request", (r) => {
        const url = new URL(r.url());
        if (/^(https?|wss?):$/.test(url.protocol) && !homes.has(url.host)) strangers.push(r.url());
      });
      await use({ complaints, strangers, allow: (pattern) => void allowed.push(pattern), home: (url) => void homes.add(new URL(url).host) });
      expect(complaints.filter((c) => !allowed.some((a) => a.test(c))), "the page complained").toEqual([]);
      expect(strangers, "requests to other hosts").toEqual([]);
    },
    { auto: true },
  ],
});

export { expect };

const AA = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];

/** Runs axe with the WCAG 2.2 AA rules on what is on screen, and shows what it found in words. */
export async function expectAccessible(page: Page): Promise<void> {
  await axe(looker(page).withTags(AA), 5);
}

/** The same in the light theme, then what depends on colors once more in the dark one; leaves the page light. */
export async function expectAccessibleInBoth(page: Page): Promise<void> {
  await expectAccessible(page);
  await inDark(page, () => axe(looker(page).withRules(["color-contrast", "link-in-text-block"]), 0));
}

/** Does something while the page follows a system that asks for the dark theme. */
export async function inDark(page: Page, act: () => Promise<void>): Promise<void> {
  await page.emulateMedia({ colorScheme: "dark" });
  await expect(page.locator("html")).toHaveClass(/\bdark\b/);
  await act();
  await page.emulateMedia({ colorScheme: "light" });
  await expect(page.locator("html")).not.toHaveClass(/\bdark\b/);
}

/** Within the page itself, which has no frames of other hosts: to put the parts of frames together axe would open another page each time. */
const looker = (page: Page): AxeBuilder => new AxeBuilder({ page }).options({ resultTypes: ["violations"] }).setLegacyMode();

async function axe(builder: AxeBuilder, least: number): Promise<void> {
  // A dialog over the page leaves some contrasts undecided; those were looked at too.
  const { violations, passes, incomplete } = await builder.analyze();
  expect(passes.length + incomplete.length, "axe looked at something").toBeGreaterThan(least);
  expect(violations.flatMap((v) => v.nodes.map((n) => `${v.id}: ${v.help}: ${n.target.join(" ")} ${n.failureSummary ?? ""}`))).toEqual([]);
}
