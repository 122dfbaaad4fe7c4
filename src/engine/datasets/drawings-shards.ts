/** SHA-256 of public/data/drawings/N.bin, one a shard. Written by scripts/data/drawings.mjs; do not edit by hand. */
export const DRAWING_SHARDS: readonly string[] = [
  "4995476f7004f2c0f6fe05757b95819c6452be3ae27fd6508b2f9bbec6051dee",
];
