import fc from 'fast-check';
import { expect, test } from 'vitest';
import { Kernels } from '../../../../src/core/training/gbdt/kernels/kernels.ts';

const kernels = new Kernels(65_536);

test('rows that go left come first, all rows stay within their range, and nothing outside is touched', () => {
  fc.assert(
    fc.property(
      fc.array(fc.integer({ min: 0, max: 255 }), { minLength: 1 }),
      fc.nat(5),
      fc.nat(5),
      (all, before, after) => {
        kernels.rewind(0);
        const from = before;
        const to = before + all.length;
        const [source, target] = [kernels.rows(to + after), kernels.rows(to + after).fill(777)];
        source.set(source.map((_, k) => Math.max(0, k - before)));
        const [bins, goesLeft] = [kernels.bytes(all.length), kernels.bytes(256)];
        bins.set(all);
        goesLeft.set(goesLeft.map((_, bin) => bin % 2));
        const middle = kernels.partition(source, target, bins, goesLeft, from, to);
        const side = (index: Uint32Array) => [...index].sort((a, b) => a - b);
        expect(side(target.subarray(from, middle))).toEqual(all.flatMap((bin, row) => (bin % 2 ? [row] : [])));
        expect(side(target.subarray(middle, to))).toEqual(all.flatMap((bin, row) => (bin % 2 ? [] : [row])));
        expect([...target.subarray(0, from), ...target.subarray(to)].every((v) => v === 777)).toBe(true);
      },
    ),
  );
});
