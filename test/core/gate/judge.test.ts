import fc from 'fast-check';
import { expect, test } from 'vitest';
import { digestOf } from '../../../src/core/digest.ts';
import type { Estimate } from '../../../src/core/evaluation/estimate.ts';
import type { Evidence } from '../../../src/core/gate/evidence.ts';
import { judge } from '../../../src/core/gate/judge.ts';
import type { RuleVerdict } from '../../../src/core/gate/verdict.ts';
import { rulesOf } from '../../../src/core/report/outcome-text.ts';
import {
  creditGates,
  estimate,
  evidence,
  firstEvidence,
  judged,
  lending,
  passing,
  unfair,
  youngGood,
} from './sample-evidence.ts';

const why = 'Because.';
const better = (low: number, high: number) => estimate((low + high) / 2, low, high);

/** The verdict of one rule on one metric whose deciding number is this. */
function ruled(rule: Record<string, unknown>, effect: Estimate): RuleVerdict {
  const quantity = rule['contrast']
    ? { ...youngGood, metric: rule['metric'] as 'roc_auc' }
    : { metric: rule['metric'] as 'roc_auc' };
  const { among: _, ...plain } = { among: undefined, ...quantity };
  const measurement = { quantity: plain, challenger: effect, champion: effect, difference: effect, widening: effect };
  const verdict = judged(evidence([measurement]), creditGates([{ why, ...rule }]), lending());
  const [only] = rulesOf(verdict);
  if (only === undefined) throw new Error('no rule was judged');
  expect(verdict.outcome).toBe(only.outcome);
  return only;
}

const auc = { metric: 'roc_auc' };
const cost = { metric: 'expected_cost' };
const gap = { metric: 'mean_score', contrast: 'age', rule: 'gapNotWider', margin: 0.03 };

test.each([
  [{ ...auc, rule: 'notWorse', margin: 0.03 }, better(0.01, 0.05), 'pass', 'better'],
  [{ ...auc, rule: 'notWorse', margin: 0.03 }, better(0, 0.05), 'pass', 'not worse'],
  [{ ...auc, rule: 'notWorse', margin: 0.03 }, better(-0.0299, 0.01), 'pass', 'not worse'],
  [{ ...auc, rule: 'notWorse', margin: 0.03 }, better(-0.02, -0.01), 'pass', 'within the margin'],
  [{ ...auc, rule: 'notWorse', margin: 0.03 }, better(-0.03, 0.01), 'inconclusive', "can't tell"],
  [{ ...auc, rule: 'notWorse', margin: 0.03 }, better(-0.05, -0.03), 'inconclusive', "can't tell"],
  [{ ...auc, rule: 'notWorse', margin: 0.03 }, better(-0.05, -0.031), 'fail', 'worse'],
  [{ ...cost, rule: 'notWorse', margin: 0.1 }, better(-0.3, -0.1), 'pass', 'better'],
  [{ ...cost, rule: 'notWorse', margin: 0.1 }, better(0.01, 0.09), 'pass', 'within the margin'],
  [{ ...cost, rule: 'notWorse', margin: 0.1 }, better(0.2, 0.3), 'fail', 'worse'],
  [{ ...auc, rule: 'superior' }, better(0.001, 0.02), 'pass', 'better'],
  [{ ...auc, rule: 'superior' }, better(0, 0.02), 'inconclusive', "can't tell"],
  [{ ...auc, rule: 'superior' }, better(-0.02, -0.001), 'fail', 'worse'],
  [{ metric: 'mean_score', rule: 'superior' }, better(0.1, 0.2), 'inconclusive', "can't be judged"],
  [{ ...auc, rule: 'atLeast', threshold: 0.6 }, better(0.61, 0.7), 'pass', 'high enough'],
  [{ ...auc, rule: 'atLeast', threshold: 0.6 }, better(0.6, 0.7), 'inconclusive', "can't tell"],
  [{ ...auc, rule: 'atLeast', threshold: 0.6 }, better(0.5, 0.59), 'fail', 'too low'],
  [{ ...cost, rule: 'atMost', threshold: 0.6 }, better(0.5, 0.59), 'pass', 'low enough'],
  [{ ...cost, rule: 'atMost', threshold: 0.6 }, better(0.61, 0.7), 'fail', 'too high'],
  [gap, better(-0.02, 0.02), 'pass', 'not wider'],
  [gap, better(-0.09, -0.05), 'pass', 'narrower'],
  [gap, better(-0.02, 0.03), 'inconclusive', "can't tell"],
  [gap, better(0.03, 0.06), 'inconclusive', "can't tell"],
  [gap, better(0.031, 0.06), 'fail', 'wider'],
  [{ ...gap, worseIs: 'higher' }, better(-0.02, 0.02), 'pass', 'not higher'],
  [{ ...gap, worseIs: 'higher' }, better(-0.09, -0.05), 'pass', 'lower'],
  [{ ...gap, worseIs: 'higher' }, better(0.031, 0.06), 'fail', 'higher'],
  [{ ...gap, worseIs: 'lower' }, better(0.05, 0.09), 'pass', 'higher'],
  [{ ...gap, worseIs: 'lower' }, better(-0.02, 0.06), 'pass', 'not lower'],
  [{ ...gap, worseIs: 'lower' }, better(-0.06, -0.031), 'fail', 'lower'],
  [{ ...gap, worseIs: 'lower' }, better(-0.06, 0.02), 'inconclusive', "can't tell"],
] as const)('%o on %o: %s, %s', (rule, effect, outcome, word) => {
  expect(ruled(rule, effect)).toMatchObject({ outcome, word });
});

