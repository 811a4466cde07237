import {
  fieldInteger,
  fieldIntegers,
  fieldMessage,
  fieldText,
  type ProtobufField,
  protobufFields,
} from './protobuf-fields.ts';

/** A graph input or output. `elementType` is TensorProto.DataType (1 float, 8 string); 0 for what is not a tensor. */
export interface OnnxValue {
  readonly name: string;
  readonly elementType: number;
  /** Sizes; undefined where the model leaves them open. Undefined as a whole: not even the rank is known. */
  readonly shape: readonly (number | undefined)[] | undefined;
}

/** What a model file says about itself, without its numbers. */
export interface ModelSummary {
  irVersion: number;
  producer: string;
  /** Domain → version; the standard domain is ''. */
  readonly opsets: Map<string, number>;
  readonly inputs: OnnxValue[];
  readonly outputs: OnnxValue[];
  /** `domain:operator` of every node, in subgraphs too; the domain of standard operators is ''. */
  readonly operators: Set<string>;
  /** Labels of the classifiers of the main graph, each in the order of its probabilities, as texts; no more than `mostLabels` of each. */
  readonly classLabels: (readonly string[])[];
  graphs: number;
  functions: number;
  externalTensors: number;
  /** Depth of the deepest subgraph; the main graph is 0. */
  depth: number;
}

/** Subgraphs are not followed deeper than this. */
export const greatestDepth = 8;
/** More classes than any model of ours may have. */
const mostLabels = 2000;
/** What classifiers of ai.onnx.ml, and ZipMap, name the classes by. */
const labelAttributes: ReadonlySet<string> = new Set(['classlabels_ints', 'classlabels_int64s', 'classlabels_strings']);

/** Reads an ONNX ModelProto (onnx.proto3). Throws `Error` on malformed bytes. */
export function summariseModel(bytes: Uint8Array): ModelSummary {
  const summary: ModelSummary = {
    irVersion: 0,
    producer: '',
    opsets: new Map(),
    inputs: [],
    outputs: [],
    operators: new Set(),
    classLabels: [],
    graphs: 0,
    functions: 0,
    externalTensors: 0,
    depth: 0,
  };
  for (const field of protobufFields(bytes)) {
    if (field.number === 1) summary.irVersion = fieldInteger(field);
    else if (field.number === 2) summary.producer = fieldText(field);
    else if (field.number === 7) readGraph(fieldMessage(field), summary, 0);
    else if (field.number === 8) readOpset(fieldMessage(field), summary);
    else if (field.number === 25) summary.functions += 1;
  }
  return summary;
}

function readOpset(bytes: Uint8Array, summary: ModelSummary): void {
  let domain = '';
  let version = 0;
  for (const field of protobufFields(bytes)) {
    if (field.number === 1) domain = fieldText(field);
    else if (field.number === 2) version = fieldInteger(field);
  }
  const name = standardDomain(domain);
  summary.opsets.set(name, Math.max(version, summary.opsets.get(name) ?? 0));
}

const standardDomain = (domain: string) => (domain === 'ai.onnx' ? '' : domain);

function readGraph(bytes: Uint8Array, summary: ModelSummary, depth: number): void {
  summary.depth = Math.max(summary.depth, depth);
  if (depth > greatestDepth) return;
  if (depth === 0) summary.graphs += 1;
  const initialised = new Set<string>();
  const inputs: OnnxValue[] = [];
  for (const field of protobufFields(bytes)) {
    if (field.number === 1) readNode(fieldMessage(field), summary, depth);
    else if (field.number === 5) initialised.add(readTensor(fieldMessage(field), summary));
    else if (field.number === 15) readSparseTensor(fieldMessage(field), summary);
    else if (field.number === 11 && depth === 0) inputs.push(readValue(fieldMessage(field)));
    else if (field.number === 12 && depth === 0) summary.outputs.push(readValue(fieldMessage(field)));
  }
  // Up to IR version 3 initialisers were listed among the inputs; they are defaults, not what a caller sends.
  if (depth === 0) summary.inputs.push(...inputs.filter((input) => !initialised.has(input.name)));
}

function readNode(bytes: Uint8Array, summary: ModelSummary, depth: number): void {
  let operator = '';
  let domain = '';
  for (const field of protobufFields(bytes)) {
    if (field.number === 4) operator = fieldText(field);
    else if (field.number === 7) domain = fieldText(field);
    else if (field.number === 5) readAttribute(fieldMessage(field), summary, depth);
  }
  summary.operators.add(`${standardDomain(domain)}:${operator}`);
}

function readAttribute(bytes: Uint8Array, summary: ModelSummary, depth: number): void {
  if (depth === 0) readLabels(bytes, summary);
  for (const field of protobufFields(bytes)) {
    if (field.number === 5 || field.number === 10) readTensor(fieldMessage(field), summary);
    else if (field.number === 6 || field.number === 11) readGraph(fieldMessage(field), summary, depth + 1);
    else if (field.number === 22 || field.number === 23) readSparseTensor(fieldMessage(field), summary);
  }
}

/** An attribute's name may come after what it holds. */
function readLabels(bytes: Uint8Array, summary: ModelSummary): void {
  const fields = [...protobufFields(bytes)];
  if (!fields.some((field) => field.number === 1 && labelAttributes.has(fieldText(field)))) return;
  const labels: string[] = [];
  for (const field of fields) {
    if (labels.length >= mostLabels) break;
    if (field.number === 8) labels.push(...fieldIntegers(field, mostLabels).map(String));
    else if (field.number === 9) labels.push(fieldText(field));
  }
  if (labels.length > 0) summary.classLabels.push(labels);
}

/** Returns the tensor's name. */
function readTensor(bytes: Uint8Array, summary: ModelSummary): string {
  let name = '';
  let external = false;
  for (const field of protobufFields(bytes)) {
    if (field.number === 8) name = fieldText(field);
    else if (field.number === 13) external = true;
    else if (field.number === 14 && fieldInteger(field) !== 0) external = true;
  }
  if (external) summary.externalTensors += 1;
  return name;
}

function readSparseTensor(bytes: Uint8Array, summary: ModelSummary): void {
  for (const field of protobufFields(bytes))
    if (field.number === 1 || field.number === 2) readTensor(fieldMessage(field), summary);
}

function readValue(bytes: Uint8Array): OnnxValue {
  let name = '';
  let type: Pick<OnnxValue, 'elementType' | 'shape'> = { elementType: 0, shape: undefined };
  for (const field of protobufFields(bytes)) {
    if (field.number === 1) name = fieldText(field);
    else if (field.number === 2) type = readType(fieldMessage(field));
  }
  return { name, ...type };
}

function readType(bytes: Uint8Array): Pick<OnnxValue, 'elementType' | 'shape'> {
  let elementType = 0;
  let shape: (number | undefined)[] | undefined;
  for (const type of protobufFields(bytes)) {
    if (type.number !== 1) continue; // sequences, maps and optionals are not tensors: element type 0
    for (const field of protobufFields(fieldMessage(type))) {
      if (field.number === 1) elementType = fieldInteger(field);
      else if (field.number === 2) shape = [...protobufFields(fieldMessage(field))].filter(isDimension).map(readSize);
    }
  }
  return { elementType, shape };
}

const isDimension = (field: ProtobufField) => field.number === 1;

function readSize(dimension: ProtobufField): number | undefined {
  for (const field of protobufFields(fieldMessage(dimension)))
    if (field.number === 1 && fieldInteger(field) > 0) return fieldInteger(field);
  return undefined;
}
