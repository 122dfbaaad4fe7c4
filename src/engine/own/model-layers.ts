/**
 * From the layers of a TensorFlow.js model to a plan and flat weights. A layer that a plan cannot say exactly is refused by name: what it
 * is, what is read instead, what to do. Batch normalization goes into the layer before it (Ioffe and Szegedy 2015, "Batch
 * Normalization", section 3.1, at inference). Nothing is executed.
 */
import { z } from "zod";
import type { Layer, ModelPlan } from "../core/learner";
import { badFile, quote } from "./faults";
import { issueOf, type LayerEntry, type ModelJson } from "./model-json";
import { modelLimits as limits, type ModelLayerLook } from "./model-types";
import type { WeightArray } from "./model-weights";

const pair = z.union([z.tuple([z.int(), z.int()]), z.int().transform((n): [number, number] => [n, n])]);
const one = z.union([z.literal(1), z.tuple([z.literal(1), z.literal(1)])]);
const last = z.literal("channels_last").nullish();
const activation = z.enum(["linear", "relu", "softmax"]).nullish().transform((a) => a ?? "linear");
const conv = z.object({
  filters: z.int().min(1).max(4096), kernel_size: pair, strides: one.nullish(), padding: z.literal("valid").nullish(), data_format: last, dilation_rate: one.nullish(), groups: z.literal(1).nullish(),
  activation: z.enum(["linear", "relu"]).nullish().transform((a) => a ?? "linear"), use_bias: z.boolean().nullish(),
});
const pool = z.object({ pool_size: pair, strides: pair.nullish(), padding: z.literal("valid").nullish(), data_format: last });
const dense = z.object({ units: z.int().min(1).max(65_536), activation, use_bias: z.boolean().nullish() });
const norm = z.object({ axis: z.union([z.int(), z.tuple([z.int()]).transform(([a]) => a)]).nullish(), epsilon: z.number().min(0).max(1).nullish(), center: z.boolean().nullish(), scale: z.boolean().nullish() });
const rescaling = z.object({ scale: z.number(), offset: z.number().nullish() });
const relu = z.object({ max_value: z.null().optional(), negative_slope: z.union([z.literal(0), z.null()]).optional(), threshold: z.union([z.literal(0), z.null()]).optional() });
const size = z.union([z.int().min(1).max(limits.input), z.null()]);
const batchShape = z.tuple([z.union([z.int(), z.null()])], size);

/** Layers that do nothing once training is over. */
const IDLE: ReadonlySet<string> = new Set(["Dropout", "SpatialDropout2D", "GaussianDropout", "GaussianNoise", "AlphaDropout"]);
const KNOWN = "InputLayer, Rescaling, Conv2D, BatchNormalization, Activation, ReLU, Softmax, MaxPooling2D, Flatten, Dense and Dropout";

/** A layer with weights whose activation, pooling or normalization may still come. */
interface Open {
  readonly from: LayerEntry;
  readonly kind: "conv" | "dense";
  readonly kernel: Float32Array;
  readonly bias: Float32Array;
  relu: boolean;
  pooled: boolean;
}

export interface BuiltModel {
  readonly plan: ModelPlan;
  readonly weights: Float32Array;
  readonly looks: readonly ModelLayerLook[];
  readonly notes: readonly string[];
}

const product = (shape: readonly number[]): number => shape.reduce((a, b) => a * b, 1);
const label = ({ name, kind }: LayerEntry): string => `Layer ${quote(name)} (${kind.slice(0, 60)})`;

class Builder {
  readonly looks: ModelLayerLook[] = [];
  readonly notes: string[] = [];
  private readonly layers: Layer[] = [];
  private readonly arrays: Float32Array[] = [];
  private input: number[] | null = null;
  private shape: number[] = [];
  private open: Open | null = null;
  private ended = false;
  private here!: LayerEntry;

  constructor(private readonly weights: readonly WeightArray[]) {}

  private refuse(what: string, instead: string): never {
    throw badFile(`${label(this.here)} ${what}. ${instead}`);
  }

