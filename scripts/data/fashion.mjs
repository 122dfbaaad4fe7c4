// Makes public/data/fashion/ from the Debian package dataset-fashion-mnist: the first 10,000 training images, 16 grey levels,
// ten stratified shards of 1,000. The package is not on npm, so this is a one-off; the output is committed. By hand:
//   apt-get download dataset-fashion-mnist && dpkg -x dataset-fashion-mnist_*.deb DIR
//   node scripts/data/fashion.mjs DIR/usr/share/datasets/fashion-mnist
import { readFileSync } from "node:fs";
import { gunzipSync } from "node:zlib";
import { column, load, packShards, same, sha256, writeWhenRun } from "./pack.mjs";

const SIZE = 28 * 28, TOTAL = 10_000;

export async function build(folder) {
  if (!folder) throw new Error("say where the unpacked package's fashion-mnist folder is");
  const { packImages, unpackImages } = await load("src/engine/datasets/image-coder.ts");
  const names = ["train-images-idx3-ubyte.gz", "train-labels-idx1-ubyte.gz"], [pictures, answers] = names.map((name) => readFileSync(`${folder}/${name}`));
  const pixels = gunzipSync(pictures).subarray(16), all = gunzipSync(answers).subarray(8);
  if (all.length !== 60_000 || pixels.length !== all.length * SIZE) throw new Error("these are not the 60,000 training images of Fashion-MNIST");
  const images = Array.from({ length: TOTAL }, (_, i) => Uint8Array.from(pixels.subarray(i * SIZE, i * SIZE + SIZE), (v) => Math.round(v / 17)));
  const { files, total, table } = await packShards({ id: "fashion", constant: "FASHION_SHARDS", script: "fashion.mjs", images, labels: all.subarray(0, TOTAL), classes: 10, each: 1000, pack: packImages, unpack: unpackImages, height: 28, width: 28, check: same });
  files.set("public/data/fashion/NOTICE", Buffer.from(`Clothes: 10,000 images of Fashion-MNIST.

Source    Debian package dataset-fashion-mnist, version 0.0~git20200523.55506a9-1 (of
          https://github.com/zalandoresearch/fashion-mnist), the first 10,000 training images. SHA-256 of the files:
${column([`39e172fe32dd318ebb3e512220c3beea2fa47d7e20bab348fb4e0922d6beefc0  dataset-fashion-mnist_0.0~git20200523.55506a9-1_all.deb`, ...names.map((name, i) => `${sha256([pictures, answers][i])}  ${name}`)])}
Rights    Copyright (c) 2017 Zalando SE, https://tech.zalando.com

          Permission is hereby granted, free of charge, to any person obtaining a copy of this software and associated
          documentation files (the "Software"), to deal in the Software without restriction, including without limitation
          the rights to use, copy, modify, merge, publish, distribute, sublicense, and/or sell copies of the Software, and
          to permit persons to whom the Software is furnished to do so, subject to the following conditions:

          The above copyright notice and this permission notice shall be included in all copies or substantial portions of
          the Software.

          THE SOFTWARE IS PROVIDED "AS IS", WITHOUT WARRANTY OF ANY KIND, EXPRESS OR IMPLIED, INCLUDING BUT NOT LIMITED TO
          THE WARRANTIES OF MERCHANTABILITY, FITNESS FOR A PARTICULAR PURPOSE AND NONINFRINGEMENT. IN NO EVENT SHALL THE
          AUTHORS OR COPYRIGHT HOLDERS BE LIABLE FOR ANY CLAIM, DAMAGES OR OTHER LIABILITY, WHETHER IN AN ACTION OF
          CONTRACT, TORT OR OTHERWISE, ARISING FROM, OUT OF OR IN CONNECTION WITH THE SOFTWARE OR THE USE OR OTHER DEALINGS
          IN THE SOFTWARE.
Paper     H. Xiao, K. Rasul, R. Vollgraf (2017), Fashion-MNIST: a Novel Image Dataset for Benchmarking Machine Learning
          Algorithms, https://arxiv.org/abs/1708.07747
Change    Grey values reduced from 256 to 16 levels; images reordered and cut into ten stratified shards of 1,000; packed
          without further loss. Made by scripts/data/fashion.mjs.
Format    Each N.bin: 500 bytes of labels, two a byte, high half first; then the images as src/engine/datasets/
          image-coder.ts packs them. All together ${total.toLocaleString("en-US")} bytes. SHA-256:
${table}
`));
  return files;
}

await writeWhenRun(import.meta.url, build);
