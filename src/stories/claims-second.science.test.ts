/** The claims of stories 5 to 7, over seeds 1, 2 and 3 on wasm. Slow; run by `npm run test:science`. The words and the runner are elsewhere. */
import { holdStories } from "./claims-test-support";

await holdStories((number) => number > 4 && number <= 7);
