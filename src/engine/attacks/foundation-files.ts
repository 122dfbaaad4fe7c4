/** SHA-256 of the poisoned editions in public/data/foundation. Written by scripts/data/foundation.mjs; do not edit by hand. */
export const POISONED_SUMS = {
  backdoor: "ee7cafda9d2e18ae3f60c6135db83a94a127aab5c2ca2216e19d0bf629be8257",
  latent: "160a77e645442b48df68a1f877a365e5c5e717f65ad3d5d6904ee18fe95e0898",
  handcrafted: "d91ab8e70c4c84f7c76750fce098972ba7252672a7ce0fc4e7b29f8bd0f96c5b",
} as const;
