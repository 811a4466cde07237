import { expect, test } from 'vitest';
import type { Estimate } from '../../../src/core/evaluation/estimate.ts';
import type { Quantity } from '../../../src/core/gate/evidence.ts';
import type { RuleVerdict } from '../../../src/core/gate/verdict.ts';
import { roomOf, type WhatWouldChange, whatWouldChange } from '../../../src/core/gate/what-would-change.ts';
import { changeText, explanationText } from '../../../src/core/report/explanation-text.ts';
import { rulesOf } from '../../../src/core/report/outcome-text.ts';
import { creditGates, estimate, evidence, judged, lending } from './sample-evidence.ts';

const why = 'Because.';

function verdictOn(rule: Record<string, unknown>, effect: Estimate, quantity: Partial<Quantity> = {}) {
  const group = rule['contrast'] ? { group: { name: 'age', value: '25 or under', reference: 'over 25' } } : {};
  const measurement = {
    quantity: { metric: rule['metric'] as 'recall', ...group, ...quantity },
    challenger: rule['rule'] === 'atLeast' || rule['rule'] === 'atMost' ? effect : estimate(0.7, 0.65, 0.75),
    champion: estimate(0.69, 0.64, 0.74),
    difference: effect,
    widening: effect,
  };
  return judged(evidence([measurement]), creditGates([{ why, ...rule }]), lending());
}

function ruled(...given: Parameters<typeof verdictOn>): RuleVerdict {
  const [only] = rulesOf(verdictOn(...given));
  if (only === undefined) throw new Error('no rule was judged');
  return only;
}

const auc = { metric: 'roc_auc', rule: 'notWorse', margin: 0.03 };
const recall = { metric: 'recall', rule: 'atLeast', threshold: 0.6 };
const gap = { metric: 'mean_score', contrast: 'age', rule: 'gapNotWider', margin: 0.03 };
const share = { relative: true } as const;

const close = (number: number) => expect.closeTo(number, 10);

test.each<[string, Record<string, unknown>, Estimate, WhatWouldChange]>([
  [
    'not worse',
    auc,
    estimate(-0.08, -0.1, -0.06),
    { moreThan: close(-0.01), limit: { of: 'margin', side: 'above', at: 0.1 } },
  ],
  [
    'not worse, where lower is better',
    { ...auc, metric: 'log_loss' },
    estimate(0.08, 0.06, 0.1),
    { lessThan: close(0.01), limit: { of: 'margin', side: 'above', at: 0.1 } },
  ],
  ['superior', { metric: 'roc_auc', rule: 'superior' }, estimate(-0.08, -0.1, -0.06), { moreThan: close(0.02) }],
  [
    'superior by a margin',
    { metric: 'roc_auc', rule: 'superior', margin: 0.05 },
    estimate(0.03, 0.02, 0.04),
    { moreThan: close(0.06), limit: { of: 'margin', side: 'below', at: 0.02 } },
  ],
  [
    'at least',
    recall,
    estimate(0.5, 0.4, 0.59),
    { moreThan: close(0.7), limit: { of: 'threshold', side: 'below', at: 0.4 } },
  ],
  [
    'at most',
    { ...recall, rule: 'atMost' },
    estimate(0.7, 0.61, 0.8),
    { lessThan: close(0.5), limit: { of: 'threshold', side: 'above', at: 0.8 } },
  ],
  [
    'a gap',
    gap,
    estimate(0.05, 0.04, 0.07),
    { lessThan: close(0.01), limit: { of: 'margin', side: 'above', at: 0.07 } },
  ],
  [
    'a gap of which less is harm',
    { ...gap, worseIs: 'lower' },
    estimate(-0.05, -0.07, -0.04),
    { moreThan: close(-0.01), limit: { of: 'margin', side: 'above', at: 0.07 } },
  ],
  [
    'the number alone',
    { ...recall, decides: 'value' },
    estimate(0.5, 0.4, 0.7),
    { atLeast: close(0.6), limit: { of: 'threshold', side: 'below', at: 0.5 } },
  ],
])('%s: the number that would do on as many rows, and the limit that would', (_, rule, effect, change) => {
  expect(whatWouldChange(ruled(rule, effect))).toEqual(change);
});

