import type { CategoryColumn } from '../../core/features/frame.ts';
import type { Manifest } from '../../core/registry/package.ts';
import type { JoinableView } from './joinable-view.ts';
import { Refusal } from './refusal.ts';

/** What a served version says of itself. */
export interface Served {
  readonly model: string;
  /** Without `v`. */
  readonly version: string;
  readonly digest: string;
  readonly signature: Manifest['signature'];
  /** Multiclass: their names, in the order of the probabilities of a row. */
  readonly classes?: readonly string[];
  /** Multiclass, where costs decide: a line for each true class. */
  readonly classCosts?: readonly (readonly number[])[];
}

const datatypes = { number: 'FP64', category: 'BYTES', time: 'BYTES' } as const;

/** Metadata of a model; -1 is the number of rows. The parameters say which version it is of: whoever asks that one by its path is not caught by a swap. */
export function modelMetadata(
  { model, version, digest, signature, classes, classCosts }: Served,
  versions: readonly string[],
  views: readonly JoinableView[],
) {
  const tensors = (fields: Manifest['signature']['inputs']) =>
    fields.map(({ name, type }) => ({ name, datatype: datatypes[type], shape: [-1] }));
  return {
    name: model,
    versions,
    platform: 'aval_package',
    inputs: tensors(signature.inputs),
    outputs: [
      ...tensors(signature.outputs).map((tensor) =>
        classes === undefined ? tensor : { ...tensor, shape: [-1, classes.length], parameters: { classes } },
      ),
      ...(classes === undefined
        ? []
        : [{ name: decidedOutput, datatype: 'BYTES', shape: [-1], ...(classCosts && { parameters: { classCosts } }) }]),
    ],
    parameters: { version, digest, ...(views.length > 0 && { online: views.map(joinedBy) }) },
  };
}

/** Inputs that may be left out, all of a view: by which inputs they are joined, and as of when (null: as of the request). */
function joinedBy({ view, inputs, keys, time, fault }: JoinableView) {
  const by = keys.map(({ name, type }) => ({ name, datatype: datatypes[type] }));
  return { view, inputs, ...(fault === undefined ? {} : { fault }), keys: by, time: time ?? null };
}

/** Of several classes, the one that each row is decided to be. */
const decidedOutput = 'class';

/** What a model gave for the rows of a request. */
export interface Answer {
  readonly scores: Float64Array;
  readonly decided?: CategoryColumn;
}

/** The answer to an inference request; of several classes the probabilities as [rows, classes] and the decided class. Throws `Refusal` 400 for an output that the model has not. */
export function inferAnswer(
  served: Served,
  id: string,
  { scores, decided }: Answer,
  wanted: readonly string[] | undefined,
) {
  const known = [...served.signature.outputs.map(({ name }) => name), ...(decided ? [decidedOutput] : [])];
  const unknown = (wanted ?? []).filter((name) => !known.includes(name));
  if (unknown.length > 0)
    throw new Refusal(
      400,
      unknown.map((name) => `"${name}" is no output of this model, which has: ${known.join(', ')}`),
    );
  const data = Array.from(scores, (score) => (Number.isNaN(score) ? null : score));
  const width = served.classes?.length;
  const shape = width === undefined ? [scores.length] : [scores.length / width, width];
  return {
    model_name: served.model,
    model_version: served.version,
    id,
    parameters: { digest: served.digest },
    outputs: (wanted ?? known).map((name) =>
      name === decidedOutput && decided ? classTensor(decided) : { name, datatype: 'FP64', shape, data },
    ),
  };
}

function classTensor({ codes, levels }: CategoryColumn) {
  const data = Array.from(codes, (code) => levels[code] ?? null);
  return { name: decidedOutput, datatype: 'BYTES', shape: [codes.length], data };
}
