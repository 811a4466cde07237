import { describe, expect, test } from 'vitest';
import { askedOperations } from '../../../src/core/evaluation/operational/asked-operations.ts';
import type { Evidence } from '../../../src/core/gate/evidence.ts';
import type { Importance } from '../../../src/core/gate/importance-evidence.ts';
import type { MeasuredOperation } from '../../../src/core/gate/operational-evidence.ts';
import { policyDigest } from '../../../src/core/gate/policy.ts';
import type { RuleVerdict } from '../../../src/core/gate/verdict.ts';
import { changeText } from '../../../src/core/report/explanation-text.ts';
import { rulesOf } from '../../../src/core/report/outcome-text.ts';
import { packageCells } from '../../../src/core/report/package-rule-text.ts';
import { creditGates, estimate, evidence, firstEvidence, judged, lending } from './sample-evidence.ts';

const why = 'Because.';
const timed = (value: number, low: number, high: number) => estimate(value, low, high, 1000, 'order statistics');
const machine = '4 × fast processor, linux x64';

function ruled(rule: Record<string, unknown>, made: Partial<Evidence>): RuleVerdict {
  const [only] = rulesOf(judged(evidence([], made), creditGates([{ why, ...rule }]), lending()));
  if (only === undefined) throw new Error('no rule was judged');
  return only;
}

const ran = (...measures: MeasuredOperation[]): Partial<Evidence> => ({
  operational: { machine, alpha: 0.05, measures },
});

describe('latency', () => {
  const rule = { rule: 'latencyAtMost', latency: '20ms' };
  const p99 = (value: number, low: number, high: number) =>
    ran({ measure: 'latency_p99', challenger: timed(value, low, high), champion: timed(15, 14, 16) });

  test.each<[[number, number, number], string, string]>([
    [
      [12.3, 11.9, 13],
      'pass',
      'Latency, p99: 12.3 ms (11.9 … 13); at most 20ms is asked, over 1,000 rows scored one by one on 4 × fast processor, linux x64.',
    ],
    [[25, 22, 29], 'fail', 'Latency, p99: 25 ms (22 … 29), above 20ms, over'],
    [[19, 18, 21], 'inconclusive', "Latency, p99: can't tell whether it is at most 20ms: 19 ms (18 … 21) over"],
    [[19, 18, 20], 'inconclusive', "Latency, p99: can't tell"],
  ])('%j: %s', (numbers, outcome, sentence) => {
    const found = ruled(rule, p99(...numbers));
    expect(found.outcome).toBe(outcome);
    expect(found.sentence).toContain(sentence);
  });

  test('seconds are a thousand milliseconds, and the median is another number', () => {
    expect(ruled({ ...rule, latency: '1.5s' }, p99(1400, 1300, 1490)).outcome).toBe('pass');
    expect(ruled({ ...rule, latency: '1.5s' }, p99(1510, 1501, 1600)).outcome).toBe('fail');
    expect(ruled({ ...rule, quantile: 'p50' }, p99(1, 1, 1)).outcome).toBe('waiting');
  });

  test('what was not timed waits, and too few timings pass nothing', () => {
    expect(ruled(rule, {})).toMatchObject({ outcome: 'waiting', word: 'not measured' });
    const few = { undefined: '10 timings; a bound of it needs 299', n: 10 };
    expect(ruled(rule, ran({ measure: 'latency_p99', challenger: few }))).toMatchObject({
      outcome: 'inconclusive',
      sentence: "Latency, p99: undefined (10 timings; a bound of it needs 299); what is undefined doesn't pass.",
    });
    const endless = timed(Number.POSITIVE_INFINITY, 1, Number.POSITIVE_INFINITY);
    expect(ruled(rule, ran({ measure: 'latency_p99', challenger: endless })).outcome).toBe('inconclusive');
  });

  test('what would pass is said in its unit', () => {
    expect(changeText(ruled(rule, p99(25, 22, 29.0004)))).toBe('with a latency above 29.001ms in gates.yaml');
  });
});

