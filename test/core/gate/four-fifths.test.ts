import { expect, test } from 'vitest';
import type { Estimate } from '../../../src/core/evaluation/estimate.ts';
import { decidingQuantities } from '../../../src/core/evaluation/quantities.ts';
import { roundForHoldout } from '../../../src/core/evaluation/round-for-holdout.ts';
import { type Evidence, evidenceSchema } from '../../../src/core/gate/evidence.ts';
import { changeText } from '../../../src/core/report/explanation-text.ts';
import { rulesOf } from '../../../src/core/report/outcome-text.ts';
import { creditGates, estimate, evidence, judged, lending } from './sample-evidence.ts';

const why = 'Because.';
const rule = { metric: 'negative_rate', rule: 'fourFifths', contrast: 'age', why };
const [value, reference] = ['25 or under', 'over 25'];
const quantity = { metric: 'negative_rate', relative: true, group: { name: 'age', value, reference } } as const;

function verdictOn(ratio: Estimate, fisher?: number, changed: Record<string, unknown> = {}) {
  const made = evidence([{ quantity, challenger: ratio, ...(fisher !== undefined && { fisher }) }]);
  return judged(made, creditGates([{ ...rule, ...changed }]), lending());
}

test.each<[string, Estimate, number | undefined, string]>([
  ['both bounds within', estimate(0.95, 0.81, 1.1, 57, 'Koopman'), 0.5, 'pass'],
  ['a bound on the line', estimate(0.95, 0.8, 1.1, 57, 'Koopman'), 0.5, 'inconclusive'],
  ['certainly below', estimate(0.6, 0.5, 0.79, 57, 'Koopman'), 0.001, 'fail'],
  ['the other group certainly below', estimate(1.6, 1.26, 2, 57, 'Koopman'), 0.001, 'fail'],
  ['perhaps below, and Fisher says it is no chance', estimate(0.7, 0.55, 0.9, 57, 'Koopman'), 0.004, 'fail'],
  ['perhaps below, and it may be chance', estimate(0.7, 0.4, 1.2, 57, 'Koopman'), 0.3, 'inconclusive'],
  ['within, and unequal for certain', estimate(0.9, 0.79, 0.99, 57, 'Koopman'), 0.004, 'inconclusive'],
  ['below, and no test', estimate(0.7, 0.55, 0.9, 57, 'Koopman'), undefined, 'inconclusive'],
  ['undefined', { undefined: 'insufficient data: 12 of 30 rows', n: 12 }, undefined, 'inconclusive'],
])('%s', (_, ratio, fisher, outcome) => {
  expect(verdictOn(ratio, fisher).outcome).toBe(outcome);
});

test('the sentence has the ratio, what is asked and the test beside it', () => {
  expect(verdictOn(estimate(0.7, 0.55, 0.9, 57, 'Koopman'), 0.0042).sentence).toBe(
    "Negative rate, 25 or under as a share of over 25: ratio 0.70 (0.55 … 0.90), outside 0.8 to 1.25; Fisher's exact test says p = 0.004.",
  );
});

test('by the number alone the ratio decides, as a published table of impact ratios does', () => {
  const alone = { decides: 'value' };
  expect(verdictOn(estimate(0.8, 0.4, 1.6, 57, 'Koopman'), 0.5, alone).outcome).toBe('pass');
  expect(verdictOn(estimate(0.79, 0.4, 1.6, 57, 'Koopman'), 0.5, alone).outcome).toBe('fail');
});

const races = [
  { value: 'a', n: 500, reference: true },
  { value: 'b', n: 300, reference: false },
  { value: 'c', n: 190, reference: false },
  { value: 'd', n: 10, reference: false },
];
const pairs = (changed: Record<string, unknown>) =>
  decidingQuantities(creditGates([{ ...rule, ...changed }]), { age: races }, lending()).flatMap(({ group }) =>
    group ? [`${group.value}/${group.reference}`] : [],
  );

test('every two parts are held against each other once, the reference last', () => {
  expect(pairs({})).toEqual(['b/c', 'b/d', 'b/a', 'c/d', 'c/a', 'd/a']);
});

test('parts with too small a share of the rows are left out, and named', () => {
  expect(pairs({ minimumShare: 0.02 })).toEqual(['b/c', 'b/a', 'c/a']);
  const gates = creditGates([{ ...rule, minimumShare: 0.02 }]);
  const measurements = decidingQuantities(gates, { age: races }, lending()).map((one) => ({
    quantity: one,
    challenger: estimate(1, 0.9, 1.1, 190, 'Koopman'),
  }));
  const verdict = judged(evidence(measurements, { groups: { age: races } }), gates, lending());
  expect(verdict.outcome).toBe('pass');
  expect(verdict.children).toMatchObject([{ title: 'negative rate by age: ratio 0.8 to 1.25; left out, too few: d' }]);
  expect(rulesOf(verdict)).toHaveLength(3);
});

test('what leaves the holdout is rounded: the ratio to its error, the test upward to one digit', () => {
  const ratio = { ...estimate(0.713, 0.556, 0.914, 57, 'Koopman'), se: 0.09 };
  const made: Evidence = evidence([{ quantity, challenger: ratio, fisher: 0.00421 }]);
  const rounded = roundForHoldout(made, creditGates([rule]), lending());
  expect(rounded.measurements).toMatchObject([{ challenger: { value: 0.72, low: 0.54, high: 0.99 }, fisher: 0.005 }]);
  expect(roundForHoldout(rounded, creditGates([rule]), lending())).toEqual(rounded);
  expect(evidenceSchema.parse(rounded)).toEqual(rounded);
});

test('rows of a ratio are those of the smaller group, whichever it is', () => {
  const open = verdictOn({ ...estimate(0.95, 0.7, 1.2, 68, 'Koopman'), se: 0.15 }, 0.5);
  expect(open.sentence).toContain(' on 68 rows of the smaller group; about ');
  const [rule] = rulesOf(open);
  expect(rule && changeText(rule)).toMatch(/^with about [\d,]+ more rows of the smaller group/);
});
