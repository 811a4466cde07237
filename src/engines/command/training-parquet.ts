import {
  DOUBLE,
  DuckDBDataChunk,
  DuckDBInstance,
  type DuckDBType,
  type DuckDBValue,
  INTEGER,
  VARCHAR,
} from '@duckdb/node-api';
import type { Column } from '../../core/features/frame.ts';
import type { TrainingData } from '../../core/training/engine.ts';

/** Names of the columns that are no features. Names of features hold a ":", so they never clash. */
export const rowKeyColumn = 'row_key';
export const labelColumn = 'label';
export const weightColumn = 'weight';

interface Field {
  readonly name: string;
  readonly type: DuckDBType;
  readonly at: (row: number) => DuckDBValue;
}

/**
 * Writes the training rows to a Parquet file, in order: `row_key` (text), one column for each feature (double, or text
 * for categories; null where missing), `label` (integer 0 or 1 for binary, 0, 1, 2, ... for multiclass, else double) and, where rows have one,
 * `weight` (double, above 0).
 */
export async function writeTrainingParquet(file: string, data: TrainingData): Promise<void> {
  const fields = fieldsOf(data);
  const instance = await DuckDBInstance.create(':memory:', { threads: '1' });
  const connection = await instance.connect();
  try {
    const columns = fields.map((field) => `${quoted(field.name, '"')} ${field.type}`);
    await connection.run(`CREATE TABLE train (${columns.join(', ')})`);
    const appender = await connection.createAppender('train');
    const step = 2048; // the size of DuckDB's vectors
    for (let from = 0; from < data.label.length; from += step) {
      const rows = Math.min(step, data.label.length - from);
      const chunk = DuckDBDataChunk.create(
        fields.map((field) => field.type),
        rows,
      );
      chunk.setColumns(fields.map((field) => Array.from({ length: rows }, (_, row) => field.at(from + row))));
      appender.appendDataChunk(chunk);
    }
    appender.closeSync();
    await connection.run(`COPY train TO ${quoted(file, "'")} (FORMAT parquet)`);
  } finally {
    connection.closeSync();
    instance.closeSync();
  }
}

function fieldsOf(data: TrainingData): Field[] {
  const ofClasses = data.task === 'binary' || data.task === 'multiclass';
  const { label, weight } = data;
  return [
    { name: rowKeyColumn, type: VARCHAR, at: (row) => data.keys[row] ?? null },
    ...[...data.frame.columns].map(([name, column]) => featureField(name, column)),
    { name: labelColumn, type: ofClasses ? INTEGER : DOUBLE, at: (row) => label[row] ?? null },
    ...(weight ? [{ name: weightColumn, type: DOUBLE, at: (row: number) => weight[row] ?? null }] : []),
  ];
}

function featureField(name: string, column: Column): Field {
  if (column.type === 'category')
    return { name, type: VARCHAR, at: (row) => column.levels[column.codes[row] ?? -1] ?? null };
  return { name, type: DOUBLE, at: (row) => missingAsNull(column.values[row]) };
}

const missingAsNull = (value: number | undefined) => (value === undefined || Number.isNaN(value) ? null : value);

const quoted = (text: string, mark: '"' | "'") => `${mark}${text.replaceAll(mark, mark + mark)}${mark}`;
