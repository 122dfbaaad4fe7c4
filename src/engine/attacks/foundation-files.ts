/** SHA-256 of the poisoned editions in public/data/foundation. Written by scripts/data/foundation.mjs; do not edit by hand. */
export const POISONED_SUMS = {
  backdoor: "84c01949b294a913656f4a90adc9e556f4af99e16d5eb30c606512122148b881",
  latent: "160a77e645442b48df68a1f877a365e5c5e717f65ad3d5d6904ee18fe95e0898",
  handcrafted: "d91ab8e70c4c84f7c76750fce098972ba7252672a7ce0fc4e7b29f8bd0f96c5b",
} as const;
