/** A browser in which a backend cannot start: the page says so and carries on with the next one. */
import { chromium } from "@playwright/test";
import { chromiumArgs } from "../scripts/browser.mjs";
import { expect, test } from "./fixtures";
import { chooseBackend, link, open, run, savedResult, small } from "./lab";

test("without WebGL a run that asked for it ends on another backend, and the page says why", async ({ baseURL }) => {
  const args = [...chromiumArgs().filter((a) => !/gl|swiftshader|webgpu|Vulkan/i.test(a)), "--disable-gpu", "--disable-software-rasterizer"];
  const browser = await chromium.launch({ executablePath: process.env["HEMLOCK_CHROMIUM"], args });
  try {
    const page = await browser.newPage({ baseURL });
    await open(page, link({ ...small, attack: null, defenses: [] }));
    await chooseBackend(page, "webgl");
    await run(page);
    await expect(page.getByText(/WebGL.*carries on with/i).first()).toBeVisible();
    expect((await savedResult(page)).engine.backend).toBe("wasm");
  } finally {
    await browser.close();
  }
});
