import { AvalError } from '../../core/errors.ts';
import type { Column, Frame } from '../../core/features/frame.ts';
import type { InputBinding } from './binding.ts';
import type { Feed } from './scoring-messages.ts';

/**
 * The rows `from` to `to` of a frame as input tensors. Numbers are rounded to float32, missing is NaN; categories are
 * their text, missing is ''. Throws `evidence` when the frame's columns are not what the model takes.
 */
export function feedsOf(frame: Frame, input: InputBinding, from: number, to: number): Feed[] {
  if (input.kind === 'columns')
    return [...input.inputs].map(([name, type]) => ({ name, width: 1, data: columnData(frame, name, type, from, to) }));
  const columns = [...frame.columns].map(([name, column]) => numbersOf(name, column));
  const data = new Float32Array((to - from) * columns.length);
  columns.forEach((values, at) => {
    for (let row = from; row < to; row++) data[(row - from) * columns.length + at] = values[row] ?? Number.NaN;
  });
  return [{ name: input.name, width: columns.length, data }];
}

/** Checks once, before any rows are sent, that a frame's columns fit the model. */
export function checkColumns(frame: Frame, input: InputBinding): void {
  const names = [...frame.columns.keys()];
  if (input.kind === 'matrix') {
    if (input.columns !== undefined && input.columns !== names.length)
      throw mismatch(`the ONNX model takes ${input.columns} columns, the frame has ${names.length}`);
    for (const [name, column] of frame.columns) numbersOf(name, column);
    return;
  }
  const unknown = [...input.inputs.keys()].filter((name) => !frame.columns.has(name));
  const unused = names.filter((name) => !input.inputs.has(name));
  if (unknown.length > 0) throw mismatch(`no column is named like the ONNX input "${unknown[0]}"`);
  if (unused.length > 0) throw mismatch(`the ONNX model has no input named like the column "${unused[0]}"`);
}

function columnData(frame: Frame, name: string, type: 'float32' | 'string', from: number, to: number): Feed['data'] {
  const column = frame.columns.get(name);
  if (column === undefined) throw mismatch(`no column is named like the ONNX input "${name}"`);
  if (type === 'float32') return Float32Array.from(numbersOf(name, column).subarray(from, to));
  if (column.type !== 'category') throw mismatch(`column "${name}" is a number, its ONNX input takes strings`);
  return Array.from(column.codes.subarray(from, to), (code) => column.levels[code] ?? '');
}

function numbersOf(name: string, column: Column): Float64Array {
  if (column.type !== 'category') return column.values;
  throw mismatch(`column "${name}" is a category, its ONNX input takes numbers`);
}

function mismatch(message: string): AvalError {
  return new AvalError('evidence', {
    rule: 'onnx.columns',
    message,
    hint: 'Expected one float input with all columns in order, or one input for each column, by name.',
  });
}