describe('size', () => {
  const sized = (bytes: number, size = '7kB') =>
    ruled({ rule: 'sizeAtMost', size }, { challenger: { ...evidence().challenger, bytes } });

  test.each<[number, string, string, string]>([
    [7195, '7kB', 'fail', 'Size of the package: 7.03 kB, above 7kB.'],
    [7169, '7kB', 'fail', 'Size of the package: 7.001 kB, above 7kB.'],
    [7167, '7kB', 'pass', 'Size of the package: 6.999 kB; at most 7kB is asked.'],
    [7168, '7kB', 'pass', 'Size of the package: 7.0 kB; at most 7kB is asked.'],
    [2 ** 20 - 1, '1MB', 'pass', 'Size of the package: 1023.999 kB; at most 1MB is asked.'],
    [5 * 2 ** 30 + 1, '5GB', 'fail', 'Size of the package: 5.000000001 GB, above 5GB.'],
    [9000, '7kB', 'fail', 'Size of the package: 8.8 kB, above 7kB.'],
  ])('%d bytes held against %s: %s', (bytes, size, outcome, sentence) => {
    expect(sized(bytes, size)).toMatchObject({ outcome, sentence });
  });

  test('the table shows the same number', () => expect(packageCells(sized(7195))[1]).toBe('7.03 kB'));
});

describe('not slower than production', () => {
  const rule = { rule: 'latencyNotWorse', quantile: 'p50', margin: '25%' };
  const changed = (value: number, low: number, high: number) =>
    ran({
      measure: 'latency_p50',
      challenger: timed(1.2, 1.1, 1.3),
      champion: timed(1, 0.9, 1.1),
      change: timed(value, low, high),
    });

  test.each<[[number, number, number], string, string]>([
    [[0.1, 0.02, 0.2], 'pass', 'Latency, p50: slower by 10 % (2 … 20), within the margin of 25 %, over 1,000 rows'],
    [[-0.4, -0.45, -0.3], 'pass', 'Latency, p50: faster by 40 % (30 … 45), over'],
    [[0.4, 0.3, 0.5], 'fail', 'Latency, p50: slower by 40 % (30 … 50); 25 % is allowed, over'],
    [[0.2, 0.1, 0.3], 'inconclusive', "Latency, p50: can't tell whether it is slower by 25 %"],
  ])('%j: %s', (numbers, outcome, sentence) => {
    const found = ruled(rule, changed(...numbers));
    expect(found.outcome).toBe(outcome);
    expect(found.sentence).toContain(sentence);
  });

  test("of a first version it doesn't apply, and evidence without a champion's times waits", () => {
    const gates = creditGates([{ why, ...rule }]);
    const { operational } = changed(0.5, 0.4, 0.6);
    const first: Evidence = { ...firstEvidence(), ...(operational && { operational }) };
    const [, found] = rulesOf(judged(first, gates, lending(), { firstVersion: true }));
    expect(found).toMatchObject({ outcome: 'waiting', word: "doesn't apply", applies: false });
    expect(ruled(rule, ran({ measure: 'latency_p50', challenger: timed(1, 1, 1) })).outcome).toBe('waiting');
  });
});

test.each<[[number, number, number], string, string]>([
  [[52_000, 51_000, 53_400.4], 'pass', 'Rows per second: 52,000 rows/s (51,000 … 53,400); at least 50,000 is asked'],
  [[40_000, 39_000, 41_000], 'fail', 'Rows per second: 40,000 rows/s (39,000 … 41,000), below 50,000'],
  [[50_100, 49_000, 51_000], 'inconclusive', "Rows per second: can't tell whether it is at least 50,000"],
])('rows per second %j: %s', (numbers, outcome, sentence) => {
  const measured = ran({ measure: 'rows_per_second', challenger: timed(...numbers) });
  const found = ruled({ rule: 'rowsPerSecondAtLeast', rows: 50_000 }, measured);
  expect(found.outcome).toBe(outcome);
  expect(found.sentence).toContain(sentence);
});

