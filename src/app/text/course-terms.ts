/**
 * Words that only the stories need: learning together, learning for ever, models from strangers, chains of defenses. A word marked
 * `[[id]]` in a story is looked for in glossary, craftTerms, probeTerms and here; Help lists all four. No ids twice.
 */
import type { Term } from "./glossary";

export const courseTerms = {
  aggregation: { term: "Aggregation", meaning: "How a server makes one update of the many that its clients send. The plain way is the average." },
  alarm: { term: "Alarm", meaning: "What a monitor raises when something happens more often than chance would explain. It stops nothing by itself; somebody has to look." },
  cleanLabel: { term: "Clean-label attack", meaning: "Poison whose labels are all true. Only the inputs are changed, so checking labels finds nothing." },
  client: { term: "Client", meaning: "One that takes part in federated learning: a hospital, a phone. It keeps its data and sends only what its model has learned." },
  continuousLearning: { term: "Continuous learning", meaning: "A model that is in use goes on learning from what comes back from its users." },
  defenseInDepth: { term: "Defense in depth", meaning: "Several defenses that look at different things, so that what passes one is met by the next." },
  drift: { term: "Drift", meaning: "Slow change of what a model meets or is told, from one day to the next." },
  federatedLearning: { term: "Federated learning", meaning: "Many train one model together without pooling their data: each learns from its own and sends only the changes, which a server combines." },
  fineTuning: { term: "Fine-tuning", meaning: "Training a finished model a little further, on data for a task of one’s own." },
  fingerprint: { term: "Fingerprint (hash)", meaning: "A short number worked out from every byte of a file, here SHA-256. Change one letter and it is another one; nobody knows how to make a different file with the same one." },
  foundationModel: { term: "Foundation model", meaning: "A model trained once on a lot of data, on which many others build their own." },
  guard: { term: "Guard", meaning: "A defense that looks at every input before the model answers, and turns suspicious ones away. The model stays as it is." },
  monitor: { term: "Monitor", meaning: "A defense that watches a model in use and raises an alarm. It changes nothing." },
  pruning: { term: "Pruning", meaning: "Switching off parts of a network, here those that stay asleep on clean data and may serve a hidden rule. Fine-pruning trains a little further afterwards." },
  quarantine: { term: "Quarantine", meaning: "Reports or participants that do not count until it is clear that they can be trusted." },
  robustAggregation: { term: "Robust aggregation", meaning: "Ways to combine many updates that a few liars cannot spoil. The median takes the middle value of each number; multi-Krum leaves out the updates that lie farthest from the rest." },
  rollback: { term: "Rollback", meaning: "Going back to an earlier copy of the model, from before something went wrong." },
  secureAggregation: { term: "Secure aggregation", meaning: "Each participant hides its update behind random numbers that cancel out in the sum. The server learns the sum and no single update." },
  supplyChain: { term: "Supply chain", meaning: "Everybody whose work goes into a model before it is used: those who collect, label and store data, train models and hand them out." },
  targeted: { term: "Targeted attack", meaning: "An attack that wants certain inputs read wrongly and everything else read as usual." },
} as const satisfies Record<string, Term>;

export type CourseTermId = keyof typeof courseTerms;