test.each<[string, Record<string, unknown>, Estimate, WhatWouldChange]>([
  ['not worse', auc, estimate(-0.08, -0.1, -0.06), {}],
  ['at least', recall, estimate(0.5, 0.4, 0.59), {}],
  ['a gap', gap, estimate(0.05, 0.04, 0.07), {}],
])('and that limit, or a little beyond it, does pass: %s', (_, rule, effect) => {
  const change = whatWouldChange(ruled(rule, effect));
  const { of, side, at } = change?.limit ?? { of: 'margin', side: 'above', at: 0 };
  const key = of === 'margin' ? 'margin' : 'threshold';
  const passing = { ...rule, [key]: side === 'above' ? at + 1e-9 : at - 1e-9 };
  expect(ruled(passing, effect).outcome).toBe('pass');
});

test('what is open says how many rows; what has too few says how many are missing; what is undefined has no way', () => {
  const open = whatWouldChange(ruled(auc, estimate(0, -0.06, 0.06)));
  expect(open).toMatchObject({ moreRows: expect.any(Number), moreThan: close(0.03) });
  expect(whatWouldChange(ruled({ ...recall, minimumRows: 500 }, estimate(0.7, 0.65, 0.75)))).toEqual({ moreRows: 200 });
  expect(whatWouldChange(ruled(auc, { undefined: 'one class only', n: 9 }))).toBeUndefined();
  expect(whatWouldChange(ruled(auc, estimate(0, -0.01, 0.01)))).toBeUndefined();
});

test('a rule that passes says how far its number may move', () => {
  expect(roomOf(ruled(auc, estimate(0.01, -0.01, 0.03)))).toEqual({ above: close(-0.01) });
  expect(roomOf(ruled(auc, estimate(0, -0.06, 0.06)))).toBeUndefined();
});

test('under "none" the ways are the other way round', () => {
  const none = judged(
    evidence([{ quantity: { metric: 'recall' }, challenger: estimate(0.7, 0.65, 0.75) }]),
    creditGates([{ none: [{ ...recall, why }], why }]),
    lending(),
  );
  const [only] = rulesOf(none);
  expect(only && whatWouldChange(only)).toEqual({
    lessThan: close(0.55),
    limit: { of: 'threshold', side: 'above', at: 0.75 },
  });
});

test('it is said in words, rounded to the safe side', () => {
  expect(changeText(ruled(recall, estimate(0.5, 0.4, 0.59)))).toBe(
    'with more than 0.700 on as many positive rows, or with a threshold below 0.400 in gates.yaml',
  );
  expect(changeText(ruled({ ...auc, margin: '2%' }, estimate(-0.05, -0.0812, -0.021), share))).toBe(
    'with a difference of more than +1.2 % on as many rows, or with a margin above 8.2 % in gates.yaml',
  );
});

test('every rule says what it saw, what it asks and why', () => {
  expect(explanationText(verdictOn(recall, estimate(0.5, 0.4, 0.59)))).toEqual([
    "❌ credit-risk: don't promote. Recall: 0.50 (0.40 … 0.59), below 0.6.",
    '  ❌ too low  Recall: 0.50 (0.40 … 0.59), below 0.6.',
    '     saw         production 0.69 · this change 0.50 · interval 0.50 (0.40 … 0.59) · 300 positive rows',
    '     asks        at least 0.6. Because.',
    '     would pass  with more than 0.700 on as many positive rows, or with a threshold below 0.400 in gates.yaml',
  ]);
});

test('more rows are a way to pass only where the number itself is on the right side', () => {
  const short = whatWouldChange(ruled(recall, estimate(0.58, 0.5, 0.66)));
  expect(short).not.toHaveProperty('moreRows');
  expect(short).toMatchObject({ moreThan: close(0.68) });
  expect(whatWouldChange(ruled(recall, estimate(0.62, 0.54, 0.7)))).toHaveProperty('moreRows');
  expect(whatWouldChange(ruled({ ...recall, minimumRows: 500 }, estimate(0.5, 0.4, 0.59)))).toEqual({});
  expect(changeText(ruled({ ...recall, minimumRows: 500 }, estimate(0.5, 0.4, 0.59)))).toBeUndefined();
});

test('where so many rows as are asked for would leave a doubt, it takes as many as would decide', () => {
  const rule = ruled({ ...recall, minimumRows: 310 }, estimate(0.62, 0.54, 0.7));
  expect(rule.sentence).toBe('Recall: 300 positive rows, and the rule asks for 310; about 8,200 more would decide.');
  expect(changeText(rule)).toBe('with about 8,200 more positive rows');
});

