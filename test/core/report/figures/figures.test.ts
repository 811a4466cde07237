import { expect, test } from 'vitest';
import type { Figure } from '../../../../src/core/report/figures/figure.ts';
import { figuresOf } from '../../../../src/core/report/figures/figures.ts';
import { sampleRows } from './sample-rows.ts';

const named = (figures: readonly Figure[], name: string): Figure => {
  const found = figures.find((figure) => figure.name === name);
  if (found === undefined) throw new RangeError(`no figure ${name} among ${figures.map((one) => one.name).join(', ')}`);
  return found;
};
const textOf = (figure: Figure): string => JSON.stringify(figure.specification);
const always = ['rule-1', 'difference-roc_auc', 'difference-expected_cost'];

test.each([
  [
    'binary',
    ['roc', 'precision-recall', 'calibration', 'expected-cost', 'scores-of-negatives-size', 'scores-of-positives-size'],
  ],
  ['regression', ['predicted-actual', 'residuals-size']],
  ['multiclass', ['recall-by-class', 'precision-by-class', 'calibration', 'confusion-1', 'confusion-2']],
  ['ranking', ['ndcg-by-query']],
] as const)('a %s model has its plots, after those of what decides', (task, own) => {
  expect(figuresOf(sampleRows(task)).map(({ name }) => name)).toEqual([...always, ...own]);
});

test('a part of a group with fewer rows than the minimum is named, and nothing of it is drawn', () => {
  const figures = figuresOf(sampleRows('regression'));
  const residuals = named(figures, 'residuals-size');
  expect(residuals.leftOut).toBe('fewer than 30 rows: few');
  expect(textOf(residuals)).toContain('many');
  expect(textOf(residuals)).not.toContain('few');
});

test('a group without any part that is large enough is not drawn at all', () => {
  const rows = sampleRows('regression');
  const strict = { ...rows, settings: { ...rows.settings, minimumGroup: 381 } };
  expect(figuresOf(strict).map(({ name }) => name)).not.toContain('residuals-size');
});

test('without costs there is no plot of costs; with one class only no curve', () => {
  const rows = sampleRows('binary');
  const { costs: _, ...settings } = rows.settings;
  expect(figuresOf({ ...rows, settings }).map(({ name }) => name)).not.toContain('expected-cost');
  const label = rows.scored.label.map(() => 1);
  const names = figuresOf({ ...rows, scored: { ...rows.scored, label } }).map(({ name }) => name);
  expect(names).not.toContain('roc');
  expect(names).not.toContain('precision-recall');
});

test('a first version is drawn alone, and says so in its legend', () => {
  const rows = sampleRows('binary');
  const { champion: _, ...scored } = rows.scored;
  expect(named(figuresOf({ ...rows, scored }), 'roc').legend).toEqual(['this change']);
  expect(named(figuresOf(rows), 'roc').legend).toEqual(['this change', 'production 1.3.0']);
});

test('no rows at all give no plot of rows', () => {
  for (const task of ['binary', 'regression', 'multiclass', 'ranking'] as const) {
    const rows = sampleRows(task);
    const none = new Float64Array(0);
    const column = { type: 'category', levels: [], codes: new Int32Array(0) } as const;
    const empty = {
      label: none,
      labelText: column,
      challenger: none,
      champion: none,
      baseline: none,
      groups: new Map(),
    };
    const scored = { ...rows.scored, ...empty, ...(rows.scored.query && { query: column }) };
    expect(figuresOf({ ...rows, scored }).map(({ name }) => name)).toEqual(
      task === 'multiclass' ? [...always, 'confusion-1', 'confusion-2'] : always,
    );
  }
});

test('a curve of many rows keeps its ends and stays small', () => {
  const { specification } = named(figuresOf(sampleRows('binary')), 'roc');
  const { values } = (specification as { data: { values: { model: string; x: number; y: number }[] } }).data;
  const mine = values.filter(({ model }) => model === 'this change');
  expect(mine.length).toBeLessThan(260);
  expect([mine[0], mine.at(-1)]).toMatchObject([
    { x: 0, y: 0 },
    { x: 1, y: 1 },
  ]);
});

test('thresholds by group: what they decide together is drawn, and the caption says so', () => {
  const plain = sampleRows('binary');
  const { label } = plain.scored;
  // Everything right: recall 1, no false positive, no cost.
  const decided = { challenger: Uint8Array.from(label), champion: new Uint8Array(label.length) };
  const rows = { ...plain, scored: { ...plain.scored, decided } };
  const layersOf = (name: string) => {
    const { specification, caption } = named(figuresOf(rows), name);
    expect(caption).toContain('has its own threshold');
    return (specification as { layer: { data?: { values: object[] }; mark: { type: string } }[] }).layer;
  };
  const dots = layersOf('roc').find(({ mark }) => mark.type === 'point')?.data?.values;
  expect(dots).toEqual([
    { model: 'production 1.3.0', x: 0, y: 0 },
    { model: 'this change', x: 0, y: 1 },
  ]);
  const positives = label.reduce((sum, y) => sum + y, 0);
  const across = layersOf('expected-cost').find(({ mark }) => mark.type === 'rule')?.data?.values;
  expect(across).toEqual([
    { model: 'production 1.3.0', y: expect.closeTo((5 * positives) / label.length, 3) },
    { model: 'this change', y: 0 },
  ]);
});

test('the dot of the cost curve is at the threshold in use, at the cost of the decisions there', () => {
  const rows = sampleRows('binary');
  const { label, challenger } = rows.scored;
  const costs = label.map((y, i) => ((challenger[i] ?? 0) >= 0.5 ? 1 - y : 5 * y));
  const { specification } = named(figuresOf(rows), 'expected-cost');
  const { layer } = specification as { layer: { data?: { values: { model: string; x: number; y: number }[] } }[] };
  const dot = layer.flatMap(({ data }) => data?.values ?? []).find(({ model }) => model === 'this change');
  expect(dot?.x).toBe(0.5);
  expect(dot?.y).toBeCloseTo(costs.reduce((sum, cost) => sum + cost, 0) / label.length, 4);
});
