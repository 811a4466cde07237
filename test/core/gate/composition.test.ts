import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Estimate } from '../../../src/core/evaluation/estimate.ts';
import { type Evidence, evidenceSchema } from '../../../src/core/gate/evidence.ts';
import type { Outcome, VerdictNode } from '../../../src/core/gate/verdict.ts';
import { rulesOf, unmetRules } from '../../../src/core/report/outcome-text.ts';
import { creditGates, estimate, evidence, firstEvidence, judged, lending } from './sample-evidence.ts';

const why = 'Because.';
/** Bounds that pass, fail, or leave open whether a recall is at least 0.6; `undefined` has no number, `waiting` no measurement. */
const recalls = {
  pass: estimate(0.7, 0.65, 0.75),
  fail: estimate(0.5, 0.45, 0.55),
  inconclusive: estimate(0.6, 0.55, 0.65),
  undefined: { undefined: 'no positives', n: 3 },
  waiting: undefined,
} satisfies Record<string, Estimate | undefined>;
type State = keyof typeof recalls;

/** Two rules, of recall and of accuracy, in these states, under one word. */
function together(word: 'all' | 'any' | 'none', states: readonly [State, State], severity = 'deny'): VerdictNode {
  const metrics = ['recall', 'accuracy'] as const;
  const rules = metrics.map((metric) => ({ metric, rule: 'atLeast', threshold: 0.6, why }));
  const level = word === 'any' ? { level: { oneOf: 2 } } : {};
  const measurements = metrics.flatMap((metric, i): Evidence['measurements'] => {
    const challenger: Estimate | undefined = recalls[states[i] ?? 'waiting'];
    return challenger === undefined ? [] : [{ quantity: { metric, ...level }, challenger }];
  });
  const gates = creditGates([{ [word]: rules, why: 'One reason.', severity }]);
  return judged(evidence(measurements), gates, lending());
}

test.each<['all' | 'any' | 'none', State, State, Outcome]>([
  ['all', 'pass', 'pass', 'pass'],
  ['all', 'pass', 'fail', 'fail'],
  ['all', 'inconclusive', 'fail', 'fail'],
  ['all', 'pass', 'inconclusive', 'inconclusive'],
  ['all', 'pass', 'undefined', 'inconclusive'],
  ['all', 'pass', 'waiting', 'waiting'],
  ['any', 'pass', 'fail', 'pass'],
  ['any', 'fail', 'pass', 'pass'],
  ['any', 'pass', 'inconclusive', 'pass'],
  ['any', 'pass', 'undefined', 'pass'],
  ['any', 'fail', 'fail', 'fail'],
  ['any', 'fail', 'inconclusive', 'inconclusive'],
  ['any', 'fail', 'undefined', 'inconclusive'],
  ['any', 'fail', 'waiting', 'waiting'],
  ['none', 'fail', 'fail', 'pass'],
  ['none', 'fail', 'pass', 'fail'],
  ['none', 'inconclusive', 'pass', 'fail'],
  ['none', 'fail', 'inconclusive', 'inconclusive'],
  ['none', 'fail', 'undefined', 'inconclusive'],
  ['none', 'fail', 'waiting', 'waiting'],
])('%s of %s and %s: %s', (word, one, other, outcome) => {
  expect(together(word, [one, other]).outcome).toBe(outcome);
});

test('the tree says how its rules stand together, and why', () => {
  const [any] = together('any', ['fail', 'pass']).children;
  expect(any).toMatchObject({ kind: 'any', outcome: 'pass', title: 'one of 2 is enough: One reason.' });
  expect(rulesOf(together('any', ['fail', 'pass']))[0]?.requirement).toBe(
    'at least 0.6 (99.5 % interval), or another of 2',
  );
  expect(together('any', ['fail', 'fail']).sentence).toBe(
    'None of 2 holds, and one would be enough. Recall: 0.50 (0.45 … 0.55), below 0.6.',
  );
  const none = together('none', ['pass', 'fail']);
  expect(none.children).toMatchObject([{ kind: 'none', title: 'none of 2 may hold: One reason.' }]);
  expect(none.sentence).toBe('Recall: 0.70 (0.65 … 0.75); it must not be at least 0.6, and it is.');
  expect(rulesOf(none).map(({ word, requirement }) => [word, requirement])).toEqual([
    ['holds', 'must not be: at least 0.6'],
    ["doesn't hold", 'must not be: at least 0.6'],
  ]);
});

test('of rules of which one is enough, the others ask nothing of anybody once it holds', () => {
  expect(unmetRules(together('any', ['fail', 'pass']))).toEqual([]);
  expect(unmetRules(together('any', ['fail', 'fail']))).toHaveLength(2);
  expect(unmetRules(together('all', ['fail', 'pass']))).toHaveLength(1);
});

test('a group that warns neither blocks nor passes anything', () => {
  for (const word of ['all', 'any', 'none'] as const) {
    for (const states of [
      ['pass', 'pass'],
      ['fail', 'fail'],
    ] as const) {
      const verdict = together(word, states, 'warn');
      expect(verdict).toMatchObject({ outcome: 'inconclusive', sentence: 'No rule that may block was applied.' });
    }
  }
});

test('an undefined number passes nothing, under no word', () => {
  const state = fc.constantFrom<State>('pass', 'fail', 'inconclusive', 'waiting', 'undefined');
  fc.assert(
    fc.property(fc.constantFrom('all', 'none'), state, (word, other) => {
      expect(together(word, ['undefined', other]).outcome).not.toBe('pass');
    }),
  );
  expect(together('any', ['undefined', 'undefined']).outcome).toBe('inconclusive');
});

test('a list under "all" may be one of those of which one is enough', () => {
  const either = {
    any: [
      { metric: 'recall', rule: 'atLeast', threshold: 0.6, why },
      {
        all: [
          { metric: 'accuracy', rule: 'atLeast', threshold: 0.6, why },
          { metric: 'precision', rule: 'atLeast', threshold: 0.6, why },
        ],
        why,
      },
    ],
    why,
  };
  const made = (recall: State, accuracy: State, precision: State) =>
    judged(
      evidence(
        Object.entries({ recall, accuracy, precision }).map(([metric, state]) => ({
          quantity: { metric: metric as 'recall', level: { oneOf: 2 } },
          challenger: recalls[state] ?? recalls.undefined,
        })),
      ),
      creditGates([either]),
      lending(),
    ).outcome;
  expect(made('fail', 'pass', 'pass')).toBe('pass');
  expect(made('fail', 'pass', 'fail')).toBe('fail');
  expect(made('pass', 'fail', 'fail')).toBe('pass');
});

test('rules together that all compare with production do not apply to a first version', () => {
  const rules = [{ metric: 'roc_auc', rule: 'superior', why }];
  for (const word of ['all', 'any', 'none']) {
    const verdict = judged(firstEvidence(), creditGates([{ [word]: rules, why }]), lending(), { firstVersion: true });
    expect(verdict.outcome).toBe('pass');
    expect(rulesOf(verdict).map((rule) => rule.applies)).toEqual([undefined, false]);
  }
});

test('evidence may carry the quantities that rules together ask for', () => {
  const made = evidence([
    { quantity: { metric: 'recall', level: { oneOf: 2, alpha: 0.01 } }, challenger: recalls.pass },
  ]);
  expect(evidenceSchema.parse(made)).toEqual(made);
});
