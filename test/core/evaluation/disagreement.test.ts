import { expect, test } from 'vitest';
import { disagreement } from '../../../src/core/evaluation/disagreement.ts';
import { sampleRows } from '../report/figures/sample-rows.ts';

const { scored, settings } = sampleRows('binary');
const four = { type: 'category', levels: ['Good'], codes: new Int32Array(4) } as const;
const small = {
  ...scored,
  label: Float64Array.of(0, 1, 0, 1),
  labelText: four,
  challenger: Float64Array.of(0.6, 0.6, 0.1, 0.1),
  champion: Float64Array.of(0.6, 0.1, 0.1, 0.41),
};

test('rows count on which one model says yes and the other no, each by its own threshold', () => {
  expect(disagreement(small, settings)).toMatchObject({ value: 0.5, n: 4, method: 'Wilson' });
  const equal = { ...settings, thresholds: { ...settings.thresholds, champion: 0.5 } };
  expect(disagreement(small, equal)).toMatchObject({ value: 0.25, n: 4 });
});

test('the same model never disagrees, and the interval still has a width', () => {
  const same = { ...small, champion: small.challenger };
  const equal = { ...settings, thresholds: { challenger: 0.5, champion: 0.5, baseline: 0.5 } };
  expect(disagreement(same, equal)).toMatchObject({ value: 0, low: 0 });
  expect(disagreement(same, equal)).toHaveProperty('high', expect.closeTo(0.4035, 3));
});

test('weights count as rows do', () => {
  const weighted = { ...small, weight: Float64Array.of(1, 3, 1, 1) };
  const equal = { ...settings, thresholds: { challenger: 0.5, champion: 0.5, baseline: 0.5 } };
  expect(disagreement(weighted, equal)).toMatchObject({ value: 0.5 });
});

test('the unit of the weights changes nothing, however small or large', () => {
  const weighted = (unit: number) => disagreement({ ...small, weight: new Float64Array(4).fill(unit) }, settings);
  for (const unit of [1e160, 1e-170]) expect(weighted(unit)).toEqual(weighted(1));
});

test('multiclass models disagree where they name another class', () => {
  const rows = {
    ...small,
    task: 'multiclass',
    classes: ['a', 'b', 'c'],
    label: Float64Array.of(0, 1),
    challenger: Float64Array.of(0.5, 0.3, 0.2, 0.1, 0.2, 0.7),
    champion: Float64Array.of(0.4, 0.3, 0.3, 0.5, 0.2, 0.3),
  } as const;
  expect(disagreement(rows, settings)).toMatchObject({ value: 0.5, n: 2 });
});

test('there is none without a champion, without decisions, or without rows', () => {
  const { champion: _, ...first } = small;
  expect(disagreement(first, settings)).toBeUndefined();
  expect(disagreement(sampleRows('regression').scored, settings)).toBeUndefined();
  expect(disagreement(sampleRows('ranking').scored, settings)).toBeUndefined();
  const none = new Float64Array(0);
  const empty = { ...small, label: none, challenger: none, champion: none };
  expect(disagreement(empty, settings)).toEqual({ undefined: 'no rows', n: 0 });
});
