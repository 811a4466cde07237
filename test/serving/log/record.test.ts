import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { FileBytes } from '../../../src/serving/log/file-bytes.ts';
import { preamble, readRecords, sealRecord } from '../../../src/serving/log/record.ts';

const payload = fc.uint8Array({ minLength: 1, maxLength: 40 });

function fileOf(payloads: readonly Uint8Array[]): Buffer {
  return Buffer.concat(
    payloads.map((bytes) => {
      const record = Buffer.concat([Buffer.alloc(preamble), bytes]);
      sealRecord(record, 0, record.length);
      return record;
    }),
  );
}

const inMemory = (bytes: Buffer) => ({
  size: bytes.length,
  at: (position: number, length: number) => bytes.subarray(position, position + length),
});
const payloadsIn = (bytes: Buffer): number[][] =>
  [...readRecords(inMemory(bytes))].map((record) => [...record.payload]);

describe('records', () => {
  it('are read as they were written, up to the one that a cut tears', () => {
    fc.assert(
      fc.property(fc.array(payload, { maxLength: 6 }), fc.nat(300), (payloads, cut) => {
        const file = fileOf(payloads).subarray(0, cut);
        const ends = payloads.map((_, k) => fileOf(payloads.slice(0, k + 1)).length);
        const whole = ends.filter((end) => end <= cut).length;
        expect(payloadsIn(file)).toEqual(payloads.slice(0, whole).map((bytes) => [...bytes]));
      }),
    );
  });

  it('end before the one that has a bit flipped', () => {
    fc.assert(
      fc.property(fc.array(payload, { minLength: 1, maxLength: 6 }), fc.nat(), fc.nat(7), (payloads, where, bit) => {
        const file = fileOf(payloads);
        const at = where % file.length;
        file[at] = (file[at] ?? 0) ^ (1 << bit);
        const whole = payloads.filter((_, k) => fileOf(payloads.slice(0, k + 1)).length <= at);
        expect(payloadsIn(file)).toEqual(whole.map((bytes) => [...bytes]));
      }),
    );
  });

  it('are not made of the zeros that a disk without power leaves', () => {
    const file = Buffer.concat([fileOf([Buffer.from('one')]), Buffer.alloc(4096)]);
    expect(payloadsIn(file)).toEqual([[...Buffer.from('one')]]);
  });

  it('of a file are the same, wherever one lies across the part that is in memory', () => {
    const payloads = [1000, 2 ** 20 - 1016 - 5, 1, 3, 3 * 2 ** 20, 70_000, 1].map((length) => randomBytes(length));
    const folder = mkdtempSync(join(tmpdir(), 'aval-records-'));
    const path = join(folder, 'a.wal');
    writeFileSync(path, Buffer.concat([fileOf(payloads), Buffer.from('torn')]));
    const bytes = new FileBytes(path);
    const read: Buffer[] = [];
    let whole = 0;
    for (const { payload: one, end } of readRecords(bytes)) {
      read.push(Buffer.from(one)); // it is good until the next one is asked for
      whole = end;
    }
    expect(read.map((one, k) => one.equals(payloads[k] ?? Buffer.alloc(0)))).toEqual(payloads.map(() => true));
    expect(bytes.size - whole).toBe('torn'.length);
    bytes.close();
    rmSync(folder, { recursive: true });
  });
});
