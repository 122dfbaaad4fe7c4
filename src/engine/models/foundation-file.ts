/** The clean foundation model as it is published: its file below public/data and that file's SHA-256. Written by scripts/data/foundation.mjs; do not edit by hand. */
export const FOUNDATION_FILE = { name: "Hemlock drawings 335", path: "foundation/clean.bin", sum: "e5a8427a429b25ef1b745d24e58e9ea9862ebf790b01347dab3bc6b41ff006de" } as const;
