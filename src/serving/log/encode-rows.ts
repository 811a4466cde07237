// The payload of a record of rows: count, request, then for each row its key, then times, predictions (of several classes row by row, then the decided ones) and the columns,
// in the heading's order.
// A text is its length in bytes and UTF-8; a category column is its levels and the code of each row.
import type { Column } from '../../core/features/frame.ts';
import type { LoggedRows } from './logged-rows.ts';

/** Bytes that `writeRows` needs. */
export function sizeOfRows({ request, keys, time, prediction, decided, frame }: LoggedRows): number {
  let size = 4 + sizeOfText(request) + 8 * (time.length + prediction.length);
  if (decided) size += sizeOfColumn(decided);
  for (const key of keys) size += sizeOfText(key);
  for (const column of frame.columns.values()) size += sizeOfColumn(column);
  return size;
}

const sizeOfText = (text: string): number => 4 + Buffer.byteLength(text);

function sizeOfColumn(column: Column): number {
  if (column.type !== 'category') return 8 * column.values.length;
  let size = 4 + 4 * column.codes.length;
  for (const level of column.levels) size += sizeOfText(level);
  return size;
}

/** Writes the payload, and says where it ends. */
export function writeRows(
  { request, keys, time, prediction, decided, frame }: LoggedRows,
  bytes: Buffer,
  start: number,
): number {
  let at = bytes.writeUInt32LE(keys.length, start);
  at = writeText(request, bytes, at);
  for (const key of keys) at = writeText(key, bytes, at);
  at = writeNumbers(time, bytes, at);
  at = writeNumbers(prediction, bytes, at);
  if (decided) at = writeColumn(decided, bytes, at);
  for (const column of frame.columns.values()) at = writeColumn(column, bytes, at);
  return at;
}

function writeText(text: string, bytes: Buffer, at: number): number {
  const length = bytes.write(text, at + 4);
  bytes.writeUInt32LE(length, at);
  return at + 4 + length;
}

function writeNumbers(values: Float64Array, bytes: Buffer, start: number): number {
  let at = start;
  for (const value of values) at = bytes.writeDoubleLE(value, at);
  return at;
}

function writeColumn(column: Column, bytes: Buffer, start: number): number {
  if (column.type !== 'category') return writeNumbers(column.values, bytes, start);
  let at = bytes.writeUInt32LE(column.levels.length, start);
  for (const level of column.levels) at = writeText(level, bytes, at);
  for (const code of column.codes) at = bytes.writeInt32LE(code, at);
  return at;
}
