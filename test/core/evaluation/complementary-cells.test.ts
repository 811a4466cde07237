import fc from 'fast-check';
import { expect, test } from 'vitest';
import { sizeBelow, withheldParts } from '../../../src/core/evaluation/complementary-cells.ts';

const least = 30;
const partsOf = (sizes: readonly number[]) => sizes.map((n, i) => ({ value: `part ${i}`, n, reference: i === 0 }));
const withheldOf = (sizes: readonly number[]) => [...withheldParts(partsOf(sizes), least)];

test('without a small part nothing is withheld', () => {
  expect(withheldOf([30, 31, 400])).toEqual([]);
});

test('with one small part so is the smallest other; of two parts both', () => {
  expect(withheldOf([400, 67, 23])).toEqual(['part 2', 'part 1']);
  expect(withheldOf([400, 23])).toEqual(['part 1', 'part 0']);
});

test('a next smallest that leaves too little doubt takes another with it', () => {
  expect(withheldOf([400, 31, 2, 90])).toEqual(['part 2', 'part 1', 'part 3']);
});

test('whatever the sizes, and with the whole known, each small part may have any number of rows below the least', () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 0, max: 200 }), { minLength: 2, maxLength: 8 }), (sizes) => {
      const parts = partsOf(sizes);
      const withheld = withheldParts(parts, least);
      const hidden = parts.filter(({ value }) => withheld.has(value));
      const small = hidden.filter(({ n }) => n < least).length;
      const others = hidden.length - small;
      const published = parts.filter(({ value }) => !withheld.has(value));
      expect(published.every(({ n }) => n >= least)).toBe(true);
      if (small === 0) expect(hidden).toEqual([]);
      else if (published.length > 0) {
        // What a reader can work out: the whole minus what is published. All small parts but one may have none of it, or that one all it can.
        const rest = hidden.reduce((sum, { n }) => sum + n, 0);
        expect(others).toBeGreaterThan(0);
        expect(rest - (least - 1)).toBeGreaterThanOrEqual(others * least);
        const told = sizeBelow(parts, withheld, least);
        for (const { n } of hidden) expect(told(n)).toBeGreaterThan(n < least ? n : rest);
      }
    }),
    { numRuns: 500 },
  );
});
