/** The text of `--help`. What exists is listed by `list`, not here. */
const MAIN = `Hemlock trains clean, poisoned and defended models and compares them.

  npm run -s hemlock -- run <preset | spec.json | result.json> [options]
  npm run -s hemlock -- run --data my.csv --label COLUMN [options]
  npm run -s hemlock -- matrix <preset | spec.json | matrix.json> --attacks a,b --defenses x,y+z [options]
  npm run -s hemlock -- sweep <preset | spec.json | sweep.json> --axis FIELD=a,b,c [options]
  npm run -s hemlock -- audit --model FOLDER --data digits [options]
  npm run -s hemlock -- list <kind> [--json]
  npm run -s hemlock -- describe <kind> <id> [--json]
  npm run -s hemlock -- docs <folder> [--text]
  npm run -s hemlock -- record <folder> [--only a,b] [--force] [--cards]

Kinds: datasets, models, attacks, defenses, probes, metrics, presets.
\`help run\`, \`help matrix\`, \`help sweep\`, \`help audit\`, \`help list\`, \`help describe\`, \`help docs\` and \`help record\` say more.

Exit status: 0 done, 1 the run failed, 2 the request or the spec was refused, 130 stopped with Ctrl-C.
`;

const TOPICS: Readonly<Record<string, string>> = {
  run: `run <preset | spec.json | result.json>   run an experiment

  --set FIELD=VALUE   change one field; may be repeated. The value is JSON, or text when it is not JSON.
                      attack.params.rate=0.05   defenses.0.0.params.k=7   attack=null   seed=3
                      Setting another plug-in’s id starts from that plug-in’s defaults.
  --seeds 1,2,3       run once for each seed; rates become means, with their values
  --targets N         attacks on one image: try N images drawn by the seed, one run each, and count the hits
  --backend NAME      wasm (the default) or cpu
  --data FILE         a table of your own (CSV, UTF-8, at most 50 MB and 20,000 rows): alone, with 20 % flipped labels, or
                      in place of the data of the preset or spec that is named
  --label COLUMN      which column holds the label; otherwise one called label, class or target, or the last
  --source COLUMN     which column says who delivered the row
  --positive CLASS    the class that precision and recall are about, when there are two
  --missing fill      fill missing values with the median or the most frequent level; drop leaves such rows out
  --json              print exactly one JSON document on stdout
  --quiet             say nothing about progress on stderr
`,
  matrix: `matrix <preset | spec.json | matrix.json>   run attacks against defenses

  --attacks a,b,none     attacks by id, with their default parameters; none: what defenses cost without any; own: the
                         one of the preset or spec
  --defenses x,y+z,own   pipelines by ids joined with +; own: those of the preset or spec
  --seeds 1,2,3          each cell with each seed; rates become means with their range
  --set FIELD=VALUE      change one field of the data, model or training; may be repeated
  --out FILE             write the matrix there after every run; name that file as the source to go on after a stop
  --json, --csv          one JSON document, or a line a cell and seed, on stdout
  --backend NAME         wasm (the default) or cpu
  --quiet                say nothing about progress on stderr
`,
  sweep: `sweep <preset | spec.json | sweep.json>   run one knob, or two, over a range

  --axis FIELD=a,b,c     the knob and its values: attack.params.rate=0.01,0.02,0.05   training.transfer=fine-tune,last-layer
                         Without values: five around the present one.
  --axis2 FIELD=a,b      a second knob; every value of the first with every value of the second
  --seeds 1,2,3          each cell with each seed; rates become means with a 95 % interval of the mean (Student’s t, never
                         narrower than that over all counted rows)
  --metrics a,b          the two that are shown, such as cleanAccuracy,attackSuccess; all are kept
  --set FIELD=VALUE      change one other field; may be repeated
  --out FILE             write the sweep there after every run; name that file as the source to go on after a stop
  --json, --csv          one JSON document, or a line a place, seed and arm, on stdout
  --backend NAME         wasm (the default) or cpu
  --quiet                say nothing about progress on stderr

  Baselines and probes of the preset or spec are left out; each cell equals the run of the same experiment.
`,
  audit: `audit --model FOLDER_OR_MODEL_JSON --data DATASET   test a TensorFlow.js layers model that somebody else has made

  It is read without executing anything, tested as it is (probes, Neural Cleanse, STRIP), and reported on: what was tested,
  what was found, what was not tested. Nothing leaves this machine.
  --data DATASET      what to test it on: digits, drawings, fashion …; classes must be as many as the model has
  --pixels bytes      the model wants pixels of 0 to 255; unit: 0 to 1. Otherwise its first layer decides
  --seed N            which rows are drawn and where searches begin
  --html FILE         write the report as one page without scripts
  --json FILE         write the report as JSON
  --backend NAME      wasm (the default) or cpu
  --quiet             say nothing about progress on stderr
`,
  list: `list <kind>   show what there is

  kinds: datasets, models, attacks, defenses, probes, metrics, presets
  --json   an array of { id, title, summary }
`,
  describe: `describe <kind> <id>   show what one entry says about itself, with its parameters, defaults and bounds

  --json   the same as one JSON object
`,
  record: `record <folder>   run the setups of all stories and keep what came of them for the page, with a picture for each card

  --only a,b   these stories alone
  --force      also those whose recording is of the same setup and engine
  --cards      draw the cards again from the recordings that are there
  --quiet      say nothing about progress on stderr
`,
  docs: `docs <folder>   write a page about every attack, probe and defense, as Markdown with pictures

  --text   leave pictures that are there as they are; making them takes minutes
`,
};

export function helpText(topic: string | undefined): string {
  return (topic !== undefined && Object.hasOwn(TOPICS, topic) && TOPICS[topic]) || MAIN;
}
