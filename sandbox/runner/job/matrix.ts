import { RunnerError } from '../runner-error.ts';

export type Combination = Readonly<Record<string, unknown>>;

const LIMIT = 256;

/**
 * The legs of a matrix (Workflow syntax, `jobs.<id>.strategy.matrix`): the product of the vectors, less what `exclude`
 * matches, each extended by the `include` entries that change no vector's value; the other entries are legs of their own.
 * An empty vector, and a matrix without any leg, is an error, as on GitHub.
 */
export function expandMatrix(matrix: unknown): Combination[] {
  if (!isRecord(matrix)) throw new RunnerError(`matrix: expected a mapping, found ${JSON.stringify(matrix)}`);
  const { include, exclude, ...vectors } = matrix;
  const excluded = entriesOf('exclude', exclude);
  const legs = product(vectors).filter((leg) => !excluded.some((entry) => agrees(leg, entry, Object.keys(entry))));
  const own: Combination[] = [];
  const extended = legs.map((leg) => ({ ...leg }));
  for (const entry of entriesOf('include', include)) {
    const shared = Object.keys(entry).filter((key) => key in vectors);
    const fitting = extended.filter((_, index) => agrees(legs[index] ?? {}, entry, shared));
    for (const leg of fitting) Object.assign(leg, entry);
    if (fitting.length === 0) own.push(entry);
  }
  const all = [...extended, ...own];
  if (all.length === 0) throw new RunnerError('Matrix must define at least one vector');
  if (all.length > LIMIT) throw new RunnerError(`The matrix has ${all.length} legs, at most ${LIMIT} are allowed`);
  return all;
}

/** What GitHub puts in brackets behind the name of a leg: ` (a, 1)`. */
export function legSuffix(leg: Combination): string {
  const values = Object.values(leg).flatMap(leaves);
  return values.length === 0 ? '' : ` (${values.join(', ')})`;
}

function product(vectors: Readonly<Record<string, unknown>>): Combination[] {
  if (Object.keys(vectors).length === 0) return [];
  let legs: Combination[] = [{}];
  for (const [name, values] of Object.entries(vectors)) {
    if (!Array.isArray(values)) throw new RunnerError(`Matrix vector '${name}': expected a list`);
    if (values.length === 0) throw new RunnerError(`Matrix vector '${name}' does not contain any values`);
    legs = legs.flatMap((leg) => values.map((value) => ({ ...leg, [name]: value })));
  }
  return legs;
}

function agrees(leg: Combination, entry: Combination, keys: readonly string[]): boolean {
  return keys.every((key) => JSON.stringify(leg[key]) === JSON.stringify(entry[key]));
}

function entriesOf(name: string, value: unknown): Combination[] {
  if (value === undefined || value === null) return [];
  if (!Array.isArray(value) || !value.every(isRecord))
    throw new RunnerError(`matrix.${name}: expected a list of mappings`);
  return value;
}

function leaves(value: unknown): string[] {
  if (Array.isArray(value)) return value.flatMap(leaves);
  if (isRecord(value)) return Object.values(value).flatMap(leaves);
  return value === null || value === '' ? [] : [String(value)];
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
