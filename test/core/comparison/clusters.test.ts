import { describe, expect, test } from 'vitest';
import { measure } from '../../../src/core/comparison/measure.ts';
import { createRandom } from '../../../src/core/comparison/random.ts';
import type { ScoredRows } from '../../../src/core/comparison/scored-rows.ts';
import { isDefined } from '../../../src/core/evaluation/estimate.ts';
import type { Measurement, Quantity } from '../../../src/core/gate/evidence.ts';
import { type Row, scoredRows, settings, someRows } from './rows.ts';

const quick = { ...settings, resamples: 500 };
const contrast = { name: 'age', value: 'young', reference: 'old' };

/** Rows with a cluster each. */
function clustered(rows: readonly Row[], clusterOf: (row: number) => number): ScoredRows {
  const names = rows.map((_, row) => `c${String(clusterOf(row)).padStart(4, '0')}`);
  const levels = [...new Set(names)].sort();
  const codes = Int32Array.from(names, (name) => levels.indexOf(name));
  return { ...scoredRows(rows), cluster: { type: 'category', codes, levels } };
}

function defined(estimate: Measurement['difference']) {
  if (estimate === undefined || !isDefined(estimate)) throw new Error(JSON.stringify(estimate));
  return estimate;
}

const width = (estimate: Measurement['difference']) => defined(estimate).high - defined(estimate).low;

describe('rows in clusters', () => {
  const rows = someRows(300);

  test.each([
    [{ metric: 'accuracy' }, 'cluster BCa bootstrap', 'paired cluster BCa bootstrap'],
    [{ metric: 'roc_auc' }, 'cluster BCa bootstrap', 'paired cluster BCa bootstrap'],
    [{ metric: 'brier' }, 'cluster BCa bootstrap', 'paired cluster BCa bootstrap'],
    [{ metric: 'accuracy', group: contrast }, 'cluster BCa bootstrap', 'paired cluster BCa bootstrap'],
  ] as const)('%j has no interval by a formula for independent rows', (quantity: Quantity, own, paired) => {
    const found = measure(
      clustered(rows, (row) => row % 30),
      quantity,
      quick,
    );
    expect(defined(found.challenger).method).toBe(own);
    expect(defined(found.difference)).toMatchObject({ method: paired, clusters: 30 });
    if (quantity.group) expect(defined(found.widening)).toMatchObject({ clusters: 30 });
  });

  test('a ratio of groups is resampled, and Fisher, who counts rows, is not asked', () => {
    const found = measure(
      clustered(rows, (row) => row % 30),
      { metric: 'selection_rate', group: contrast, relative: true },
      quick,
    );
    expect(defined(found.challenger)).toMatchObject({ method: 'cluster BCa bootstrap', clusters: 30 });
    expect(found.fisher).toBeUndefined();
  });

  test('fewer than ten of them are too few, whatever the rows', () => {
    const reason = { undefined: 'insufficient data: the rows are in 9 of 10 clusters' };
    const found = measure(
      clustered(rows, (row) => row % 9),
      { metric: 'brier', group: contrast },
      quick,
    );
    for (const estimate of [found.challenger, found.champion, found.difference, found.widening])
      expect(estimate).toMatchObject(reason);
    expect(
      measure(
        clustered(rows, (row) => row % 10),
        { metric: 'brier' },
        quick,
      ).difference,
    ).toHaveProperty('value');
  });

  test('a cluster of each row alone is the bootstrap of rows', () => {
    const alone = measure(
      clustered(rows, (row) => row),
      { metric: 'brier' },
      { ...quick, resamples: 2000 },
    );
    const plain = measure(scoredRows(rows), { metric: 'brier' }, { ...quick, resamples: 2000 });
    expect(defined(alone.difference).value).toBe(defined(plain.difference).value);
    expect(width(alone.difference) / width(plain.difference)).toBeCloseTo(1, 1);
  });

  test('a row that names none stands alone', () => {
    const { cluster, ...plain } = clustered(rows, (row) => row % 30);
    const codes = cluster?.codes.map((code, row) => (row < 5 ? -1 : code)) ?? new Int32Array();
    const some = { ...plain, cluster: { type: 'category' as const, codes, levels: cluster?.levels ?? [] } };
    expect(defined(measure(some, { metric: 'brier' }, quick).difference).clusters).toBe(35);
  });

  test('neither the order of rows nor the names of clusters decides', () => {
    const found = measure(
      clustered(rows, (row) => row % 30),
      { metric: 'brier' },
      quick,
    );
    const turned = measure(
      clustered(rows.toReversed(), (row) => (299 - row) % 30),
      { metric: 'brier' },
      quick,
    );
    expect(turned).toEqual(found);
  });
});