  private config<T>(schema: z.ZodType<T>, instead: string): T {
    const parsed = schema.safeParse(this.here.config);
    if (parsed.success) return parsed.data;
    const field = String(parsed.error.issues[0]!.path[0] ?? ""), value = field && Object.hasOwn(this.here.config, field) ? JSON.stringify(this.here.config[field])?.slice(0, 60) : undefined;
    return this.refuse(field && value !== undefined ? `has ${field} ${value}, which is not read` : `is not described as it should be: ${issueOf(parsed.error)}`, instead);
  }

  private array(role: string, shape: readonly number[]): Float32Array {
    const name = `${this.here.name}/${role}`, found = this.weights.filter((w) => [name, `${name}:0`].some((n) => w.name === n || w.name.endsWith(`/${n}`)));
    if (found.length !== 1) this.refuse(found.length > 1 ? `has ${found.length} weights called ${quote(role)}` : `needs a weight called ${quote(role)}, and the file has none`, "Save the model again, with different names for its layers.");
    const { shape: came, values } = found[0]!;
    if (came.join() !== shape.join()) this.refuse(`needs a ${role} of shape ${shape.join(" × ")}, and the file has ${came.join(" × ") || "a single number"}`, "Does model.json belong to these weights?");
    if (!values.every(Number.isFinite)) this.refuse(`holds a ${role} with values that are not finite numbers`, "Was the training of this model diverging? Bring one whose weights are numbers.");
    return values;
  }

  /** The layer before is complete: nothing more can go into it. */
  private settle(): void {
    const before = this.open;
    this.open = null;
    if (before?.kind !== "conv" || (before.relu && before.pooled)) return;
    this.here = before.from;
    this.refuse(before.relu ? "is not followed by MaxPooling2D" : "has no ReLU after it", "A convolution is read together with ReLU and a 2 × 2 MaxPooling2D after it; build the network that way.");
  }

  private begin(): number[] {
    const given = this.here.config["batch_input_shape"] ?? this.here.config["batch_shape"];
    if (given !== undefined && !this.input) this.take(given);
    if (!this.input) this.refuse("comes first and does not say the shape of its inputs", "Give the first layer an inputShape and save the model again.");
    if (this.ended) this.refuse("comes after the softmax", "Softmax has to be the end of the network.");
    return this.shape;
  }

  private take(given: unknown): void {
    const parsed = batchShape.safeParse(given), shape = parsed.success ? parsed.data.slice(1) : [];
    if (shape.length < 1 || shape.length > 3 || shape.some((n) => n === null)) this.refuse(`takes inputs of shape ${(JSON.stringify(given) ?? "").slice(0, 60)}`, "Pictures [height, width, channels] or lists of numbers, of a fixed size, are read.");
    const fixed = shape as number[];
    if (product(fixed) > limits.input) this.refuse(`takes inputs of ${product(fixed).toLocaleString("en-US")} values`, `At most ${limits.input.toLocaleString("en-US")} are read; bring a network for smaller pictures.`);
    this.input = fixed.length === 2 ? [...fixed, 1] : fixed;
    this.shape = [...this.input];
  }

  private look(shape: readonly number[], parameters: number, readAs: string): void {
    this.looks.push({ name: this.here.name, kind: this.here.kind, shape: [...shape], parameters, readAs });
  }

  private trained(kind: Open["kind"], kernelShape: readonly number[], out: number, biased: boolean, layer: Layer, active: boolean): void {
    const kernel = this.array("kernel", kernelShape).slice(), bias = biased ? this.array("bias", [out]).slice() : new Float32Array(out);
    this.layers.push(layer);
    this.arrays.push(kernel, bias);
    this.open = { from: this.here, kind, kernel, bias, relu: active, pooled: false };
  }

  private activate(as: "linear" | "relu" | "softmax"): void {
    const to = this.open;
    if (as === "relu") {
      if (!to) this.refuse("comes after a layer without weights", "ReLU is read right after Conv2D or Dense.");
      to.relu = true;
      if (to.kind === "dense") this.layers[this.layers.length - 1] = { kind: "dense", units: to.bias.length, relu: true };
    } else if (as === "softmax") {
      if (to?.kind !== "dense" || to.relu) this.refuse("is a softmax that does not follow a Dense layer without activation", "Softmax is read as the end of the network, after the last Dense layer.");
      this.ended = true;
    }
  }

