import { fileWriter, ParquetWriter } from 'hyparquet-writer';
import { appendRows, type Cell, type Columns, ownColumns } from './decode-rows.ts';
import type { Heading } from './logged-rows.ts';

/** What bounds the memory of a conversion: rows of a group, or bytes of their records where rows are large. */
const groupRows = 10_000;
const groupBytes = 4 * 2 ** 20;

type Schema = ConstructorParameters<typeof ParquetWriter>[0]['schema'];
type LoggedColumn = { readonly name: string; readonly type: Heading['features'][number]['type'] | 'numbers' };
type LoggedColumns = readonly LoggedColumn[];

/**
 * A Parquet file, written row group by row group. hyparquet-writer takes whole columns and brings no native code into the server; DuckDB would
 * want each value appended alone.
 */
export class ParquetTable {
  readonly #heading: Heading;
  readonly #writer: ParquetWriter;
  readonly #logged: LoggedColumns;
  #columns: Columns;
  #rows = 0;
  #bytes = 0;

  constructor(heading: Heading, file: string) {
    this.#heading = heading;
    this.#logged = allColumns(heading);
    this.#columns = this.#logged.map(() => []);
    this.#writer = new ParquetWriter({ writer: fileWriter(file), schema: schemaOf(this.#logged) });
  }

  /** Adds the rows of a record and says how many they are. */
  add(payload: Buffer): number {
    const rows = appendRows(this.#heading, payload, this.#columns);
    this.#rows += rows;
    this.#bytes += payload.length;
    if (this.#rows >= groupRows || this.#bytes >= groupBytes) this.#writeGroup();
    return rows;
  }

  finish(): void {
    if (this.#rows > 0) this.#writeGroup();
    this.#writer.finish();
  }

  #writeGroup(): void {
    const columnData = this.#logged.map(({ name, type }, k) => {
      const cells = this.#columns[k] ?? [];
      return { name, data: type === 'time' ? cells.map(wholeMicros) : cells };
    });
    this.#writer.write({ columnData, rowGroupSize: this.#rows });
    this.#columns = this.#logged.map(() => []);
    this.#rows = 0;
    this.#bytes = 0;
  }
}

/** In the order of `Columns`. */
function allColumns({ features, classes, decided }: Heading): LoggedColumns {
  const own = ownColumns.map((name) => ({ name, type: name === 'time' ? ('time' as const) : ('category' as const) }));
  return [...own, ...features, ...(decided ? [decidedClass] : []), classes === undefined ? prediction : probabilities];
}

const prediction = { name: 'prediction', type: 'number' } as const;
/** The class that a row was decided to be. */
const decidedClass = { name: 'class', type: 'category' } as const;
/** Of each class, in the order that the package names. */
const probabilities = { name: 'probabilities', type: 'numbers' } as const;

function schemaOf(logged: LoggedColumns): Schema {
  return [{ name: 'predictions', num_children: logged.length }, ...logged.flatMap(schemaElements)];
}

function schemaElements({ name, type }: LoggedColumn): Schema {
  if (type !== 'numbers') return [{ name, repetition_type: 'OPTIONAL', ...parquetTypes[type] }];
  return [
    { name, repetition_type: 'OPTIONAL', converted_type: 'LIST', num_children: 1 },
    { name: 'list', repetition_type: 'REPEATED', num_children: 1 },
    { name: 'element', repetition_type: 'OPTIONAL', ...parquetTypes.number },
  ];
}

const parquetTypes = {
  number: { type: 'DOUBLE' },
  category: { type: 'BYTE_ARRAY', converted_type: 'UTF8' },
  time: {
    type: 'INT64',
    converted_type: 'TIMESTAMP_MICROS',
    logical_type: { type: 'TIMESTAMP', isAdjustedToUTC: true, unit: 'MICROS' },
  },
} as const;

/** What is no time can't be written as one, and one such value must not keep the others out. */
function wholeMicros(cell: Cell): bigint | null {
  return typeof cell === 'number' && Number.isFinite(cell) ? BigInt(Math.round(cell)) : null;
}
