import { suggestion } from '../../core/definitions/nearest.ts';
import { categoryColumn } from '../../core/features/category.ts';
import type { Column, Frame } from '../../core/features/frame.ts';
import { timeMicros } from '../../core/features/time-text.ts';
import type { Manifest } from '../../core/registry/package.ts';
import type { JoinableView } from './joinable-view.ts';
import { expectedOf, type Names } from './left-out.ts';
import { Refusal } from './refusal.ts';
import { numericTypes, type Tensor } from './tensor.ts';

type Inputs = readonly Manifest['signature']['inputs'][number][];
type FieldType = Inputs[number]['type'];

/** Rows of one request; more would hold up whoever asks for one. */
const mostRows = 10_000;

const expectedType: Readonly<Record<FieldType, string>> = {
  number: 'a number type, such as "FP64"',
  category: '"BYTES" with texts',
  time: '"BYTES" with times such as "2026-05-27T08:30:00Z"',
};

/**
 * The tensors of a request as the frame that a package's signature names: one tensor of shape [rows] or [rows, 1] for each input, null for a missing
 * value. Features of `views` that are left out are joined. Throws `Refusal` 400 with every fault: inputs absent, unknown or twice, another type,
 * unequal rows, values that don't fit; and what `JoinableView.join` throws.
 */
export function requestFrame(inputs: Inputs, tensors: readonly Tensor[], views: readonly JoinableView[] = []): Frame {
  const byName = new Map(tensors.map((tensor) => [tensor.name, tensor]));
  const { fields, joined, unused, faults: leftOut } = expectedOf(inputs, byName, views);
  const faults = [...leftOut];
  if (byName.size < tensors.length) faults.push('inputs: a name is there twice');
  if (byName.size > fields.length || !fields.every(({ name }) => byName.has(name)))
    faults.push(...wrongNames(fields, byName, unused, joined));
  const rows = tensors[0]?.shape[0] ?? 0;
  if (rows < 1 || rows > mostRows) faults.push(`${rows} rows, expected 1 to ${mostRows}`);
  const columns = new Map<string, Column>();
  for (const { name, type } of fields) {
    const tensor = byName.get(name);
    if (tensor === undefined) continue;
    const fault = formFault(tensor, type, rows);
    if (fault === undefined) columns.set(name, columnOf(tensor, type, faults));
    else faults.push(fault);
  }
  if (faults.length > 0) throw new Refusal(400, faults);
  return { rows, columns: joined.length === 0 ? columns : withJoined(inputs, columns, joined, rows) };
}

/** In the order of the inputs, without what is there as a key only. */
function withJoined(
  inputs: Inputs,
  given: ReadonlyMap<string, Column>,
  joined: readonly JoinableView[],
  rows: number,
): ReadonlyMap<string, Column> {
  const all = new Map([...given, ...joined.flatMap((view) => [...view.join(given, rows)])]);
  const columns = new Map<string, Column>();
  for (const { name } of inputs) {
    const column = all.get(name);
    if (column !== undefined) columns.set(name, column);
  }
  return columns;
}

function* wrongNames(
  fields: Inputs,
  given: ReadonlyMap<string, Tensor>,
  unused: Names,
  joined: readonly JoinableView[],
): Generator<string> {
  const known = new Map(fields.map(({ name, type }) => [name, type]));
  const absent = fields.filter(({ name }) => !given.has(name));
  const possible = [...absent.map((one) => one.name), ...joined.flatMap((view) => view.inputs)];
  for (const name of given.keys()) {
    if (known.has(name) || unused.has(name)) continue;
    yield `"${name}" is no input of this model. ${suggestion(name, possible, 'Not given')}`;
  }
  for (const { name, type } of absent) {
    const by = joined.filter(({ keys }) => keys.some((key) => key.name === name)).map(({ view }) => view);
    const why = by.length === 0 ? '' : `; ${by.join(', ')} is joined by it`;
    yield `the input "${name}" is not there: expected ${expectedType[type]}${why}`;
  }
}

function formFault({ name, datatype, shape }: Tensor, type: FieldType, rows: number): string | undefined {
  if (numericTypes.has(datatype) !== (type === 'number'))
    return `"${name}": found datatype "${datatype}", expected ${expectedType[type]}`;
  const [length = 0, width = 1, ...more] = shape;
  if (width !== 1 || more.length > 0)
    return `"${name}": found shape [${shape.join(', ')}], expected [${rows}] or [${rows}, 1]`;
  return length === rows ? undefined : `"${name}": ${length} rows, and the first input has ${rows}`;
}

function columnOf({ name, data }: Tensor, type: FieldType, faults: string[]): Column {
  const wrong = (row: number, expected: string) => {
    faults.push(`"${name}"[${row}]: found ${JSON.stringify(data[row]).slice(0, 60)}, expected ${expected} or null`);
  };
  if (type === 'category') {
    for (const [row, value] of data.entries()) if (value !== null && typeof value !== 'string') wrong(row, 'a text');
    return categoryColumn(data.map((value) => (typeof value === 'string' ? value : null)));
  }
  const values = new Float64Array(data.length);
  for (const [row, value] of data.entries()) {
    values[row] = value === null ? Number.NaN : type === 'number' ? numberOf(value) : microsOf(value);
    if (value !== null && Number.isNaN(values[row]))
      wrong(row, type === 'number' ? 'a number' : 'a time with its zone');
  }
  return { type, values };
}

function numberOf(value: unknown): number {
  return typeof value === 'number' || typeof value === 'boolean' ? Number(value) : Number.NaN;
}

const time = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?(?:Z|[+-]\d\d:\d\d)$/;

function microsOf(value: unknown): number {
  return typeof value === 'string' && time.test(value) ? timeMicros(value) : Number.NaN;
}