describe('rows that are the same within a cluster', () => {
  /** Twenty rows in each of 30 clusters, all of them copies of one. */
  const distinct = someRows(30, 3);
  const copies = Array.from({ length: 600 }, (_, i) => distinct[i % 30] ?? distinct[0]).filter(
    (row) => row !== undefined,
  );

  test('say as much as one of them: the interval is that of 30 rows, not of 600', () => {
    const wide = measure(
      clustered(copies, (row) => row % 30),
      { metric: 'brier' },
      { ...quick, resamples: 2000 },
    );
    const narrow = measure(scoredRows(copies), { metric: 'brier' }, { ...quick, resamples: 2000 });
    const few = measure(scoredRows(distinct), { metric: 'brier' }, { ...quick, resamples: 2000 });
    expect(width(wide.difference) / width(few.difference)).toBeCloseTo(1, 1);
    expect(width(wide.difference) / width(narrow.difference)).toBeGreaterThan(3.5);
    expect(defined(wide.difference).n).toBe(600);
  });
});

test('with more than 2,000 clusters the acceleration stays what it is with each left out', () => {
  const random = createRandom(9);
  const rows = someRows(6000).map((row) => ({ ...row, champion: random.next() / 2 ** 32 }));
  const many = measure(
    clustered(rows, (row) => row),
    { metric: 'brier' },
    { ...quick, resamples: 2000 },
  );
  const plain = measure(scoredRows(rows), { metric: 'brier' }, { ...quick, resamples: 2000 });
  expect(width(many.difference) / width(plain.difference)).toBeCloseTo(1, 1);
});

describe('a contrast asks either part for its own clusters', () => {
  const rows = someRows(600);
  /** Of one part only so many people. */
  const few = (part: string, people: number) =>
    clustered(rows, (row) => (rows[row]?.group === part ? row % people : 1000 + (row % 100)));
  const estimates = (scored: ScoredRows, metric: 'selection_rate' | 'precision') => {
    const found = measure(scored, { metric, group: contrast }, quick);
    return [found.challenger, found.champion, found.difference, found.widening];
  };

  test('five people are too few, however many stand beside them', () => {
    for (const estimate of estimates(few('young', 5), 'selection_rate'))
      expect(estimate).toMatchObject({ undefined: 'insufficient data: the rows are in 5 of 10 clusters' });
    const ratio = measure(few('young', 5), { metric: 'selection_rate', group: contrast, relative: true }, quick);
    expect(ratio.challenger).toMatchObject({ undefined: 'insufficient data: the rows are in 5 of 10 clusters' });
  });

  test('so are five of the reference', () => {
    for (const estimate of estimates(few('old', 5), 'selection_rate'))
      expect(estimate).toMatchObject({
        undefined: 'the reference: insufficient data: the rows are in 5 of 10 clusters',
      });
  });

  test('people none of whom the number counts are none', () => {
    const scored = few('young', 40);
    const chosen = scored.challenger.map((score, row) =>
      rows[row]?.group === 'young' && row % 40 >= 8 ? 0.1 : rows[row]?.group === 'young' ? 0.9 : score,
    );
    const [precision] = estimates({ ...scored, challenger: chosen }, 'precision');
    expect(precision).toMatchObject({ undefined: expect.stringMatching(/of 10 clusters/) });
  });

  test("nor are the champion's: a change is of both numbers", () => {
    const scored = few('young', 40);
    const champion = scored.challenger.map((score, row) =>
      rows[row]?.group === 'young' ? (row % 40 >= 8 ? 0.1 : 0.9) : score,
    );
    const [own, theirs, difference] = estimates({ ...scored, champion }, 'precision');
    expect(own).toHaveProperty('value');
    expect(theirs).toMatchObject({ undefined: expect.stringMatching(/of 10 clusters/) });
    expect(difference).toMatchObject({ undefined: expect.stringMatching(/^the champion: .*of 10 clusters/) });
  });
});