test('a gap rule that says what harms the group reads the signed change, one without reads the change of the size', () => {
  const moved: Evidence['measurements'] = passing.map((measurement) =>
    measurement.quantity === youngGood
      ? { ...measurement, difference: estimate(0.05, 0.04, 0.06, 33), widening: estimate(-0.01, -0.02, 0.01, 33) }
      : measurement,
  );
  const outcomes = [{}, { worseIs: 'higher' }, { worseIs: 'lower' }].map((way) => {
    const rule = { ...gap, among: { label: 'Good' }, why, ...way };
    return judged(evidence(moved), creditGates([rule]), lending()).outcome;
  });
  expect(outcomes).toEqual(['pass', 'fail', 'pass']);
});

test('evidence that compares with what production no longer runs, or made under another policy, waits for new', () => {
  const against = (champion: string) => judged(evidence(), creditGates(), lending(), { champion: digestOf(champion) });
  expect(against('champion').outcome).toBe('pass');
  expect(against('newer')).toMatchObject({
    outcome: 'waiting',
    sentence: expect.stringContaining('compares with 1.3.0'),
  });
  expect(judge(evidence(), creditGates(), lending())).toMatchObject({
    outcome: 'waiting',
    sentence: expect.stringContaining('under another policy'),
  });
});

test('the verdict says what a person would say', () => {
  expect(judged(evidence(), creditGates(), lending())).toMatchObject({
    outcome: 'pass',
    sentence: 'Every rule holds.',
  });
  expect(judged(evidence(unfair), creditGates(), lending())).toMatchObject({
    outcome: 'fail',
    sentence:
      'Mean score of those labelled Good, 25 or under against over 25: wider by 0.050 (0.032 … 0.070); 0.03 is allowed.',
  });
});

test('undecided says how many rows would decide, or that none do', () => {
  const wide = ruled({ ...auc, rule: 'notWorse', margin: 0.03 }, estimate(0, -0.06, 0.06));
  expect(wide.moreRows).toBeGreaterThan(1000); // 300 · (((2.576 + 0.842) · 0.0233) / 0.03)² = 2,112 in all
  expect(wide.sentence).toContain('on 300 rows; about 1,900 more would decide.');
  const onTheLine = ruled({ ...auc, rule: 'superior' }, estimate(0, -0.06, 0.06));
  expect(onTheLine.moreRows).toBeUndefined();
  expect(onTheLine.sentence).toContain('no number of rows decides');
});

test('what was not measured waits', () => {
  expect(judged(evidence([]), creditGates(), lending()).outcome).toBe('waiting');
});

