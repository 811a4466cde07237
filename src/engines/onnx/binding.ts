import { AvalError } from '../../core/errors.ts';
import type { Task } from '../../core/training/engine.ts';
import { checkClassLabels } from './class-labels.ts';
import type { ModelSummary, OnnxValue } from './model-summary.ts';

const float = 1;
const string = 8;

/** `matrix`: all columns in order as one float input; `columns`: one input of one column each, by name. */
export type InputBinding =
  | { readonly kind: 'matrix'; readonly name: string; readonly columns: number | undefined }
  | { readonly kind: 'columns'; readonly inputs: ReadonlyMap<string, 'float32' | 'string'> };

/** How a frame goes in and where the scores come out. */
export interface Binding {
  readonly input: InputBinding;
  readonly output: string;
}

/** Matches a model's declared inputs, outputs and class labels with the contract. Throws `evidence` on the first mismatch. */
export function bindModel(summary: ModelSummary, task: Task, classes?: readonly string[]): Binding {
  if (classes) checkClassLabels(summary, classes);
  return { input: bindInputs(summary.inputs), output: chooseOutput(summary.outputs, task, classes?.length) };
}

function bindInputs(inputs: readonly OnnxValue[]): InputBinding {
  const [first] = inputs;
  if (first === undefined) throw refused('onnx.inputs', 'the ONNX model has no input', 'Expected its features.');
  if (inputs.length === 1 && first.elementType === float) {
    if (first.shape !== undefined && first.shape.length !== 2)
      throw refused(
        'onnx.inputs',
        `input "${first.name}" has ${first.shape.length} dimensions`,
        'Expected two: rows and columns.',
      );
    return { kind: 'matrix', name: first.name, columns: first.shape?.[1] };
  }
  return { kind: 'columns', inputs: new Map(inputs.map((input) => [input.name, columnType(input)])) };
}

function columnType(input: OnnxValue): 'float32' | 'string' {
  if (input.shape !== undefined && (input.shape.length !== 2 || (input.shape[1] ?? 1) !== 1))
    throw refused(
      'onnx.inputs',
      `input "${input.name}" has the shape [${input.shape.map((size) => size ?? '?').join(', ')}]`,
      'Expected one float input [rows, columns], or one input [rows, 1] for each column.',
    );
  if (input.elementType === float) return 'float32';
  if (input.elementType === string) return 'string';
  throw refused(
    'onnx.inputs',
    `input "${input.name}" has element type ${input.elementType}`,
    'Expected float (1) or string (8).',
  );
}

/** Of classes: the float output named "probabilities", else the only float output. Regression and ranking: the only float output. */
function chooseOutput(outputs: readonly OnnxValue[], task: Task, classes: number | undefined): string {
  const ofClasses = task === 'binary' || task === 'multiclass';
  const candidates = outputs.filter((output) => output.elementType === float);
  const named = candidates.find((output) => output.name === 'probabilities');
  const chosen = ofClasses && named !== undefined ? named : candidates[0];
  if (chosen === undefined) {
    const zipMap = outputs.some((output) => output.elementType === 0);
    throw refused(
      'onnx.outputs',
      'the ONNX model has no float output',
      zipMap ? "Switch ZipMap off: to_onnx(..., options={'zipmap': False})." : 'Expected one float score for each row.',
    );
  }
  if (candidates.length > 1 && chosen !== named)
    throw refused(
      'onnx.outputs',
      `the ONNX model has ${candidates.length} float outputs: ${candidates.map((o) => o.name).join(', ')}`,
      ofClasses ? 'Keep one, or name the one that counts "probabilities".' : 'Keep one.',
    );
  if (!fits(chosen.shape, task, classes))
    throw refused(
      'onnx.outputs',
      `output "${chosen.name}" has the shape [${chosen.shape?.map((size) => size ?? '?').join(', ')}]`,
      expectedShape(task, classes),
    );
  return chosen.name;
}

/** A size that the model leaves open is checked when it has scored. */
function fits(shape: OnnxValue['shape'], task: Task, classes: number | undefined): boolean {
  if (shape === undefined) return true;
  if (task === 'multiclass') return shape.length === 2 && (shape[1] ?? classes) === classes;
  return shape.length <= 2 && (shape[1] ?? 1) <= (task === 'binary' ? 2 : 1);
}

function expectedShape(task: Task, classes: number | undefined): string {
  if (task === 'multiclass') return `Expected [rows, ${classes}]: a probability for each class of the definition.`;
  return task === 'binary' ? 'Expected [rows, 2], [rows, 1] or [rows].' : 'Expected [rows, 1] or [rows].';
}

function refused(rule: string, message: string, hint: string): AvalError {
  return new AvalError('evidence', { rule, message, hint });
}
