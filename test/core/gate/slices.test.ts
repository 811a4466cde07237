import { describe, expect, test } from 'vitest';
import { decidingQuantities } from '../../../src/core/evaluation/quantities.ts';
import { roundForHoldout } from '../../../src/core/evaluation/round-for-holdout.ts';
import type { Evidence } from '../../../src/core/gate/evidence.ts';
import { changeText } from '../../../src/core/report/explanation-text.ts';
import { rulesOf } from '../../../src/core/report/outcome-text.ts';
import { creditGates, estimate, evidence, judged, lending } from './sample-evidence.ts';

const why = 'Because.';
const rule = { metric: 'roc_auc', slice: { group: 'age' }, rule: 'atLeast', threshold: 0.4, why };
const verdict = (asked: object, made: Evidence = evidence()) => judged(made, creditGates([asked]), lending());

describe('a rule on a slice', () => {
  test('asks of every part of a group, and all must hold', () => {
    const found = verdict(rule);
    expect(found.outcome).toBe('pass');
    expect(rulesOf(found).map(({ title, outcome }) => [title, outcome])).toEqual([
      ['ROC AUC, age 25 or under', 'pass'],
      ['ROC AUC, age over 25', 'pass'],
    ]);
    expect(verdict({ ...rule, threshold: 0.5 })).toMatchObject({
      outcome: 'inconclusive',
      sentence: expect.stringMatching(
        /^ROC AUC, age 25 or under: can't tell whether it is at least 0\.5: 0\.58 \(0\.41 … 0\.73\) on 57 rows of 25 or under; about \d+ more would decide\.$/,
      ),
    });
  });

  test('or of the part that it names', () => {
    const found = verdict({ ...rule, slice: { group: 'age', part: 'over 25' }, threshold: 0.6 });
    expect(rulesOf(found)).toHaveLength(1);
    expect(found).toMatchObject({ outcome: 'pass', sentence: expect.stringContaining('ROC AUC, age over 25: 0.69') });
  });

  test('compares with production in it, and says what would pass', () => {
    const found = verdict({
      metric: 'roc_auc',
      slice: { group: 'age' },
      rule: 'notWorse',
      margin: 0.01,
      anchor: 'none',
      why,
    });
    const [young] = rulesOf(found);
    expect(young).toMatchObject({ outcome: 'inconclusive', effect: { value: 0.01, n: 57 } });
    expect(young && changeText(young)).toMatch(/more rows of 25 or under, or with a difference of more than .*/);
  });

  test('with a part that is not there, or that was not measured, passes nothing', () => {
    expect(verdict({ ...rule, slice: { group: 'age', part: 'under 18' } })).toMatchObject({
      outcome: 'inconclusive',
      sentence:
        'ROC AUC by age: at least 0.4: no row here is of a part "under 18" of age, which has "25 or under", "over 25".',
    });
    expect(verdict(rule, evidence(undefined, { groups: {} })).outcome).toBe('inconclusive');
    expect(verdict({ ...rule, metric: 'recall' }).outcome).toBe('waiting');
    const quantity = { metric: 'roc_auc' as const, group: { name: 'age', value: 'over 25' } };
    const few = evidence([{ quantity, challenger: { undefined: 'fewer than 30 rows', n: 0 } }]);
    expect(verdict({ ...rule, slice: { group: 'age', part: 'over 25' } }, few).outcome).toBe('inconclusive');
  });
});

test.each([
  ['young × f', undefined, 'the part "young × f" of both has too few rows; it is pooled into "others"'],
  [
    'young × f',
    true,
    'the part "young × f" of both has too few rows; it is pooled into "others", which has too few, too',
  ],
  ['others', true, 'the part "others" of both has too few rows'],
  ['young × x', undefined, 'no row here is of a part "young × x" of both, which has "old × f", "others"'],
] as const)('a rare combination %s has too few rows, and is not said to have none', (part, pruned, says) => {
  const groups = {
    both: [
      { value: 'old × f', n: 200, reference: true },
      { value: 'others', n: 40, reference: false, pooled: ['young × f', 'young × m'], ...(pruned && { pruned }) },
    ],
  };
  const found = verdict({ ...rule, slice: { group: 'both', part } }, evidence([], { groups }));
  expect(found).toMatchObject({ outcome: 'inconclusive', sentence: `ROC AUC by both: at least 0.4: ${says}.` });
});

test('what slices ask is measured, and leaves the holdout with the sizes of the group', () => {
  const gates = creditGates([rule]);
  const asked = decidingQuantities(gates, evidence().groups, lending());
  expect(asked).toEqual([
    { metric: 'roc_auc' },
    { metric: 'roc_auc', group: { name: 'age', value: '25 or under' } },
    { metric: 'roc_auc', group: { name: 'age', value: 'over 25' } },
  ]);
  const leaves = roundForHoldout(evidence(), gates, lending());
  expect(leaves.groups).toHaveProperty('age');
  expect(leaves.measurements.map(({ quantity }) => quantity)).toEqual(asked);
});

test('a margin that is a share of the number in production is one in each part, too', () => {
  const quantity = { metric: 'roc_auc' as const, group: { name: 'age', value: 'over 25' }, relative: true as const };
  const made = evidence([
    { quantity, challenger: estimate(0.69, 0.62, 0.75), difference: estimate(-0.05, -0.06, -0.04, 243) },
  ]);
  const slice = { group: 'age', part: 'over 25' };
  const asked = { metric: 'roc_auc', slice, rule: 'notWorse', margin: '2%', anchor: 'none', why };
  expect(verdict(asked, made).sentence).toBe('ROC AUC, age over 25: worse by 5.0 % (4.0 … 6.0); 2 % is allowed.');
});
