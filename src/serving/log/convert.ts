import { open } from 'node:fs/promises';
import { FileBytes } from './file-bytes.ts';
import type { Heading } from './logged-rows.ts';
import { ParquetTable } from './parquet-table.ts';
import { readRecords } from './record.ts';

export interface Converted {
  /** Undefined: the file ends before its first record does, so it has no row. */
  readonly heading: Heading | undefined;
  readonly rows: number;
  /** Bytes at the end that are no whole records. */
  readonly unread: number;
}

/**
 * Writes the rows of a write-ahead file, up to the last whole record, as a Parquet file that is on the disk when this ends. No row: no file. Neither file is
 * ever whole in memory.
 */
export async function convert(from: string, to: string): Promise<Converted> {
  const bytes = new FileBytes(from);
  try {
    const { end, ...converted } = convertBytes(bytes, to);
    if (converted.rows > 0) await sync(to);
    return { ...converted, unread: bytes.size - end };
  } finally {
    bytes.close();
  }
}

function convertBytes(bytes: FileBytes, to: string): Omit<Converted, 'unread'> & { readonly end: number } {
  const records = readRecords(bytes);
  const first = records.next();
  if (first.done) return { heading: undefined, rows: 0, end: 0 };
  const heading: Heading = JSON.parse(first.value.payload.toString('utf8')); // its crc32 says that we wrote it
  let { end } = first.value;
  let [rows, table]: [number, ParquetTable | undefined] = [0, undefined];
  for (const record of records) {
    table ??= new ParquetTable(heading, to);
    rows += table.add(record.payload);
    end = record.end;
  }
  table?.finish();
  return { heading, rows, end };
}

async function sync(path: string): Promise<void> {
  const file = await open(path, 'r+');
  await file.sync().finally(() => file.close());
}
