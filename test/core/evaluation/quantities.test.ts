import { expect, test } from 'vitest';
import type { MetricName } from '../../../src/core/definitions/schema/gates.ts';
import { decidingQuantities, quantitiesOf } from '../../../src/core/evaluation/quantities.ts';
import { creditGates, evidence, lending, youngGood } from '../gate/sample-evidence.ts';

const gates = creditGates();
const project = lending();
const { groups } = evidence();
const auc = { metric: 'roc_auc' } as const;
const cost = { metric: 'expected_cost' } as const;
const [young, old] = ['25 or under', 'over 25'];
const contrast = { name: 'age', value: young, reference: old };

test('the verdict needs the first metric and what the rules are about, each once', () => {
  expect(decidingQuantities(gates, groups, project)).toEqual([auc, youngGood]);
  const onCost = creditGates([{ ...cost, rule: 'superior', why: 'x' }]);
  expect(decidingQuantities(onCost, groups, project)).toEqual([auc, cost]);
});

test('everything measured: the metrics, then what rules need, then every metric by group, each once', () => {
  expect(quantitiesOf(gates, groups, project)).toEqual([
    auc,
    cost,
    youngGood,
    { ...auc, group: { name: 'age', value: young } },
    { ...auc, group: contrast },
    { ...auc, group: { name: 'age', value: old } },
    { ...cost, group: { name: 'age', value: young } },
    { ...cost, group: contrast },
    { ...cost, group: { name: 'age', value: old } },
  ]);
});

test('a contrast that a rule asks for is not measured again with its group', () => {
  const rule = creditGates([{ ...auc, contrast: 'age', rule: 'gapNotWider', margin: 0.1, why: 'x' }]);
  const all = quantitiesOf(rule, groups, project).map((quantity) => JSON.stringify(quantity));
  expect(all).toHaveLength(8);
  expect(new Set(all).size).toBe(8);
});

test('a group without a reference is measured by value only, and one without values not at all', () => {
  const plain = creditGates([{ ...auc, rule: 'superior', why: 'x' }]);
  const loose = { age: [{ value: young, n: 3, reference: false }], sex: [] };
  expect(quantitiesOf(plain, loose, project).filter(({ group }) => group)).toEqual([
    { ...auc, group: { name: 'age', value: young } },
    { ...cost, group: { name: 'age', value: young } },
  ]);
});

test('2,000 measurements are made and no more', () => {
  const metrics: MetricName[] = ['roc_auc'];
  const one = creditGates([{ ...auc, rule: 'superior', why: 'x' }]);
  const policy = { ...one, evaluate: { ...one.evaluate, metrics } };
  const values = (count: number) =>
    Array.from({ length: count }, (_, i) => ({ value: `v${i}`, n: 9, reference: i === 0 }));
  // a group of k values asks for 2 k - 1
  const nine = (last: number) =>
    Object.fromEntries(Array.from({ length: 9 }, (_, i) => [`g${i}`, values(i === 8 ? last : 112)]));
  expect(quantitiesOf(policy, nine(108), project)).toHaveLength(2000);
  expect(() => quantitiesOf(policy, nine(109), project)).toThrowError(
    expect.objectContaining({ class: 'config', message: expect.stringContaining('2002') }),
  );
});
