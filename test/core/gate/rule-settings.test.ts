import { expect, test } from 'vitest';
import type { Estimate } from '../../../src/core/evaluation/estimate.ts';
import { decidingQuantities } from '../../../src/core/evaluation/quantities.ts';
import type { Evidence, Quantity } from '../../../src/core/gate/evidence.ts';
import { levelOfQuantity } from '../../../src/core/gate/level.ts';
import type { RuleVerdict } from '../../../src/core/gate/verdict.ts';
import { rulesOf } from '../../../src/core/report/outcome-text.ts';
import { creditGates, estimate, evidence, judged, lending } from './sample-evidence.ts';

const why = 'Because.';

function ruled(rule: Record<string, unknown>, effect: Estimate, quantity: Partial<Quantity> = {}): RuleVerdict {
  const measurement = {
    quantity: { metric: rule['metric'] as 'recall', ...quantity },
    challenger: effect,
    champion: estimate(0.7, 0.6, 0.8),
    difference: effect,
  };
  const [only] = rulesOf(judged(evidence([measurement]), creditGates([{ why, ...rule }]), lending()));
  if (only === undefined) throw new Error('no rule was judged');
  return only;
}

const recall = { metric: 'recall', rule: 'atLeast', threshold: 0.6 };

test('fewer rows than a rule asks for leave it undecided, whatever they say, and it says how many are missing', () => {
  for (const number of [estimate(0.7, 0.65, 0.75, 120), estimate(0.5, 0.45, 0.55, 120)]) {
    expect(ruled({ ...recall, minimumRows: 500 }, number)).toMatchObject({
      outcome: 'inconclusive',
      word: 'too few rows',
      moreRows: 380,
      sentence: 'Recall: 120 positive rows, and the rule asks for 500; 380 more are needed.',
    });
    expect(ruled({ ...recall, minimumRows: 120 }, number).outcome).not.toBe('inconclusive');
  }
});

test('a rule with its own alpha is measured at that, and others of the same metric are not', () => {
  const strict = { ...recall, alpha: 0.01, why };
  const gates = creditGates([strict, { ...recall, why }]);
  expect(decidingQuantities(gates, evidence().groups, lending())).toEqual([
    { metric: 'roc_auc' },
    { metric: 'recall', level: { alpha: 0.01 } },
    { metric: 'recall' },
  ]);
  const pass = estimate(0.7, 0.65, 0.75);
  expect(ruled({ ...recall, alpha: 0.01 }, pass).outcome).toBe('waiting');
  expect(ruled({ ...recall, alpha: 0.01 }, pass, { level: { alpha: 0.01 } }).outcome).toBe('pass');
});

test.each<[Quantity['level'], number]>([
  [undefined, 0.005],
  [{ alpha: 0.01 }, 0.001], // a fifth of 0.05, so a fifth of what this evaluation may spend
  [{ alpha: 0.2 }, 0.005], // laxer only where another alpha is tried on these gates: none is
  [{ oneOf: 2 }, 0.0025],
  [{ alpha: 0.01, oneOf: 4 }, 0.00025],
])('%o is asked at %f, where the evaluation may spend 0.005 of 0.05', (level, expected) => {
  const quantity: Quantity = { metric: 'recall', ...(level && { level }) };
  expect(levelOfQuantity(quantity, 0.005, 0.05)).toBeCloseTo(expected, 15);
});

test("rows that would decide are counted at the rule's own level", () => {
  const open = estimate(0.62, 0.57, 0.67, 300);
  const strict = ruled({ ...recall, alpha: 0.001 }, { ...open, se: 0.02 }, { level: { alpha: 0.001 } });
  const usual = ruled(recall, { ...open, se: 0.02 });
  expect(strict.moreRows).toBeGreaterThan(usual.moreRows ?? Number.POSITIVE_INFINITY);
});

const relative = { metric: 'roc_auc', rule: 'notWorse', margin: '2%' };
const asShare = { relative: true } as const;

test.each<[string, Record<string, unknown>, Estimate, string, string]>([
  ['within', relative, estimate(-0.005, -0.019, 0.008), 'pass', 'not worse'],
  ['on the line', relative, estimate(-0.005, -0.02, 0.008), 'inconclusive', "can't tell"],
  ['beyond', relative, estimate(-0.05, -0.08, -0.021), 'fail', 'worse'],
  ['of a loss', { ...relative, metric: 'log_loss' }, estimate(0.05, 0.021, 0.08), 'fail', 'worse'],
  ['gain', { ...relative, rule: 'superior' }, estimate(0.04, 0.021, 0.06), 'pass', 'better'],
  ['too little gain', { ...relative, rule: 'superior' }, estimate(0.01, 0.001, 0.019), 'fail', 'not better enough'],
  ['undefined', relative, { undefined: 'may be 0', n: 300 }, 'inconclusive', 'undefined'],
])('a margin that is a share of the number in production: %s', (_, rule, effect, outcome, word) => {
  expect(ruled(rule, effect, asShare)).toMatchObject({ outcome, word });
});

test('a share is shown as one', () => {
  expect(ruled(relative, estimate(-0.005, -0.019, 0.008), asShare)).toMatchObject({
    requirement: 'not worse by 2 %',
    threshold: 0.02,
    sentence: 'ROC AUC: not worse: −0.5 % (−1.9 … +0.8); 2 % is allowed.',
  });
});

test.each<[Estimate, string, string]>([
  [estimate(0.05, 0.011, 0.09), 'pass', 'ROC AUC: better by 0.050 (0.011 … 0.090); 0.01 is asked.'],
  [estimate(0.05, 0.01, 0.09), 'inconclusive', "ROC AUC: can't tell whether it is better by 0.01"],
  [
    estimate(0.005, 0.001, 0.009),
    'fail',
    'ROC AUC: not better enough: +0.005 (+0.001 … +0.009); better by 0.01 is asked.',
  ],
  [estimate(-0.05, -0.09, -0.01), 'fail', 'ROC AUC: worse by 0.05 (0.01 … 0.09); better by 0.01 is asked.'],
])('better by a margin: %o: %s', (effect, outcome, sentence) => {
  const found = ruled({ metric: 'roc_auc', rule: 'superior', margin: 0.01 }, effect);
  expect(found.outcome).toBe(outcome);
  expect(found.sentence).toContain(sentence);
});

test('the size of the package is counted, and evidence that does not tell it waits', () => {
  const gates = creditGates([{ rule: 'sizeAtMost', size: '5MB', why }]);
  const sized = (bytes?: number) => {
    const { challenger } = evidence();
    const made: Evidence = evidence([], { challenger: { ...challenger, ...(bytes !== undefined && { bytes }) } });
    return judged(made, gates, lending());
  };
  expect(sized(5 * 2 ** 20)).toMatchObject({
    outcome: 'pass',
    sentence: 'Size of the package: 5.0 MB; at most 5MB is asked.',
  });
  expect(sized(5 * 2 ** 20 + 1)).toMatchObject({ outcome: 'fail' });
  expect(sized(900)).toMatchObject({ sentence: 'Size of the package: 900 bytes; at most 5MB is asked.' });
  expect(sized()).toMatchObject({ outcome: 'waiting' });
});
