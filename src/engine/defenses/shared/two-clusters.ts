/** Splits the features of one class in two, as activation clustering does, and measures the split. It decides nothing. */
import { kMeans, silhouette } from "../../core/clustering";
import { principalComponents, project } from "../../core/linear-algebra";
import type { Rng } from "../../core/rng";

export interface Split {
  /** 1 for rows of the smaller cluster (m); on a tie, of the cluster that does not hold the first row. */
  readonly inSmaller: Uint8Array;
  /** Rows in the smaller cluster, and its share of the class in [0, 0.5]. */
  readonly smaller: number;
  readonly share: number;
  /** Mean silhouette in [−1, 1]. */
  readonly silhouette: number;
  /** How far each row leans to the smaller cluster, in [−1, 1]: (distance to larger − to smaller center) / their sum (m). */
  readonly lean: Float64Array;
}

/** Centers m feature rows, projects them on the top components and runs 2-means; m must be at least 2. */
export function splitInTwo(features: Float32Array, m: number, d: number, components: number, restarts: number, rng: Rng): Split {
  const pca = principalComponents(features, m, d, components, rng.fork("components"));
  const points = project(features, m, d, pca), k = pca.k;
  const { assignment, centers, sizes } = kMeans(points, m, k, 2, rng.fork("clusters"), restarts);
  const small = sizes[1]! === sizes[0]! ? 1 - assignment[0]! : sizes[1]! < sizes[0]! ? 1 : 0;
  const inSmaller = Uint8Array.from(assignment, (a) => (a === small ? 1 : 0));
  const away = (i: number, c: number) => {
    let sum = 0;
    for (let j = 0; j < k; j++) sum += (points[i * k + j]! - centers[c * k + j]!) ** 2;
    return Math.sqrt(sum);
  };
  const lean = Float64Array.from({ length: m }, (_, i) => {
    const near = away(i, small), far = away(i, 1 - small);
    return near + far > 0 ? (far - near) / (near + far) : 0;
  });
  return { inSmaller, smaller: sizes[small]!, share: sizes[small]! / m, silhouette: silhouette(points, m, k, assignment, 2, rng.fork("silhouette")), lean };
}
