/** Builds the page unless the caller just did, serves it on a free port, and hands the address to the tests. */
import { buildPage, servePage } from "../scripts/serve.mjs";

export default async function setup(): Promise<() => Promise<void>> {
  if (process.env["HEMLOCK_BUILT"] !== "1") await buildPage();
  const { url, close } = await servePage({ port: 0 });
  process.env["HEMLOCK_URL"] = url;
  return close;
}
