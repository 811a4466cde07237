import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { associationOf } from '../../../../src/core/profiling/association/association.ts';
import { contingencyTable, tableOf } from '../../../../src/core/profiling/association/contingency-table.ts';
import { correlationRatio } from '../../../../src/core/profiling/association/correlation-ratio.ts';

const rows = fc.array(fc.tuple(fc.integer({ min: -1, max: 3 }), fc.integer({ min: -1, max: 2 })), { maxLength: 80 });
const coded = (codes: readonly number[], levels: number) => ({
  codes: Int32Array.from(codes),
  levels: ['a', 'b', 'c', 'd'].slice(0, levels),
});
const of = (pairs: readonly (readonly [number, number])[]) =>
  associationOf(
    contingencyTable(
      coded(
        pairs.map(([a]) => a),
        4,
      ),
      coded(
        pairs.map(([, b]) => b),
        3,
      ),
    ),
  );

describe('association', () => {
  test('is from 0 to 1 or has a reason, and the sides may be exchanged', () => {
    fc.assert(
      fc.property(rows, (pairs) => {
        const found = of(pairs);
        const turned = associationOf(
          contingencyTable(
            coded(
              pairs.map(([, b]) => b),
              3,
            ),
            coded(
              pairs.map(([a]) => a),
              4,
            ),
          ),
        );
        expect(found.n).toBe(pairs.filter(([a, b]) => a >= 0 && b >= 0).length);
        if ('undefined' in found || 'undefined' in turned) return void expect(turned).toEqual(found);
        for (const one of ['cramersV', 'correctedV', 'firstGivenSecond', 'secondGivenFirst'] as const) {
          expect(found[one]).toBeGreaterThanOrEqual(0);
          expect(found[one]).toBeLessThanOrEqual(1 + 1e-12);
        }
        expect(found.correctedV).toBeLessThanOrEqual(found.cramersV + 1e-12);
        expect(turned.cramersV).toBeCloseTo(found.cramersV, 12);
        expect(turned.mutualInformation).toBeCloseTo(found.mutualInformation, 12);
        expect(turned.firstGivenSecond).toBeCloseTo(found.secondGivenFirst, 12);
      }),
    );
  });

  test('is 1 where one column follows from the other, and says which', () => {
    const found = associationOf(tableOf(Float64Array.of(10, 0, 20, 0, 0, 30), 2));
    expect(found).toMatchObject({ n: 60, cramersV: expect.closeTo(1, 12), correctedV: expect.closeTo(1, 1) });
    if ('undefined' in found) throw new Error(found.undefined);
    expect(found.secondGivenFirst).toBeCloseTo(1, 12);
    expect(found.firstGivenSecond).toBeLessThan(0.7);
  });

  test('is 0 where the levels are as often together as chance has it', () => {
    const found = associationOf(tableOf(Float64Array.of(10, 20, 30, 60), 2));
    expect(found).toMatchObject({ cramersV: 0, correctedV: 0, mutualInformation: expect.closeTo(0, 12) });
  });

  test('of no row, one level and levels that never occur', () => {
    expect(of([])).toEqual({ undefined: 'no row has both', n: 0 });
    expect(
      of([
        [1, 0],
        [1, 2],
        [-1, 1],
      ]),
    ).toEqual({ undefined: 'one of them is constant', n: 2 });
    const unused = associationOf(tableOf(Float64Array.of(10, 0, 5, 0, 0, 0, 5, 0, 10), 3));
    expect(unused).toEqual(associationOf(tableOf(Float64Array.of(10, 5, 5, 10), 2)));
  });
});

describe('correlation ratio', () => {
  const levels = { type: 'category', codes: Int32Array.of(0, 0, 1, 1, -1), levels: ['a', 'b'] } as const;
  test('is the root of the share of the variance between levels', () => {
    // Means 2 and 6 about 4: between 16, total 16 + 2 + 2.
    const found = correlationRatio(levels, Float64Array.of(1, 3, 5, 7, 100));
    expect(found).toEqual({ n: 4, value: expect.closeTo(Math.sqrt(16 / 20), 12) });
  });
  test('of a constant number and of one level has a reason', () => {
    expect(correlationRatio(levels, Float64Array.of(2, 2, 2, 2, 3))).toMatchObject({ undefined: expect.any(String) });
    const one = { ...levels, codes: Int32Array.of(0, 0, 0, -1, -1) };
    expect(correlationRatio(one, Float64Array.of(1, 2, 3, 4, 5))).toEqual({ n: 3, undefined: 'fewer than two levels' });
  });
});