test('a champion that must be there and is not fails', () => {
  expect(judged(firstEvidence(), creditGates(), lending()).outcome).toBe('fail');
});

test('a first version is held against the baseline; rules that compare say that they do not apply', () => {
  const verdict = judged(firstEvidence(), creditGates(), lending(), { firstVersion: true });
  expect(verdict.outcome).toBe('pass');
  expect(rulesOf(verdict).map((rule) => rule.word)).toEqual(['better', "doesn't apply", "doesn't apply"]);
  const equal = judged(firstEvidence(estimate(0, -0.05, 0.05)), creditGates(), lending(), { firstVersion: true });
  expect(equal.outcome).toBe('inconclusive');
  const lenient = lending({ firstVersion: { rule: 'notWorse', margin: 0.1 } });
  expect(judged(firstEvidence(estimate(0, -0.05, 0.05)), creditGates(), lenient, { firstVersion: true }).outcome).toBe(
    'pass',
  );
});

test('a warning shows and does not block, and warnings alone pass nothing', () => {
  const warning = { ...auc, rule: 'atLeast', threshold: 0.99, severity: 'warn', why };
  const both = judged(evidence(), creditGates([{ ...auc, rule: 'notWorse', margin: 0.03, why }, warning]), lending());
  expect(both.outcome).toBe('pass');
  expect(rulesOf(both).at(-1)).toMatchObject({ outcome: 'fail', severity: 'warn' });
  expect(judged(evidence(), creditGates([warning]), lending()).outcome).toBe('inconclusive');
});

test('every group but the reference must pass', () => {
  const ages = ['old', 'young', 'middle'].map((value) => ({ value, n: 100, reference: value === 'middle' }));
  const measured = (value: string, high: number): Evidence['measurements'][number] => ({
    quantity: { metric: 'mean_score', group: { name: 'age', value, reference: 'middle' } },
    challenger: estimate(0, -0.1, 0.1),
    champion: estimate(0, -0.1, 0.1),
    widening: estimate(0, -0.01, high),
  });
  const given = (high: number) => evidence([measured('old', 0.01), measured('young', high)], { groups: { age: ages } });
  const gates = creditGates([{ ...gap, why }]);
  expect(judged(given(0.02), gates, lending()).outcome).toBe('pass');
  expect(judged(given(0.04), gates, lending()).outcome).toBe('inconclusive');
  const onlyReference = evidence([], { groups: { age: [{ value: 'middle', n: 9, reference: true }] } });
  expect(judged(onlyReference, gates, lending()).outcome).toBe('inconclusive');
});

test('evidence about another model is refused', () => {
  expect(() => judged(evidence(passing, { model: 'other' }), creditGates(), lending())).toThrow('is about "other"');
});

const unusable = fc.oneof(
  fc.constant<Estimate>({ undefined: 'too few rows', n: 3 }),
  fc
    .tuple(
      fc.double(),
      fc.double(),
      fc.double(),
      fc.constantFrom(0, 1, 2),
      fc.constantFrom(Number.NaN, Infinity, -Infinity),
    )
    .map(([value, low, high, at, bad]) => {
      const numbers = [value, low, high].map((number, i) => (i === at ? bad : number));
      return estimate(numbers[0] ?? bad, numbers[1] ?? bad, numbers[2] ?? bad);
    }),
  fc
    .tuple(fc.double({ noNaN: true }), fc.double({ noNaN: true }))
    .filter(([a, b]) => a > b)
    .map(([low, high]) => estimate(low, low, high)),
);
const anyRule = fc.constantFrom<Record<string, unknown>>(
  { ...auc, rule: 'notWorse', margin: 1e300 },
  { ...auc, rule: 'superior' },
  { ...auc, rule: 'atLeast', threshold: -1e308 },
  { ...cost, rule: 'atMost', threshold: 1e308 },
  { ...gap, margin: 1e300 },
);

test('no undefined, infinite or inverted number is ever green, whatever the rule', () => {
  fc.assert(fc.property(anyRule, unusable, (rule, effect) => ruled(rule, effect).outcome === 'inconclusive'));
});
