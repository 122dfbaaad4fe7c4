import { describe, expect, test } from "vitest";
import { defaultSpec } from "../../engine/index";
import { stories } from "../../stories/registry";
import { fieldAt, valueAt, withValue } from "./story-controls";

describe("a field by its path", () => {
  test.each(["attack.params.rate", "training.epochs", "defenses.0.0.params." + Object.keys(defaultSpec.defenses[0]![0]!.params)[0]!, "federated.malicious", "model.params." + Object.keys(defaultSpec.model.params)[0]!])("%s is found and changed, and nothing else is", (path) => {
    const field = fieldAt(defaultSpec, path)!;
    expect(field.name).toBe(path.split(".").at(-1));
    const next = withValue(defaultSpec, path, "other");
    expect(valueAt(next, path)).toBe("other");
    expect(withValue(next, path, valueAt(defaultSpec, path))).toEqual(defaultSpec);
    expect(next).not.toEqual(defaultSpec);
  });

  test.each(["attack.params.nothing", "attack", "seed.x", "defenses.7.0.params.rate", "elsewhere.params.rate", "attack.id"])("%s is none", (path) => expect(fieldAt(defaultSpec, path)).toBeNull());

  test("the setup handed in stays as it was", () => {
    const before = structuredClone(defaultSpec);
    withValue(defaultSpec, "defenses.0.0.params.x", 3);
    expect(defaultSpec).toEqual(before);
  });
});

test.each(stories.map((s) => [s.id, s] as const))("story %s offers only fields that there are", async (_, entry) => {
  const story = await entry.load();
  for (const step of story.steps) if (step.kind === "do" && step.task.kind === "run") for (const path of step.task.controls ?? []) expect(fieldAt(story.runs[step.run]!, path), `${step.id}: ${path}`).not.toBeNull();
});