describe('importance', () => {
  const share = (value: number, half: number) => ({
    ...estimate(value, value - half, value + half, 201, 'jackknife over blocks of rows'),
    se: half / 1.645,
  });
  const found = (...shares: readonly (readonly [string, number, number])[]): Partial<Evidence> => {
    const features = shares.map(([feature, value, half]) => ({
      feature,
      mean: value,
      sd: 0,
      share: share(value, half),
    }));
    const importance: Importance = { metric: 'roc_auc', rows: 201, repeats: 5, seed: 0, alpha: 0.05, features };
    return { importance };
  };
  const rule = { rule: 'importanceAtMost', share: 0.6 };

  test.each<[string, readonly (readonly [string, number, number])[], string, string]>([
    [
      'a feature that knows the label',
      [
        ['v:a', 0.95, 0.02],
        ['v:b', 0.05, 0.02],
      ],
      'fail',
      'Importance of v:a: 95 % (93 … 97) of the permutation importance for ROC AUC on 201 dev rows, above 60 %: look whether it knows the label.',
    ],
    [
      'no feature that knows too much',
      [
        ['v:a', 0.45, 0.1],
        ['v:b', 0.3, 0.1],
      ],
      'pass',
      'Importance of v:a: 45 % (35 … 55) of the permutation importance for ROC AUC on 201 dev rows; at most 60 % is asked.',
    ],
    ['a doubt', [['v:a', 0.55, 0.1]], 'inconclusive', "Importance of v:a: can't tell whether it is at most 60 %"],
    [
      'a doubt about one that is not the first',
      [
        ['v:a', 0.5, 0.05],
        ['v:b', 0.4, 0.25],
      ],
      'inconclusive',
      'Importance of v:b',
    ],
  ])('%s', (_, shares, outcome, sentence) => {
    const verdict = ruled(rule, found(...shares));
    expect(verdict.outcome).toBe(outcome);
    expect(verdict.sentence).toContain(sentence);
  });

  test('a rule may be about one feature, and what is no feature is not leaned on', () => {
    const shares = found(['v:a', 0.9, 0.02], ['v:b', 0.1, 0.02]);
    expect(ruled({ ...rule, feature: 'v:b' }, shares).outcome).toBe('pass');
    expect(ruled({ ...rule, feature: 'v:c' }, shares)).toMatchObject({
      outcome: 'pass',
      sentence: 'Importance of v:c: it is no feature of this model.',
    });
  });

  test('what was not measured waits, and what is undefined passes nothing', () => {
    expect(ruled(rule, {}).outcome).toBe('waiting');
    const none: Importance = {
      metric: 'roc_auc',
      rows: 9,
      repeats: 5,
      seed: 0,
      alpha: 0.05,
      features: [],
      undefined: 'too few',
    };
    expect(ruled(rule, { importance: none })).toMatchObject({ outcome: 'inconclusive', word: 'undefined' });
    expect(ruled({ ...rule, feature: 'v:c' }, { importance: none }).outcome).toBe('inconclusive');
  });

  test('one of several rules has its share of the error rate: its interval is wider', () => {
    const [one] = rulesOf(
      judged(
        evidence([], found(['v:a', 0.5, 0.08])),
        creditGates([
          {
            any: [
              { why, ...rule },
              { rule: 'sizeAtMost', size: '1kB', why },
            ],
            why,
          },
        ]),
        lending(),
      ),
    );
    // 0.08 at 5 % is 0.095 at 2.5 %.
    expect(one?.effect).toMatchObject({ value: 0.5, high: expect.closeTo(0.595, 3) });
  });
});

