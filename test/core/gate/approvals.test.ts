import { expect, test } from 'vitest';
import type { Estimate } from '../../../src/core/evaluation/estimate.ts';
import type { Approval } from '../../../src/core/gate/approvals.ts';
import { approvedBy } from './sample-approvals.ts';
import { creditGates, estimate, evidence, judged, lending } from './sample-evidence.ts';

const rule = { metric: 'roc_auc', rule: 'notWorse', margin: 0.03, why: 'Because.' };

function verdictOn(
  difference: Estimate,
  approvals: readonly (string | Approval)[],
  whenInconclusive: unknown,
  more: unknown[] = [],
) {
  const gates = { ...creditGates([rule, ...more]), ...whenOf(whenInconclusive) };
  const auc = { quantity: { metric: 'roc_auc' as const }, challenger: estimate(0.7, 0.6, 0.8), difference };
  return judged(evidence([auc]), gates, lending(), { approvals: approvedBy(...approvals) });
}

function whenOf(whenInconclusive: unknown) {
  return whenInconclusive === undefined ? {} : { whenInconclusive: whenInconclusive as 'block' };
}

const open = estimate(0, -0.04, 0.04);
const twoOf = { approve: { count: 2, from: ['mei', '@Tom', 'risk'] } };

test('too few rows block where nothing else is said', () => {
  for (const way of [undefined, 'block']) {
    const verdict = verdictOn(open, ['mei', 'tom'], way);
    expect(verdict.outcome).toBe('inconclusive');
    expect(verdict.sentence).not.toContain('approval');
  }
});

test('where people may answer for too few rows, it says how many of whom are missing', () => {
  const none = verdictOn(open, [], twoOf);
  expect(none).toMatchObject({ outcome: 'inconclusive', approvals: { count: 2, by: [] } });
  expect(none.sentence).toContain(
    'would decide. Needs 2 more approvals by mei, @Tom, risk, because the rows are too few to decide.',
  );
  const one = verdictOn(open, ['stranger', 'MEI'], twoOf);
  expect(one.outcome).toBe('inconclusive');
  expect(one.sentence).toContain('Needs 1 more approval by');
});

test('enough approvals override, which is never called a pass, and the verdict names who', () => {
  const verdict = verdictOn(open, ['mei', 'tom', 'stranger'], twoOf);
  expect(verdict).toMatchObject({ outcome: 'overridden', approvals: { by: [{ login: 'mei' }, { login: 'tom' }] } });
  expect(verdict.sentence).toContain('The rows are too few to decide; approved by mei, tom, as gates.yaml allows.');
});

test('a member of a team that is named counts, once, and the verdict names the team', () => {
  const uma = { login: 'uma', teams: ['acme/fraud', 'risk'] };
  const verdict = verdictOn(open, ['mei', uma], twoOf);
  expect(verdict).toMatchObject({
    outcome: 'overridden',
    approvals: { by: [{ login: 'mei' }, { login: 'uma', team: 'risk' }] },
  });
  expect(verdict.sentence).toContain('approved by mei, uma (risk), as gates.yaml allows.');
  expect(verdictOn(open, [{ login: 'mei', teams: ['risk'] }], twoOf)).toMatchObject({
    outcome: 'inconclusive',
    approvals: { by: [{ login: 'mei' }] },
  });
  expect(verdictOn(open, ['mei', { login: 'uma', teams: ['acme/fraud'] }], twoOf).outcome).toBe('inconclusive');
});

test('a team is compared as it is written, without capitals and "@"', () => {
  const named = { approve: { count: 1, from: ['@Acme/Risk'] } };
  expect(verdictOn(open, [{ login: 'uma', teams: ['acme/risk'] }], named).outcome).toBe('overridden');
  expect(verdictOn(open, [{ login: 'uma', teams: ['risk'] }], named).outcome).toBe('inconclusive');
});

test('without names anybody counts who was counted at all', () => {
  expect(verdictOn(open, ['stranger'], { approve: { count: 1 } }).outcome).toBe('overridden');
});

test.each<[string, Estimate, string]>([
  ['passed', estimate(0.02, 0.01, 0.03), 'pass'],
  ['failed', estimate(-0.1, -0.12, -0.08), 'fail'],
  ['undefined', { undefined: 'no positives', n: 3 }, 'inconclusive'],
])('what %s is not for people to answer', (_, difference, outcome) => {
  const verdict = verdictOn(difference, ['mei', 'tom'], twoOf);
  expect(verdict.outcome).toBe(outcome);
  expect(verdict.approvals).toBeUndefined();
});

test('one undefined number among those that are open keeps all of it shut', () => {
  const undefinedOne = { any: [{ metric: 'roc_auc', rule: 'atLeast', threshold: 0.1, why: 'a' }], why: 'b' };
  const none = { metric: 'recall', contrast: 'nobody', rule: 'atLeast', threshold: 0.1, why: 'c' };
  expect(verdictOn(open, ['mei', 'tom'], twoOf, [none]).outcome).toBe('inconclusive');
  expect(verdictOn(open, ['mei', 'tom'], twoOf, [undefinedOne]).outcome).toBe('overridden');
});

test('what no number of rows decides is not for people to answer either', () => {
  const score = { metric: 'mean_score', rule: 'superior', why: 'Because.' };
  const quantity = { metric: 'mean_score' } as const;
  const made = evidence([{ quantity, challenger: estimate(0.7, 0.6, 0.8), difference: open }]);
  const verdict = judged(made, { ...creditGates([score]), whenInconclusive: twoOf }, lending(), {
    approvals: approvedBy('mei', 'tom'),
  });
  expect(verdict.outcome).toBe('inconclusive');
  expect(verdict.sentence).not.toContain('approv');
});
