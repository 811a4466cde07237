import { asyncBufferFromFile, parquetReadObjects } from 'hyparquet';
import type { Dataset } from './dataset.ts';
import { uniform } from './random.ts';

type Cell = number | string | null;
interface Source {
  readonly name: string;
  readonly cells: readonly Cell[];
  /** Words in order, for a column of words. */
  readonly levels: readonly string[] | undefined;
}

/** Adult (UCI), label last, every fifth row for testing: codes for words (`adult`) and dummies for words (`adult-one-hot`). */
export async function readAdult(file: string): Promise<{ codes: Dataset; oneHot: Dataset }> {
  const rows = await parquetReadObjects({ file: await asyncBufferFromFile(file) });
  const sources = Object.keys(rows[0] ?? {}).map((name) =>
    sourceOf(
      name,
      rows.map((row) => cellOf(row[name])),
    ),
  );
  const label = sources.pop();
  if (!label) throw new Error(`${file}: no columns`);
  const coded = sources.map((source) => [source.name, codesOf(source)] as const);
  const dummies = sources.flatMap((source) =>
    source.levels ? dummiesOf(source, source.levels) : [[source.name, standardised(codesOf(source))] as const],
  );
  return { codes: split('adult', coded, codesOf(label)), oneHot: split('adult-one-hot', dummies, codesOf(label)) };
}

/** The training part again and again up to `rows` rows, with a little noise on every column of over 50 values. */
export function tiled(adult: Dataset, rows: number): Dataset {
  const next = uniform(1);
  const train = adult.train.map((values) => {
    const distinct = [...new Set(values)].sort((a, b) => a - b);
    const noise = distinct.length > 50 ? ((distinct.at(-1) ?? 0) - (distinct[0] ?? 0)) / 1000 : 0;
    return Float64Array.from(
      { length: rows },
      (_, row) => (values[row % values.length] ?? Number.NaN) + noise * (next() - 0.5),
    );
  });
  const label = Float64Array.from({ length: rows }, (_, row) => adult.label[row % adult.label.length] ?? 0);
  return { ...adult, name: `${adult.name}-${rows}`, train, label };
}

function cellOf(value: unknown): Cell {
  return typeof value === 'string' || typeof value === 'number' ? value : value == null ? null : Number(value);
}

function sourceOf(name: string, cells: readonly Cell[]): Source {
  const words = new Set(cells.filter((cell) => typeof cell === 'string'));
  return { name, cells, levels: words.size > 0 ? [...words].sort() : undefined };
}

function codesOf({ cells, levels }: Source): Float64Array {
  const codes = new Map<Cell, number>(levels?.map((level, code) => [level, code]));
  return Float64Array.from(cells, (cell) => (cell === null ? Number.NaN : (codes.get(cell) ?? Number(cell))));
}

function dummiesOf({ name, cells }: Source, levels: readonly string[]) {
  return levels.map(
    (level) => [`${name}=${level}`, Float64Array.from(cells, (cell) => Number(cell === level))] as const,
  );
}

function standardised(values: Float64Array): Float64Array {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  const variance = values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / values.length;
  return values.map((value) => (value - mean) / Math.sqrt(variance));
}

function split(name: string, columns: readonly (readonly [string, Float64Array])[], label: Float64Array): Dataset {
  const part = (values: Float64Array, test: boolean) => values.filter((_, row) => (row % 5 === 0) === test);
  return {
    name,
    task: 'binary',
    names: columns.map(([column]) => column),
    train: columns.map(([, values]) => part(values, false)),
    label: part(label, false),
    test: columns.map(([, values]) => part(values, true)),
    testLabel: part(label, true),
  };
}
