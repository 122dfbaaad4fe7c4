/** Zip files with good and bad intentions. The bad ones are made here, with the same library or byte by byte. */
import { BlobWriter, TextReader, Uint8ArrayReader, ZipWriter, configure } from "@zip.js/zip.js";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { ProblemError } from "../../engine/core/errors";
import { directoryProblem, isLitter, unzip, type ZipItem } from "./zip";

configure({ useWebWorkers: false });

async function zipOf(files: Record<string, Uint8Array | string>, options: { password?: string } = {}): Promise<Blob> {
  const writer = new ZipWriter(new BlobWriter("application/zip"), options);
  for (const [path, content] of Object.entries(files)) await writer.add(path, typeof content === "string" ? new TextReader(content) : new Uint8ArrayReader(content));
  return writer.close();
}
async function contents(zip: Blob): Promise<Record<string, string>> {
  const out: Record<string, string> = {};
  for await (const { path, bytes } of unzip(zip, "z.zip")) out[path] = new TextDecoder().decode(bytes);
  return out;
}
async function sentence(zip: Blob): Promise<string> {
  try {
    await contents(zip);
  } catch (error) {
    if (error instanceof ProblemError) return error.problem.message;
    throw error;
  }
  return "";
}
const item = (path: string, more: Partial<ZipItem> = {}): ZipItem => ({ path, packed: 10, unpacked: 20, encrypted: false, folder: false, ...more });

describe("a zip file", () => {
  it("gives its files and leaves the litter of operating systems", async () => {
    expect(await contents(await zipOf({ "pets/cats/1.png": "a", "pets/dogs/1.png": "b", "__MACOSX/pets/._1.png": "x", "pets/.DS_Store": "x", "pets/cats/Thumbs.db": "x" })))
      .toEqual({ "pets/cats/1.png": "a", "pets/dogs/1.png": "b" });
    expect(isLitter("a/b.png")).toBe(false);
  });

  it.each([["../evil.png", ".."], ["a/../../evil.png", ".."], ["/etc/passwd", "absolute"], ["C:/x.png", "absolute"], ["a\\b.png", "backslash"]])("is refused for the path %s, by name", (path, why) => {
    const problem = directoryProblem([item("fine/1.png"), item(path)], "z.zip")!.problem.message;
    expect(problem).toContain(JSON.stringify(path));
    expect(problem).toContain(why);
    expect(problem).toContain("nothing was unpacked");
  });
  it("with a path trick inside gives the sentence and no file", async () => {
    const zip = new Uint8Array(await (await zipOf({ "aa/good.png": "g", "xx/evil.png": "e" })).arrayBuffer());
    const text = new TextDecoder("latin1").decode(zip);
    for (let at = text.indexOf("xx/evil"); at >= 0; at = text.indexOf("xx/evil", at + 1)) zip.set([0x2e, 0x2e], at);
    expect(await sentence(new Blob([zip]))).toContain("outside the zip file");
  });

  it("that is a bomb is not unpacked", async () => {
    const bomb = await zipOf({ "a/zeros.png": new Uint8Array(30 * 2 ** 20) });
    expect(bomb.size).toBeLessThan(100_000);
    expect(await sentence(bomb)).toContain("would grow from");
    expect(directoryProblem(Array.from({ length: 30 }, (_, i) => item(`a/${i}.png`, { packed: 9e6, unpacked: 10e6 })), "z.zip")!.problem.message).toContain("when unpacked");
  });
  it("that lies about its sizes is stopped while unpacking", async () => {
    const zip = new Uint8Array(await (await zipOf({ "a/zeros.png": new Uint8Array(30 * 2 ** 20) })).arrayBuffer()), view = new DataView(zip.buffer);
    const size = 30 * 2 ** 20;
    let changed = 0;
    for (let i = 0; i + 4 <= zip.length; i++) if (view.getUint32(i, true) === size) { view.setUint32(i, 1000, true); changed++; }
    expect(changed).toBeGreaterThan(0);
    expect(await sentence(new Blob([zip]))).toMatch(/holds more than its zip file says|cannot be unpacked|not a zip file/);
  });

  it("with too many files, a password or nothing in it is refused with a sentence", async () => {
    expect(directoryProblem(Array.from({ length: 5001 }, (_, i) => item(`a/${i}.png`)), "z.zip")!.problem.message).toContain("5,001 files");
    expect(await sentence(await zipOf({ "a/1.png": "secret" }, { password: "p" }))).toContain("password");
    expect(await sentence(await zipOf({}))).toContain("holds no files");
    expect(await sentence(new Blob(["this is no zip"]))).toContain("not a zip file");
  });

  it("of any bytes never does worse than a sentence", async () => {
    const good = new Uint8Array(await (await zipOf({ "a/1.png": "hello", "b/2.png": "world" })).arrayBuffer());
    await fc.assert(fc.asyncProperty(fc.array(fc.tuple(fc.nat(good.length - 1), fc.nat(255)), { maxLength: 6 }), fc.nat(good.length), async (edits, end) => {
      const bytes = good.slice(0, end);
      for (const [at, value] of edits) if (at < bytes.length) bytes[at] = value;
      await sentence(new Blob([bytes]));
    }), { numRuns: 150 });
    await fc.assert(fc.asyncProperty(fc.uint8Array({ maxLength: 400 }), async (bytes) => void (await sentence(new Blob([new Uint8Array(bytes)])))), { numRuns: 60 });
  });
  it("with any directory is refused or has plain relative paths", () => {
    fc.assert(fc.property(fc.array(fc.string({ maxLength: 20 }), { maxLength: 5 }), (paths) => {
      if (directoryProblem(paths.map((p) => item(p)), "z.zip")) return;
      for (const p of paths) expect(p).not.toMatch(/^\/|(^|\/)\.\.(\/|$)|\\|^[A-Za-z]:/);
    }));
  });
});