describe('a new dominant feature', () => {
  type Shares = readonly (readonly [feature: string, share: number, half: number])[];
  const listed = (shares: Shares) =>
    shares.map(([feature, value, half]) => ({
      feature,
      mean: value,
      sd: 0,
      share: { ...estimate(value, Math.max(0, value - half), value + half, 201, 'jackknife'), se: half / 1.645 },
    }));
  const found = (challenger: Shares, champion?: Shares): Partial<Evidence> => ({
    importance: {
      ...{ metric: 'roc_auc', rows: 201, repeats: 5, seed: 0, alpha: 0.05, features: listed(challenger) },
      ...(champion && { champion: { rows: 201, features: listed(champion) } }),
    },
  });
  const rule = { rule: 'noNewDominantFeature', share: 0.3, leading: 2 };
  const before: Shares = [
    ['v:a', 0.6, 0.1],
    ['v:b', 0.28, 0.1],
    ['v:c', 0.124, 0.05],
    ['v:d', 0, 0],
  ];

  test.each<[string, Shares, string, string]>([
    [
      'a feature that was none before',
      [
        ['v:new', 0.6, 0.1],
        ['v:a', 0.4, 0.1],
      ],
      'fail',
      'Importance of v:new: 60 % (50 … 70) of the permutation importance for ROC AUC on 201 dev rows, above 30 %: it is not among the 2 features that lead in production.',
    ],
    [
      'one that was there, and did not lead',
      [
        ['v:c', 0.6, 0.1],
        ['v:a', 0.4, 0.1],
      ],
      'fail',
      'above 30 %: it is not among the 2 features that lead in production, where it has 12 %.',
    ],
    [
      'one that led before may lead more',
      [
        ['v:b', 0.8, 0.1],
        ['v:c', 0.1, 0.05],
      ],
      'pass',
      'Importance of v:c: 10 % (5 … 15) of the permutation importance for ROC AUC on 201 dev rows; at most 30 % is asked.',
    ],
    [
      'on the line',
      [
        ['v:a', 0.7, 0.1],
        ['v:c', 0.25, 0.05],
      ],
      'inconclusive',
      "Importance of v:c: can't tell whether it is at most 30 %",
    ],
    [
      'nothing but what led before',
      [
        ['v:b', 0.8, 0.1],
        ['v:a', 0.2, 0.1],
      ],
      'pass',
      'New dominant feature: every feature of this model is among the 2 that lead in production.',
    ],
  ])('%s', (_, challenger, outcome, sentence) => {
    const verdict = ruled(rule, found(challenger, before));
    expect(verdict.outcome).toBe(outcome);
    expect(verdict.sentence).toContain(sentence);
  });

  test('what has no importance in production does not lead there, however few features there are', () => {
    const one: Shares = [
      ['v:a', 1, 0],
      ['v:d', 0, 0],
    ];
    expect(ruled(rule, found([['v:d', 0.9, 0.05]], one)).outcome).toBe('fail');
  });

  test("what would pass is said, and production's number stands beside it", () => {
    const doubt: Shares = [
      ['v:a', 0.7, 0.1],
      ['v:c', 0.28, 0.0604],
    ];
    const verdict = ruled(rule, found(doubt, before));
    expect(changeText(verdict)).toMatch(/^with about 4,000 more rows, or with a share above 0\.341 in gates\.yaml$/);
    expect(verdict.champion).toMatchObject({ value: 0.124 });
  });

  test('evidence that tells nothing of production waits, and what is undefined on either side passes nothing', () => {
    const whole = found([['v:a', 0.1, 0.05]], before);
    expect(ruled(rule, found([['v:a', 0.1, 0.05]])).outcome).toBe('waiting');
    const { importance } = whole;
    if (importance?.champion === undefined) throw new Error('both are told');
    const none = { undefined: 'too few', features: [] };
    expect(ruled(rule, { importance: { ...importance, ...none } }).outcome).toBe('inconclusive');
    const nothing = { importance: { ...importance, champion: { rows: 9, ...none } } };
    expect(ruled(rule, nothing)).toMatchObject({
      outcome: 'inconclusive',
      sentence: "New dominant feature: undefined (of production, too few); what is undefined doesn't pass.",
    });
    const idle = importance.champion.features.map((one) => ({ ...one, share: { undefined: 'no difference', n: 201 } }));
    const useless = { importance: { ...importance, champion: { rows: 201, features: idle } } };
    expect(ruled(rule, useless)).toMatchObject({
      outcome: 'inconclusive',
      sentence: expect.stringContaining('(of production, no difference)'),
    });
  });

  test("of a first version it doesn't apply", () => {
    const gates = creditGates([{ why, ...rule }]);
    const first: Evidence = { ...firstEvidence(), ...found([['v:a', 0.9, 0.05]]) };
    const [, verdict] = rulesOf(judged(first, gates, lending(), { firstVersion: true }));
    expect(verdict).toMatchObject({ outcome: 'waiting', applies: false, word: "doesn't apply" });
  });
});

