/** SHA-256 of public/data/signs/N.bin, one a shard. Written by scripts/data/signs.mjs; do not edit by hand. */
export const SIGN_SHARDS: readonly string[] = [
  "2210d21430dcfc0ef854f06993c6c9374d9fa62c40365f20e9d41c9830cbe6c2",
  "c6d6cafbdcc6a3b32c8c96fead5ae0f812c9584c15d48688b25269b31172895f",
  "a5ee826778a2e30c59aa3a716b19d3355c40299d868fd1247c833aacc44b5376",
  "0710f8e1dcc9da9545841fcc9a7c662c7c770d165ef6af9955f1254f053f4dc8",
];
