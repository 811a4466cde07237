import type { Heading } from './logged-rows.ts';

export type Cell = number | string | null | readonly (number | null)[];

/** The log's own columns in front of the features; `prediction` is behind them, or `class` and `probabilities` of several classes. */
export const ownColumns = ['time', 'model', 'version', 'digest', 'request', 'key'] as const;

/** Cells of each column by its place: own columns, features, of several classes the decided one, prediction. Missing is null. */
export type Columns = readonly Cell[][];

/** Appends what `writeRows` wrote to columns, and says how many rows that is. Cell by cell, because most records are of one row. */
export function appendRows(
  { model, version, digest, features, classes, decided }: Heading,
  payload: Buffer,
  columns: Columns,
): number {
  const reader = new Reader(payload);
  const rows = reader.count();
  const [time = [], ...more] = columns;
  const [models = [], versions = [], digests = [], requests = [], keys = []] = more;
  const request = reader.text();
  for (let row = 0; row < rows; row++) {
    models.push(model);
    versions.push(version);
    digests.push(digest);
    requests.push(request);
    keys.push(reader.text());
  }
  reader.numbers(rows, time);
  const predictions = columns.at(-1) ?? [];
  if (classes === undefined) reader.numbers(rows, predictions);
  else for (let row = 0; row < rows; row++) predictions.push(Array.from({ length: classes }, () => reader.number()));
  if (decided) reader.categories(rows, columns.at(-2) ?? []);
  for (const [k, { type }] of features.entries()) {
    const cells = columns[ownColumns.length + k] ?? [];
    if (type === 'category') reader.categories(rows, cells);
    else reader.numbers(rows, cells);
  }
  return rows;
}

class Reader {
  readonly #bytes: Buffer;
  #at = 0;

  constructor(bytes: Buffer) {
    this.#bytes = bytes;
  }

  count(): number {
    this.#at += 4;
    return this.#bytes.readUInt32LE(this.#at - 4);
  }

  text(): string {
    const length = this.count();
    this.#at += length;
    return this.#bytes.toString('utf8', this.#at - length, this.#at);
  }

  number(): number | null {
    const value = this.#bytes.readDoubleLE(this.#at);
    this.#at += 8;
    return Number.isNaN(value) ? null : value;
  }

  numbers(rows: number, into: Cell[]): void {
    for (let row = 0; row < rows; row++) into.push(this.number());
  }

  categories(rows: number, into: Cell[]): void {
    const count = this.count();
    const levels: string[] = [];
    for (let level = 0; level < count; level++) levels.push(this.text());
    for (let row = 0; row < rows; row++) {
      into.push(levels[this.#bytes.readInt32LE(this.#at)] ?? null);
      this.#at += 4;
    }
  }
}
