import { describe, expect, test } from 'vitest';
import { measure } from '../../../src/core/comparison/measure.ts';
import type { MetricRule } from '../../../src/core/definitions/schema/gate-rules.ts';
import { isDefined } from '../../../src/core/evaluation/estimate.ts';
import { withholdSmallCells } from '../../../src/core/evaluation/withhold-small-cells.ts';
import { categoryColumn } from '../../../src/core/features/category.ts';
import type { Evidence, Quantity } from '../../../src/core/gate/evidence.ts';
import { judgeRule } from '../../../src/core/gate/rule-verdict.ts';
import { scoredRows, settings, someRows } from '../comparison/rows.ts';
import { evidence } from '../gate/sample-evidence.ts';

const groups = {
  age: [
    { value: 'old', n: 400, reference: true },
    { value: 'young', n: 100, reference: false },
  ],
};

/** Of 400 old and 100 young rows, so many of the young positive; every tenth is of grade C. */
function published(positives: number, asked: readonly Quantity[], rules: readonly MetricRule[] = []): Evidence {
  const rows = someRows(500).map((row, i) => {
    if (i < 400) return { ...row, group: 'old' };
    return { ...row, group: 'young', label: Number(i - 400 < positives) };
  });
  const grade = categoryColumn(rows.map((_, i) => (i % 10 === 0 ? 'C' : 'A')));
  const scored = { ...scoredRows(rows), groups: new Map([...scoredRows(rows).groups, ['grade', grade]]) };
  const quick = { ...settings, resamples: 200 };
  const found = evidence(
    asked.map((quantity) => measure(scored, quantity, quick)),
    { tier: 'dev', groups, alpha: 0.05, rows: { evaluated: 500, trainedOn: 0, unlabelled: 0 } },
  );
  return withholdSmallCells(found, rules, 30);
}

const of = (metric: Quantity['metric'], value: string): Quantity => ({ metric, group: { name: 'age', value } });
const countOf = ({ measurements }: Evidence, which: number) => {
  const { n, fewerThan } = measurements[which]?.challenger ?? { n: -1 };
  return fewerThan === undefined ? n : [n, fewerThan];
};

describe('where the young have 12 positives', () => {
  const asked = [of('recall', 'old'), of('recall', 'young'), of('false_positive_rate', 'young')];
  const found = published(12, [
    ...asked,
    of('accuracy', 'young'),
    of('false_positive_rate', 'old'),
    { metric: 'recall' },
  ]);

  test('all positives less those of the old tell nothing, nor the young less their negatives', () => {
    expect(countOf(found, 1)).toEqual([0, 30]);
    for (const which of [0, 2, 4]) {
      const [n, below] = [countOf(found, which)].flat();
      expect(n).toBeGreaterThan(0);
      expect((n ?? 1) % 30).toBe(0);
      expect(below).toBe((n ?? 0) + 30);
    }
    expect(countOf(found, 2)).toEqual([60, 90]); // 88
  });

  test('what all rows of a part are counted by stays', () => {
    expect(countOf(found, 3)).toBe(100);
    expect(isDefined(found.measurements[5]?.challenger ?? { undefined: '', n: 0 })).toBe(true);
  });
});

test('where each label has thirty rows everywhere, counts stay', () => {
  expect(countOf(published(40, [of('recall', 'young'), of('false_positive_rate', 'young')]), 0)).toBe(40);
});

test('a stratum with few rows takes the exact counts of the others with it', () => {
  const within = (value: string): Quantity => ({
    metric: 'selection_rate',
    group: { name: 'age', value: 'young', within: { name: 'grade', value } },
  });
  const found = published(40, [within('A'), within('C')]);
  expect([countOf(found, 0), countOf(found, 1)]).toEqual([
    [90, 120],
    [0, 30],
  ]);
});

test('a rule that asks for so many rows is judged as by the count itself', () => {
  const rule = (minimumRows: number): MetricRule => ({
    ...{
      metric: 'false_positive_rate',
      rule: 'atMost',
      threshold: 1.5,
      why: 'Because.',
      severity: 'deny',
      minimumRows,
    },
    slice: { group: 'age', part: 'young' },
  });
  const quantity = of('false_positive_rate', 'young'); // counts 88
  const judged = (asks: number) => {
    const found = published(12, [of('recall', 'young'), quantity], [rule(asks)]);
    return judgeRule({ rule: rule(asks), quantity }, found.measurements[1], 0.05);
  };
  expect(judged(88).outcome).toBe('pass');
  expect(judged(89)).toMatchObject({
    outcome: 'inconclusive',
    sentence: expect.stringContaining('60 or more negative rows, and the rule asks for 89; at most 29 more are needed'),
  });
});
