import fc from 'fast-check';
import { expect, test } from 'vitest';
import { partition } from '../../../../src/core/training/gbdt/partition.ts';

test('rows that go left come first, all rows stay within their range, and nothing outside is touched', () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 0, max: 255 })), fc.nat(5), fc.nat(5), (bins, before, after) => {
      const from = before;
      const to = before + bins.length;
      const source = Uint32Array.from({ length: to + after }, (_, k) => Math.max(0, k - before));
      const target = new Uint32Array(to + after).fill(777);
      const goesLeft = Uint8Array.from({ length: 256 }, (_, bin) => bin % 2);
      const middle = partition(source, target, Uint8Array.from(bins), goesLeft, from, to);
      const side = (index: Uint32Array) => [...index].sort((a, b) => a - b);
      expect(side(target.subarray(from, middle))).toEqual(bins.flatMap((bin, row) => (bin % 2 ? [row] : [])));
      expect(side(target.subarray(middle, to))).toEqual(bins.flatMap((bin, row) => (bin % 2 ? [] : [row])));
      expect([...target.subarray(0, from), ...target.subarray(to)].every((v) => v === 777)).toBe(true);
    }),
  );
});
