// A record of a write-ahead file: length of its payload (u32), the payload's crc32 (u32), the payload. All numbers are little-endian.
import { crc32 } from 'node:zlib';

/** Bytes before the payload. */
export const preamble = 8;

/** Completes a record whose payload lies at `start + preamble` up to `end`. */
export function sealRecord(bytes: Buffer, start: number, end: number): void {
  bytes.writeUInt32LE(end - start - preamble, start);
  bytes.writeUInt32LE(crc32(bytes.subarray(start + preamble, end)), start + 4);
}

export interface ReadRecord {
  readonly payload: Buffer;
  /** Where the next one begins. */
  readonly end: number;
}

/** Whole records from the start, up to the first that is torn or damaged: behind it nothing is known of where one begins. */
export function* readRecords(bytes: Buffer): Generator<ReadRecord> {
  let start = 0;
  while (start + preamble < bytes.length) {
    const length = bytes.readUInt32LE(start);
    const end = start + preamble + length;
    // A disk that lost power may leave zeros, and 0 is the crc32 of nothing.
    if (length === 0 || end > bytes.length) return;
    const payload = bytes.subarray(start + preamble, end);
    if (crc32(payload) !== bytes.readUInt32LE(start + 4)) return;
    yield { payload, end };
    start = end;
  }
}
