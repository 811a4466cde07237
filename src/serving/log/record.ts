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
  /** Good until the next record is asked for. */
  readonly payload: Buffer;
  /** Where the next one begins. */
  readonly end: number;
}

/** Bytes that are read piece by piece. */
export interface ReadBytes {
  readonly size: number;
  /** `length` bytes from `position` on, which are there; good until the next read. */
  at(position: number, length: number): Buffer;
}

/** Whole records from the start, up to the first that is torn or damaged: behind it nothing is known of where one begins. */
export function* readRecords(bytes: ReadBytes): Generator<ReadRecord> {
  let start = 0;
  while (start + preamble < bytes.size) {
    const head = bytes.at(start, preamble);
    const [length, sum] = [head.readUInt32LE(0), head.readUInt32LE(4)];
    const end = start + preamble + length;
    // A disk that lost power may leave zeros, and 0 is the crc32 of nothing.
    if (length === 0 || end > bytes.size) return;
    const payload = bytes.at(start + preamble, length);
    if (crc32(payload) !== sum) return;
    yield { payload, end };
    start = end;
  }
}
