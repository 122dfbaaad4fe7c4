/**
 * Compiles the AssemblyScript kernels and writes them, as base64, to src/engine/learner/kernels/kernels.wasm.ts.
 * Run `node scripts/build-kernels.mjs` after a change; a unit test compares the bytes. No part of the page.
 */
import { writeFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import asc from "assemblyscript/asc";

const root = fileURLToPath(new URL("..", import.meta.url));
const folder = "src/engine/learner/kernels";

/** The compiled module, as bytes. Throws with the compiler's message. */
export async function compileKernels() {
  let bytes = null;
  const { error, stderr } = await asc.main(
    [
      `${folder}/assembly/index.ts`, "--baseDir", root, "--outFile", "kernels.wasm", "--runtime", "stub",
      "--importMemory", "--noExportMemory", "--enable", "simd", "--noAssert", "--use", "abort=", "-O3", "--converge",
    ],
    { writeFile: (name, contents) => { if (name.endsWith(".wasm")) bytes = contents; } },
  );
  if (error || !bytes) throw new Error(`${stderr.toString()}\n${error?.message ?? "no output"}`);
  return bytes;
}

/** The generated file's text. */
export function kernelsFile(bytes) {
  const text = Buffer.from(bytes).toString("base64").replace(/.{1,118}/g, (line) => `\n  "${line}" +`).replace(/ \+$/, "");
  return `/** Made by scripts/build-kernels.mjs from kernels/assembly; do not edit. */\nexport const kernelsBase64 =${text};\n`;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const bytes = await compileKernels();
  await writeFile(`${root}/${folder}/kernels.wasm.ts`, kernelsFile(bytes));
  console.log(`kernels.wasm.ts: ${bytes.length} bytes of WebAssembly`);
}