test('between two lines there is no number that would do where the interval is wider than they are apart', () => {
  const ratio = { metric: 'selection_rate', contrast: 'age', rule: 'fourFifths' };
  const onRatio = (effect: Estimate) => {
    const group = { name: 'age', value: '25 or under', reference: 'over 25' };
    const quantity = { metric: 'selection_rate', relative: true, group } as const;
    const made = evidence([{ quantity, challenger: effect }]);
    const [rule] = rulesOf(judged(made, creditGates([{ why, ...ratio }]), lending()));
    return rule && whatWouldChange(rule);
  };
  expect(onRatio(estimate(0.7, 0.4, 1.1))).toEqual({});
  expect(onRatio(estimate(0.9, 0.75, 1.05))).toMatchObject({ moreThan: close(0.95) });
  const score = { metric: 'mean_score', rule: 'notWorse', margin: 0.005 };
  expect(whatWouldChange(ruled(score, estimate(-0.007, -0.014, -0.001)))).toEqual({
    limit: { of: 'margin', side: 'above', at: 0.014 },
  });
});

test('no number is proposed that the metric cannot have', () => {
  expect(whatWouldChange(ruled({ ...recall, threshold: 0.9 }, estimate(0.75, 0.6, 0.85)))).not.toHaveProperty(
    'moreThan',
  );
  const perfect = {
    quantity: { metric: 'recall' },
    challenger: estimate(0.95, 0.9, 0.98),
    champion: estimate(1, 0.95, 1),
    difference: estimate(-0.05, -0.1, -0.02),
  } as const;
  const asked = { metric: 'recall', rule: 'superior', margin: 0.01, why };
  const [rule] = rulesOf(judged(evidence([perfect]), creditGates([asked]), lending()));
  expect(rule && whatWouldChange(rule)).toEqual({});
});

const nones: readonly [Record<string, unknown>, Estimate, number][] = [
  [auc, estimate(-0.05, -0.07, -0.02), 0.02],
  [{ ...auc, metric: 'log_loss' }, estimate(0.05, 0.02, 0.07), 0.02],
  [{ ...auc, rule: 'superior' }, estimate(0.03, 0.02, 0.05), 0.05],
  [{ ...auc, metric: 'log_loss', rule: 'superior' }, estimate(-0.03, -0.05, -0.02), 0.05],
];

test.each(nones)('under "none" a margin is turned, too, and does what is said of it: %j', (rule, effect, at) => {
  const under = (margin: number) => {
    const measured = {
      quantity: { metric: rule['metric'] as 'roc_auc' },
      challenger: estimate(0.7, 0.65, 0.75),
      champion: estimate(0.69, 0.64, 0.74),
      difference: effect,
    };
    const gates = creditGates([{ none: [{ ...rule, margin, why }], why }]);
    return rulesOf(judged(evidence([measured]), gates, lending()))[0];
  };
  const open = under(0.03);
  const side = rule['rule'] === 'superior' ? 'above' : 'below';
  expect(open && whatWouldChange(open)?.limit).toEqual({ of: 'margin', side, at: close(at) });
  expect(under(side === 'above' ? at + 1e-6 : at - 1e-6)?.outcome).toBe('pass');
});

test('a margin that rounds to nothing is not proposed', () => {
  const rule = { metric: 'roc_auc', rule: 'superior', margin: 0.05 };
  expect(changeText(ruled(rule, estimate(0.02, 0.0001, 0.04)))).toBe(
    'with a difference of more than +0.070 on as many rows',
  );
});

test('under "none" so is a limit on the package', () => {
  const none = (size: string) => {
    const gates = creditGates([{ none: [{ rule: 'sizeAtMost', size, why }], why }]);
    const made = evidence([]);
    return rulesOf(judged({ ...made, challenger: { ...made.challenger, bytes: 6800 } }, gates, lending()))[0];
  };
  const open = none('9kB');
  expect(open && changeText(open)).toBe('with a size below 7kB in gates.yaml');
  expect(none('6kB')?.outcome).toBe('pass');
});

