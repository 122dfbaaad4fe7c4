// Makes public/data/breast-cancer/ from the Debian package python3-sklearn, which holds the Wisconsin Diagnostic Breast Cancer
// table as a plain CSV. The package is not on npm, so this is a one-off; the output is committed. By hand:
//   apt-get download python3-sklearn && dpkg -x python3-sklearn_*.deb DIR
//   node scripts/data/breast-cancer.mjs DIR/usr/lib/python3/dist-packages/sklearn/datasets/data/breast_cancer.csv
import { readFileSync } from "node:fs";
import { sha256, writeWhenRun } from "./pack.mjs";
import { packTable } from "./table-pack.mjs";

const FEATURES = ["radius", "texture", "perimeter", "area", "smoothness", "compactness", "concavity", "concave points", "symmetry", "fractal dimension"];
const NAMES = [...FEATURES.map((f) => `mean ${f}`), ...FEATURES.map((f) => `${f} error`), ...FEATURES.map((f) => `worst ${f}`)];

export function build(path) {
  if (!path) throw new Error("say where the unpacked package's breast_cancer.csv is");
  const bytes = readFileSync(path), [head, ...lines] = bytes.toString("utf8").trim().split(/\r?\n/).map((line) => line.split(","));
  if (head.join() !== "569,30,malignant,benign" || lines.length !== 569) throw new Error("this is not the table of 569 tumors");
  // The source counts malignant as 0.
  const labels = lines.map((line) => 1 - Number(line[30]));
  const { files, format } = packTable({ id: "breast-cancer", constant: "BREAST_CANCER_TABLE", script: "breast-cancer.mjs", names: NAMES, rows: lines.map((line) => line.slice(0, 30)), labels });
  files.set("public/data/breast-cancer/NOTICE", Buffer.from(`Tumors: the Breast Cancer Wisconsin (Diagnostic) data set, 569 tumors.

Source    UCI Machine Learning Repository, https://doi.org/10.24432/C5DW2B, by way of the Debian package python3-sklearn,
          version 1.2.1+dfsg-1, file sklearn/datasets/data/breast_cancer.csv. SHA-256 of the files:
          ca0c6be401d14871c7e93cfdd8d1f561595dc65e6e2ad2501d568aee7f7efc58  python3-sklearn_1.2.1+dfsg-1_all.deb
          ${sha256(bytes)}  breast_cancer.csv
Rights    W. H. Wolberg, W. N. Street, O. L. Mangasarian; Creative Commons Attribution 4.0 International,
          https://creativecommons.org/licenses/by/4.0/. The package is Copyright 2007-2019 Scikit-Learn Developers under the
          BSD 3-Clause license at the end of this file.
Paper     W. N. Street, W. H. Wolberg, O. L. Mangasarian (1993), Nuclear feature extraction for breast tumor diagnosis,
          IS&T/SPIE Symposium on Electronic Imaging 1905, https://doi.org/10.1117/12.148698
Change    Column names added; the class is 1 for malignant and 0 for benign (the source has it the other way round); values as
          in the source. No row occurs twice. Made by scripts/data/breast-cancer.mjs.
Format    ${format}

BSD 3-Clause License

Copyright (c) 2007-2019 The scikit-learn developers. All rights reserved.

Redistribution and use in source and binary forms, with or without modification, are permitted provided that the following
conditions are met:

* Redistributions of source code must retain the above copyright notice, this list of conditions and the following
  disclaimer.
* Redistributions in binary form must reproduce the above copyright notice, this list of conditions and the following
  disclaimer in the documentation and/or other materials provided with the distribution.
* Neither the name of the copyright holder nor the names of its contributors may be used to endorse or promote products
  derived from this software without specific prior written permission.

THIS SOFTWARE IS PROVIDED BY THE COPYRIGHT HOLDERS AND CONTRIBUTORS "AS IS" AND ANY EXPRESS OR IMPLIED WARRANTIES, INCLUDING,
BUT NOT LIMITED TO, THE IMPLIED WARRANTIES OF MERCHANTABILITY AND FITNESS FOR A PARTICULAR PURPOSE ARE DISCLAIMED. IN NO EVENT
SHALL THE COPYRIGHT HOLDER OR CONTRIBUTORS BE LIABLE FOR ANY DIRECT, INDIRECT, INCIDENTAL, SPECIAL, EXEMPLARY, OR
CONSEQUENTIAL DAMAGES (INCLUDING, BUT NOT LIMITED TO, PROCUREMENT OF SUBSTITUTE GOODS OR SERVICES; LOSS OF USE, DATA, OR
PROFITS; OR BUSINESS INTERRUPTION) HOWEVER CAUSED AND ON ANY THEORY OF LIABILITY, WHETHER IN CONTRACT, STRICT LIABILITY, OR
TORT (INCLUDING NEGLIGENCE OR OTHERWISE) ARISING IN ANY WAY OUT OF THE USE OF THIS SOFTWARE, EVEN IF ADVISED OF THE
POSSIBILITY OF SUCH DAMAGE.
`));
  return files;
}

await writeWhenRun(import.meta.url, build);