test('such rules stand among others: not all may hold, and what they ask is measured once', () => {
  const gates = creditGates([
    { none: [{ rule: 'latencyAtMost', latency: '1ms', why }], why: 'So fast is a constant.' },
    {
      any: [
        { rule: 'latencyAtMost', latency: '9ms', why },
        { rule: 'rowsPerSecondAtLeast', rows: 100, why },
      ],
      why,
    },
    { rule: 'latencyNotWorse', margin: '5%', why },
  ]);
  expect(askedOperations(gates, lending())).toEqual([
    { measure: 'latency_p99' },
    { measure: 'latency_p99', oneOf: 2 },
    { measure: 'rows_per_second', oneOf: 2 },
  ]);
  const measured = ran({ measure: 'latency_p99', challenger: timed(5, 4, 6) });
  const verdict = judged(evidence([], measured), creditGates([gates.gates[0]]), lending());
  expect(verdict).toMatchObject({
    outcome: 'pass',
    sentence: "Latency, p99: 5 ms (4 … 6); it must not be at most 1ms, and it isn't.",
  });
});

test('the level of an interval is said where it is not that of the evaluation, which spends rows of a holdout', () => {
  const latency = { rule: 'latencyAtMost', latency: '20ms', why };
  const quick = ran(
    { measure: 'latency_p99', challenger: timed(5, 4, 6) },
    { measure: 'latency_p99', oneOf: 2, challenger: timed(5, 4, 6) },
  );
  const asks = (rule: unknown, made: Partial<Evidence>) =>
    rulesOf(judged(evidence([], made), creditGates([rule]), lending())).map(({ requirement }) => requirement);
  expect(asks(latency, quick)).toEqual(['at most 20ms (90 % interval)']);
  expect(asks(latency, { ...quick, alpha: 0.05 })).toEqual(['at most 20ms']);
  expect(asks(latency, {})).toEqual(['at most 20ms']);
  expect(asks({ rule: 'sizeAtMost', size: '7kB', why }, quick)).toEqual(['at most 7kB']);
  expect(asks({ none: [latency], why }, quick)).toEqual(['must not be: at most 20ms (90 % interval)']);
  expect(asks({ any: [latency, { ...latency, latency: '30ms' }], why }, { ...quick, alpha: 0.05 })).toEqual([
    'at most 20ms (95 % interval), or another of 2',
    'at most 30ms (95 % interval), or another of 2',
  ]);
  const share = estimate(0.4, 0.3, 0.5, 201, 'jackknife');
  const importance: Importance = {
    ...{ metric: 'roc_auc', rows: 201, repeats: 5, seed: 0, alpha: 0.05 },
    features: [{ feature: 'v:a', mean: 0.1, sd: 0, share }],
  };
  const leaning = { rule: 'importanceAtMost', share: 0.6, why };
  expect(asks(leaning, { importance })).toEqual(['at most 60 % of the importance (90 % interval)']);
  const dominant = { rule: 'noNewDominantFeature', share: 0.3, why };
  expect(asks(dominant, { importance, alpha: 0.05 })[0]).not.toContain('interval');
});

test("people may answer where timings don't decide, if gates.yaml lets them", () => {
  const open = ran({ measure: 'latency_p99', challenger: timed(19, 18, 21) });
  const gates = {
    ...creditGates([{ rule: 'latencyAtMost', latency: '20ms', why }]),
    whenInconclusive: { approve: { count: 1 } },
  };
  const made = { ...evidence([], open), policy: policyDigest(gates, lending()) };
  expect(judged(made, gates, lending(), { approvals: [{ login: 'mei' }] })).toMatchObject({
    outcome: 'overridden',
    sentence: expect.stringContaining('The timings leave a doubt; approved by mei'),
  });
});
