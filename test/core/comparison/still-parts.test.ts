import { describe, expect, test } from 'vitest';
import { measure } from '../../../src/core/comparison/measure.ts';
import type { ScoredRows } from '../../../src/core/comparison/scored-rows.ts';
import { type Estimate, isDefined } from '../../../src/core/evaluation/estimate.ts';
import { type Row, scoredRows, settings } from './rows.ts';

const group = { name: 'age', value: 'young', reference: 'old' };
const jitter = (i: number) => ((i * 37) % 101) / 1000;

/** 30 young whose decisions are `young`'s, and 1,000 old; both models decide alike on all but the `moved` first of the old. */
function rowsOf(young: (i: number) => boolean, moved = 2): Row[] {
  const row = (i: number, on: boolean, before: boolean, name: string): Row => ({
    label: Number(i % 3 === 0),
    challenger: (on ? 0.8 : 0.2) + jitter(i),
    champion: (before ? 0.8 : 0.2) - jitter(i),
    group: name,
  });
  return [
    ...Array.from({ length: 30 }, (_, i) => row(i, young(i), young(i), 'young')),
    ...Array.from({ length: 1000 }, (_, i) => row(i, i % 2 === 0, i < moved ? i % 2 !== 0 : i % 2 === 0, 'old')),
  ];
}

const half = (i: number) => i % 2 === 0;
const plain = (rows: readonly Row[]) => scoredRows(rows);
const weighted = (rows: readonly Row[]): ScoredRows => ({
  ...scoredRows(rows),
  weight: new Float64Array(rows.length).fill(1),
});
const eachAlone = (rows: readonly Row[]): ScoredRows => {
  const codes = Int32Array.from(rows, (_, i) => i);
  return { ...scoredRows(rows), cluster: { type: 'category', codes, levels: rows.map((_, i) => `person ${i}`) } };
};

function widthOf(estimate: Estimate | undefined): number {
  if (estimate === undefined || !isDefined(estimate)) throw new Error(estimate?.undefined);
  return estimate.high - estimate.low;
}

describe.each([
  ['weights of 1', weighted],
  ['people of one row each', eachAlone],
])('a part in which nothing varies, with %s', (_, scored) => {
  test.each(['selection_rate', 'accuracy', 'expected_cost'] as const)(
    'changes of a gap in %s are as wide as those of rows alone',
    (metric) => {
      const rows = rowsOf(half);
      const alone = measure(plain(rows), { metric, group }, settings);
      const found = measure(scored(rows), { metric, group }, settings);
      for (const side of ['difference', 'widening'] as const)
        expect(widthOf(found[side]) / widthOf(alone[side])).toBeGreaterThan(0.95);
      expect(widthOf(found.difference)).toBeGreaterThan(0.1); // 30 rows: by z² / (30 + z²) to either side
    },
  );

  test('a level and a ratio have no interval: that all thirty are chosen is no proof that all are', () => {
    const rows = scored(rowsOf(() => true));
    const reason = { undefined: expect.stringMatching(/^every resample gives the same number/) };
    expect(measure(rows, { metric: 'selection_rate', group }, settings)).toMatchObject({
      challenger: reason,
      champion: reason,
    });
    expect(measure(rows, { metric: 'selection_rate', group, relative: true }, settings).challenger).toMatchObject(
      reason,
    );
    const turned = { name: 'age', value: 'old', reference: 'young' };
    expect(measure(rows, { metric: 'selection_rate', group: turned }, settings).challenger).toMatchObject({
      undefined: expect.stringMatching(/^the reference: every resample/),
    });
  });
});

test('a gap in a number that is resampled anyway counts such a part, too', () => {
  const found = measure(plain(rowsOf(half)), { metric: 'expected_cost', group }, settings);
  expect(widthOf(found.difference)).toBeGreaterThan(0.1);
});

test('rows of great weight are few, in what a number counts: thirty chosen of whom one weighs nearly all', () => {
  const rows = rowsOf(() => true);
  const weight = Float64Array.from(rows, ({ group: name }, i) => (name === 'old' ? 1 : i === 0 ? 5 : 0.01));
  const more = [...rows, ...rowsOf(() => false).filter(({ group: name }) => name === 'young')];
  const weights = Float64Array.from(more, (_, i) => weight[i] ?? 1);
  const found = measure({ ...scoredRows(more), weight: weights }, { metric: 'precision', group }, settings);
  expect(found.challenger).toMatchObject({
    undefined: expect.stringMatching(/^insufficient data: as weighted, 1(\.\d)? of 30/),
  });
});