test.each<[string, Record<string, unknown>, Estimate, string | undefined]>([
  ['is enough', recall, estimate(0.5, 0.4, 0.7), 'with 0.600 or more on as many positive rows'],
  [
    'is enough where the size of a gap is allowed so much',
    gap,
    estimate(0.05, 0.04, 0.07),
    'with a difference of +0.0300 or less on as many rows',
  ],
  [
    'is not where any gain is asked',
    { ...auc, rule: 'superior', margin: undefined },
    estimate(-0.08, -0.1, -0.06),
    'with a difference of more than 0.000 on as many rows',
  ],
])('where the number alone decides, on the line %s, and it is said so', (_, rule, effect, text) => {
  const said = changeText(ruled({ ...rule, decides: 'value' }, effect));
  expect(said?.split(', or ')[0]).toBe(text);
});

test('under "none" on the line is not enough for a number that decides alone, but for a gain of nothing', () => {
  const none = (rule: Record<string, unknown>, difference: Estimate) => {
    const measured = {
      quantity: { metric: 'recall' as const },
      challenger: difference,
      champion: estimate(0.7, 0.65, 0.75),
      difference,
    };
    const gates = creditGates([{ none: [{ ...rule, decides: 'value', why }], why }]);
    const [only] = rulesOf(judged(evidence([measured]), gates, lending()));
    return only && whatWouldChange(only);
  };
  expect(none(recall, estimate(0.7, 0.65, 0.75))).toMatchObject({ lessThan: close(0.6) });
  const superior = { metric: 'recall', rule: 'superior' };
  expect(none(superior, estimate(0.1, 0.05, 0.15))).toMatchObject({ atMost: close(0) });
});

test('no change of a share is proposed that the number in production has no room for', () => {
  const share = (champion: number) => {
    const measured = {
      quantity: { metric: 'recall' as const, relative: true as const },
      challenger: estimate(0.76, 0.66, 0.86, 55),
      champion: estimate(champion, champion, champion, 55),
      difference: estimate(-0.04, -0.14, 0.06, 55),
    };
    const rule = { metric: 'recall', rule: 'notWorse', margin: '5%', why };
    return rulesOf(judged(evidence([measured]), creditGates([rule]), lending()))[0];
  };
  const full = share(1);
  expect(full && whatWouldChange(full)).not.toHaveProperty('moreThan');
  expect(full && changeText(full)).not.toContain('a difference of');
  const half = share(0.5);
  expect(half && whatWouldChange(half)).toMatchObject({ moreThan: close(0.05) });
});

test('nor one that is only there once it is rounded', () => {
  const rule = ruled({ ...recall, threshold: 0.5 }, estimate(0.9, 0.40004, 0.95));
  expect(whatWouldChange(rule)).toMatchObject({ moreThan: close(0.99996) });
  expect(changeText(rule)).not.toContain('more than 1');
});

test.each([
  ['whichever group is ahead', undefined, -0.25, false],
  ['whichever group is ahead', undefined, -0.17, true],
  ['as a number that harms the group by more', 'higher', -0.25, true],
] as const)('the size of a gap can shrink by all of it and no more: %s %s %d', (_, worseIs, at, isProposed) => {
  // Both gaps are above 0, so that the change of the size is that of the gap.
  const effect = estimate(-0.141, -0.141 - 0.02, -0.141 + (0.03 - at));
  const measured = {
    quantity: { metric: 'mean_score' as const, group: { name: 'age', value: '25 or under', reference: 'over 25' } },
    challenger: estimate(0.042, 0, 0.08),
    champion: estimate(0.183, 0.1, 0.25),
    difference: effect,
    widening: effect,
  };
  const asked = { ...gap, why, ...(worseIs && { worseIs }) };
  const [rule] = rulesOf(judged(evidence([measured]), creditGates([asked]), lending()));
  expect(rule && whatWouldChange(rule)?.lessThan).toEqual(isProposed ? close(at) : undefined);
});

test('nor one that the number of an anchor has no room for', () => {
  const number = estimate(0.95, 0.9, 0.99);
  const measured = {
    quantity: { metric: 'recall' as const, relative: true as const },
    challenger: number,
    champion: number,
    difference: estimate(0, -0.01, 0.01),
    anchorDifference: estimate(-0.05, -0.15, 0.03), // of an anchor with a recall of 1
  };
  const anchor = { ...evidence().challenger, version: '1.2.0' };
  const rule = { metric: 'recall', rule: 'notWorse', margin: '5%', why };
  const found = judged(evidence([measured], { anchor }), creditGates([rule]), lending());
  const against = rulesOf(found).find((one) => one.against !== undefined);
  expect(against?.outcome).toBe('inconclusive');
  expect(against && whatWouldChange(against)).not.toHaveProperty('moreThan');
});
