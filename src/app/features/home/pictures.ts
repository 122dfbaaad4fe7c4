/** Which stories have a picture for their card, by the name of its file in public/stories. A test compares it with that folder. */
export const pictures: Readonly<Record<string, string>> = {
  sticker: "sticker.svg",
  sign: "sign.svg",
  spam: "spam.svg",
  tumor: "tumor.svg",
  ruin: "ruin.svg",
  "clean-label": "clean-label.svg",
  stranger: "stranger.svg",
  hospital: "hospital.svg",
  frog: "frog.svg",
  depth: "depth.svg",
};