  private normalize(): void {
    const to = this.open, { axis, epsilon, center, scale } = this.config(norm, "Batch normalization is read over the last axis.");
    if (!to || to.relu || to.pooled || this.ended) this.refuse("does not come right after a Conv2D or Dense layer without activation", "Only there can it be put into the layer before it; move it before the activation.");
    if (axis !== undefined && axis !== null && axis !== -1 && axis !== this.shape.length) this.refuse(`has axis ${axis}, which is not read`, "Batch normalization is read over the last axis.");
    const n = to.bias.length, gamma = scale === false ? null : this.array("gamma", [n]), beta = center === false ? null : this.array("beta", [n]), mean = this.array("moving_mean", [n]), variance = this.array("moving_variance", [n]);
    for (let c = 0; c < n; c++) {
      const under = variance[c]! + (epsilon ?? 1e-3);
      if (!(under > 0)) this.refuse("has a variance below zero", "Save the model again.");
      const factor = (gamma?.[c] ?? 1) / Math.sqrt(under);
      for (let i = c; i < to.kernel.length; i += n) to.kernel[i]! *= factor;
      to.bias[c] = (to.bias[c]! - mean[c]!) * factor + (beta?.[c] ?? 0);
    }
    if (!to.kernel.every(Number.isFinite) || !to.bias.every(Number.isFinite)) this.refuse("makes weights that are too large for 32-bit numbers", "Save the model again.");
    this.look(this.shape, 4 * n, `put into ${to.from.name}`);
    this.notes.push(`Batch normalization ${quote(this.here.name)} was put into the weights of ${quote(to.from.name)}.`);
  }

  add(entry: LayerEntry, inputShape: unknown): void {
    this.here = entry;
    if (!this.input && inputShape !== undefined && inputShape !== null && entry.config["batch_input_shape"] === undefined && entry.config["batch_shape"] === undefined) this.take(inputShape);
    const s = this.begin();
    switch (entry.kind) {
      case "InputLayer": return this.look(s, 0, "");
      case "Rescaling": {
        const { scale, offset } = this.config(rescaling, "One scale and one offset for all values are read."), factor = scale, shift = offset ? -offset / scale : 0;
        if (this.layers.length > 0) this.refuse("does not stand at the beginning", "Rescaling is read as the first layer only.");
        if (!Number.isFinite(shift) || factor === 0) this.refuse("has scale 0", "Give it a scale other than 0.");
        this.layers.push({ kind: "scale", shift, factor });
        return this.look(s, 0, "scale");
      }
      case "Conv2D": return this.convolve(s);
      case "MaxPooling2D": return this.shrink(s);
      case "Flatten": {
        this.config(z.object({ data_format: last }), "Only channels_last is read.");
        this.settle();
        this.layers.push({ kind: "flatten" });
        this.shape = [product(s)];
        return this.look(this.shape, 0, "flatten");
      }
      case "Dense": return this.connect(s);
      case "BatchNormalization": return this.normalize();
      case "Activation": {
        this.activate(this.config(z.object({ activation }), "Only relu, softmax and linear are read.").activation);
        return this.look(s, 0, this.open ? `part of ${this.open.from.name}` : "");
      }
      case "ReLU":
        this.config(relu, "Only the plain ReLU is read, without slope, threshold or largest value.");
        this.activate("relu");
        return this.look(s, 0, `part of ${this.open!.from.name}`);
      case "Softmax":
        this.config(z.object({ axis: z.union([z.literal(-1), z.literal(1), z.null()]).optional() }), "Softmax over the classes is read.");
        this.activate("softmax");
        return this.look(s, 0, "end");
      default:
        if (IDLE.has(entry.kind)) return this.look(s, 0, "");
        return this.refuse(entry.kind === "Lambda" ? "carries code of its own, and nothing from a file is executed here" : "is of a kind that is not read, and nothing from a file is executed", `Build the network from ${KNOWN}.`);
    }
  }

