/** What the lab says of a run that was recorded earlier, and of one that was just kept. Small, because the lab needs it from its first result on. */
export const goneModels = {
  shown: "This run was recorded earlier. Its numbers and curves are all here; its models are gone and cannot be asked anything new.",
  ask: "The run on screen was recorded earlier: its models are gone and cannot be asked.",
  evidence: "The run on screen was recorded earlier: what its defenses showed while they worked was not kept.",
  audit: "The run on screen was recorded earlier, and not everything that the report is made of was kept.",
  status: "Recorded earlier, not computed now.",
  runAgain: "Run it again",
} as const;

export const keptRun = { kept: "Kept in", forNow: "Until the page is closed it is in", yourRuns: "your runs", done: "Kept.", compare: "Compare with earlier runs" } as const;
