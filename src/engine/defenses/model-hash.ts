/**
 * Fingerprint check: the SHA-256 of the model file that arrived against the one that its publisher names. It tells whether the file
 * was changed on the way and nothing about what is in it: a publisher who poisons the model publishes the right fingerprint of it.
 * NIST 2015, FIPS 180-4, "Secure Hash Standard"; for models see Gu, Dolan-Gavitt, Garg 2017, section 6.
 */
import { z } from "zod";
import { defineVet } from "../core/plugins";

export const modelHash = defineVet({
  id: "model-hash",
  title: "Fingerprint check",
  summary: "Compares the fingerprint (SHA-256) of the downloaded model file with the one its publisher names, and fetches the model from the publisher when they differ.",
  paper: { authors: "National Institute of Standards and Technology", year: 2015, title: "FIPS 180-4: Secure Hash Standard", link: "https://doi.org/10.6028/NIST.FIPS.180-4" },
  stage: "vet",
  needsTrusted: false,
  assumes: "The fingerprint comes from the publisher by a way that the attacker does not hold, and the publisher is honest. A model that its own publisher has poisoned passes.",
  params: z.strictObject({}),
  supports: () => true,
  async vet({ download: { name, sha256, published }, pulse }) {
    await pulse(0, 1);
    const same = sha256 === published;
    return {
      accept: same,
      notes: [same
        ? { level: "info", text: `The file of ${name} has the published fingerprint, so nobody changed it on the way; what its publisher put into it the fingerprint does not tell.` }
        : { level: "warning", text: `The file of ${name} is not the published one: its SHA-256 begins with ${sha256.slice(0, 12)} and the published one with ${published.slice(0, 12)}; it was refused, so do not use that copy.` }],
      evidence: [{
        kind: "table", id: "fingerprints", title: "Fingerprints", says: "SHA-256 of the file that arrived and of the one that was published. One changed bit anywhere gives a different one.",
        columns: [{ title: "File", as: "text" }, { title: "SHA-256", as: "text" }],
        rows: [{ cells: ["arrived", sha256], ...(!same && { flagged: true }) }, { cells: ["published", published] }],
      }],
    };
  },
});