  private convolve(s: number[]): void {
    const { filters, kernel_size: [kernel, width], activation: active, use_bias } = this.config(conv, 'Square kernels, stride 1, padding "valid", channels last, ReLU are read; train a network with these.');
    this.settle();
    if (s.length !== 3) this.refuse(`gets inputs of shape ${s.join(" × ")}`, "A convolution needs pictures: height, width, channels.");
    if (kernel !== width || kernel < 1) this.refuse(`has a kernel of ${kernel} × ${width}`, "Square kernels are read; train a network with these.");
    const [h, w, channels] = s as [number, number, number], out = [h - kernel + 1, w - kernel + 1, filters];
    if (out[0]! < 2 || out[1]! < 2) this.refuse(`has a kernel of ${kernel} × ${kernel}, and its inputs have ${h} × ${w} pixels`, "After the convolution at least 2 × 2 must be left to pool.");
    if (product(out) > limits.outputs) this.refuse(`gives ${product(out).toLocaleString("en-US")} values`, `At most ${limits.outputs.toLocaleString("en-US")} are read; bring a smaller network.`);
    this.trained("conv", [kernel, kernel, channels, filters], filters, use_bias !== false, { kind: "conv-relu-pool", kernel, channels: filters }, active === "relu");
    this.shape = out;
    this.look(out, kernel * kernel * channels * filters + (use_bias !== false ? filters : 0), "convolution");
  }

  private shrink(s: number[]): void {
    const { pool_size: [a, b], strides } = this.config(pool, 'Pooling over 2 × 2 with stride 2 and padding "valid" is read.'), [u, v] = strides ?? [a, b], to = this.open;
    if (a !== 2 || b !== 2 || u !== 2 || v !== 2) this.refuse(`pools over ${a} × ${b} with stride ${u} × ${v}`, 'Pooling over 2 × 2 with stride 2 and padding "valid" is read.');
    if (to?.kind !== "conv" || to.pooled) this.refuse("does not follow a Conv2D layer", "Pooling is read once after each convolution.");
    to.pooled = true;
    this.shape = [Math.floor(s[0]! / 2), Math.floor(s[1]! / 2), s[2]!];
    this.look(this.shape, 0, `part of ${to.from.name}`);
  }

  private connect(s: number[]): void {
    const { units, activation: active, use_bias } = this.config(dense, "Dense layers with relu, softmax or linear are read.");
    this.settle();
    if (s.length !== 1) this.refuse(`gets inputs of shape ${s.join(" × ")}`, "A Dense layer needs a flat list; put Flatten before it.");
    this.trained("dense", [s[0]!, units], units, use_bias !== false, { kind: "dense", units, relu: active === "relu" }, active === "relu");
    this.shape = [units];
    if (active === "softmax") this.activate("softmax");
    this.look(this.shape, s[0]! * units + (use_bias !== false ? units : 0), "dense");
  }

  finish(): BuiltModel {
    const end = this.open, classes = this.shape[0] ?? 0;
    if (end?.kind !== "dense" || this.shape.length !== 1) this.refuse("is the last one, and the network has no Dense layer at its end", "End the network with a Dense layer that has one output a class.");
    this.here = end.from;
    if (end.relu) this.refuse("is the last one and has a ReLU", "End the network with softmax or linear outputs.");
    if (classes < 2) this.refuse(`gives ${classes} output`, "One output for each of two or more classes is read; train it with softmax.");
    if (classes > limits.classes) this.refuse(`gives ${classes.toLocaleString("en-US")} outputs`, `At most ${limits.classes.toLocaleString("en-US")} classes are read.`);
    const weights = new Float32Array(this.arrays.reduce((sum, a) => sum + a.length, 0));
    this.arrays.reduce((at, a) => (weights.set(a, at), at + a.length), 0);
    return { plan: { inputShape: this.input!, classes, layers: this.layers }, weights, looks: this.looks, notes: this.notes };
  }
}

/** Throws ProblemError with one sentence that names the layer. */
export function buildModel(json: Pick<ModelJson, "layers" | "inputShape">, weights: readonly WeightArray[]): BuiltModel {
  const builder = new Builder(weights), names = json.layers.map((l) => l.name), twice = names.find((n, i) => names.indexOf(n) !== i);
  if (twice !== undefined) throw badFile(`Two layers are called ${quote(twice)}, so their weights cannot be told apart. Give them different names.`);
  for (const layer of json.layers) builder.add(layer, json.inputShape);
  return builder.finish();
}
