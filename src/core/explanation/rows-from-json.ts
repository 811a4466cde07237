import { suggestion } from '../definitions/nearest.ts';
import { AvalError, type Fault } from '../errors.ts';
import { categoryColumn } from '../features/category.ts';
import type { Column } from '../features/frame.ts';
import { timeMicros } from '../features/time-text.ts';
import type { Manifest } from '../registry/package.ts';
import type { NamedRows } from './explain-rows.ts';

type Input = Manifest['signature']['inputs'][number];

const mostRows = 1000;
const expected = { number: 'a number', category: 'a text', time: 'a text such as "2026-05-27T08:30:00Z"' } as const;

/**
 * Rows that a person wrote: a JSON list of objects, each with the value of every feature by name (null where missing), and a "key" to tell it by. Throws
 * `usage` with every fault, each with its row.
 */
export function rowsFromJson(text: string, inputs: readonly Input[]): NamedRows {
  const rows = parsed(text);
  const faults = rows.flatMap((row, at) => namesFaults(row, at, inputs));
  const columns = inputs.map((input): [string, Column] => {
    const values = rows.map((row) => row[input.name] ?? null);
    for (const [at, value] of values.entries())
      if (value !== null && !fits(value, input.type))
        faults.push(
          fault(
            at,
            `"${input.name}": found ${JSON.stringify(value).slice(0, 60)}, expected ${expected[input.type]} or null`,
          ),
        );
    return [input.name, columnOf(values, input.type)];
  });
  if (faults.length > 0) throw new AvalError('usage', faults);
  const keys = rows.map(({ key }, at) =>
    typeof key === 'string' || typeof key === 'number' ? String(key) : `row ${at + 1}`,
  );
  return { frame: { rows: rows.length, columns: new Map(columns) }, keys };
}

type Row = Readonly<Record<string, unknown>>;

function parsed(text: string): readonly Row[] {
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch (cause) {
    throw new AvalError(
      'usage',
      { rule: 'explain.rows', message: '--rows: the file is not JSON', hint: form },
      { cause },
    );
  }
  const list: readonly unknown[] = Array.isArray(json) ? json : [json];
  const rows = list.filter((row): row is Row => typeof row === 'object' && row !== null && !Array.isArray(row));
  if (rows.length === list.length && rows.length > 0 && rows.length <= mostRows) return rows;
  const message = `--rows: expected a list of 1 to ${mostRows} objects, found ${list.length} values, ${rows.length} of them objects`;
  throw new AvalError('usage', { rule: 'explain.rows', message, hint: form });
}

const form = 'Expected [{"view:feature": value, …}, …], with null for a missing value.';

function namesFaults(row: Row, at: number, inputs: readonly Input[]): Fault[] {
  const names = inputs.map(({ name }) => name);
  const absent = names.filter((name) => !(name in row));
  const unknown = Object.keys(row).filter((name) => name !== 'key' && !names.includes(name));
  return [
    ...absent.map((name) => fault(at, `the feature "${name}" is not there`)),
    ...unknown.map((name) => ({
      ...fault(at, `"${name}" is no feature of this model`),
      hint: suggestion(name, names, 'Features'),
    })),
  ];
}

function fault(at: number, message: string): Fault {
  return { rule: 'explain.rows', message: `--rows, row ${at + 1}: ${message}` };
}

function fits(value: unknown, type: Input['type']): boolean {
  if (type === 'number') return typeof value === 'number' || typeof value === 'boolean';
  return typeof value === 'string' && (type === 'category' || !Number.isNaN(timeMicros(value)));
}

function columnOf(values: readonly unknown[], type: Input['type']): Column {
  if (type === 'category') return categoryColumn(values.map((value) => (typeof value === 'string' ? value : null)));
  return {
    type,
    values: Float64Array.from(values, (value) => {
      if (type === 'time') return typeof value === 'string' ? timeMicros(value) : Number.NaN;
      return typeof value === 'number' || typeof value === 'boolean' ? Number(value) : Number.NaN;
    }),
  };
}
