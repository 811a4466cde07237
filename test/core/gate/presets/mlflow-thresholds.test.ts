import { expect, test } from 'vitest';
import { relativeChange } from '../../../../src/core/comparison/estimate-ratio.ts';
import type { Estimate } from '../../../../src/core/evaluation/estimate.ts';
import type { Evidence } from '../../../../src/core/gate/evidence.ts';
import { explanationText } from '../../../../src/core/report/explanation-text.ts';
import { rulesOf } from '../../../../src/core/report/outcome-text.ts';
import { effectText } from '../../../../src/core/report/rule-cells.ts';
import { creditGates, estimate, evidence, judged, lending } from '../sample-evidence.ts';

// The table of mlflow/models/evaluation/validation.py, by tests/evaluate/test_validation.py.
const metrics = { up: 'accuracy', down: 'log_loss' } as const;
type Way = keyof typeof metrics;
interface Thresholds {
  readonly threshold?: number;
  readonly minimumChange?: number;
  readonly minimumRelativeChange?: number;
}

/** A wide interval, which must not matter: MLflow knows none. */
const number = (value: number): Estimate =>
  Number.isFinite(value) ? estimate(value, value - 1, value + 1) : estimate(value, value, value);

function verdictOn(way: Way, thresholds: Thresholds, candidate: number | undefined, baseline?: number) {
  const metric = metrics[way];
  const challenger = candidate === undefined ? undefined : number(candidate);
  const both = baseline === undefined ? {} : { champion: number(baseline) };
  const change = (of: (a: number, b: number) => number) =>
    candidate === undefined || baseline === undefined
      ? {}
      : { difference: relativeOrUndefined(of(candidate, baseline)) };
  const measurements: Evidence['measurements'] =
    challenger === undefined
      ? []
      : [
          { quantity: { metric }, challenger, ...both, ...change((a, b) => a - b) },
          { quantity: { metric, relative: true }, challenger, ...both, ...change(relativeChange) },
        ];
  const gates = creditGates([{ preset: 'mlflow-thresholds', metric, why: 'As before.', ...thresholds }]);
  return judged(evidence(measurements), gates, lending());
}

/** As an evaluation would write it: a share of 0 is none. */
function relativeOrUndefined(value: number): Estimate {
  return Number.isNaN(value) ? { undefined: 'not a number', n: 300 } : number(value);
}

const tiny = 1e-10;

test.each<[Way, Thresholds, number, number | undefined]>([
  ['up', { threshold: 0.9 }, 0.9, undefined],
  ['up', { threshold: 0.9 }, 0.91, undefined],
  ['down', { threshold: 0.5 }, 0.5, undefined],
  ['down', { threshold: 0.5 }, 0.3, undefined],
  ['up', { minimumChange: 0.1 }, 0.8 + tiny, 0.7],
  ['up', { minimumChange: 0.1 }, 0.91, 0.8],
  ['down', { minimumChange: 0.1 }, 0.2 - tiny, 0.3],
  ['down', { minimumChange: 0.1 }, 0.3, 0.401],
  ['up', { minimumRelativeChange: 0.1 }, 0.77, 0.7],
  ['up', { minimumRelativeChange: 0.1 }, 0.99 + tiny, 0.9],
  ['down', { minimumRelativeChange: 0.15 }, 0.255 - tiny, 0.3],
  ['down', { minimumRelativeChange: 0.15 }, 0.3, 0.4],
  ['up', { minimumRelativeChange: 0.1 }, tiny, 0],
])('passes in MLflow, and here: %s %o: %f against %s', (way, thresholds, candidate, baseline) => {
  expect(verdictOn(way, thresholds, candidate, baseline).outcome).toBe('pass');
});

test.each<[Way, Thresholds, number, number | undefined]>([
  ['up', { threshold: 0.9 }, 0.8, undefined],
  ['down', { threshold: 0.5 }, 0.8, undefined],
  ['down', { threshold: 0.3 }, 0.5, undefined],
  ['up', { minimumChange: 0.1 }, 0.79, 0.7],
  ['up', { minimumChange: 0.15 }, 0.8, 0.7],
  ['down', { minimumChange: 0.15 }, 0.5, 0.6],
  ['down', { minimumChange: 0.1 }, 0.45, 0.3],
  ['up', { minimumRelativeChange: 0.1 }, 0.75, 0.7],
  ['up', { minimumRelativeChange: 0.1 }, 0.53, 0.5],
  ['up', { minimumRelativeChange: 0.15 }, 0.8, 0.7],
  ['down', { minimumRelativeChange: 0.1 }, 0.55, 0.6],
  ['down', { minimumRelativeChange: 0.1 }, 0.721, 0.8],
  ['down', { minimumRelativeChange: 0.15 }, 0.27001, 0.3],
  ['up', { minimumRelativeChange: 0.1 }, 0, 0],
])('fails in MLflow, and here: %s %o: %f against %s', (way, thresholds, candidate, baseline) => {
  expect(verdictOn(way, thresholds, candidate, baseline).outcome).toBe('fail');
});

test('three thresholds are three rules, each with its own message', () => {
  const all = { threshold: 0.8, minimumChange: 0.1, minimumRelativeChange: 0.1 };
  const verdict = verdictOn('up', all, 0.75, 0.7);
  expect(verdict.outcome).toBe('fail');
  expect(rulesOf(verdict).map(({ outcome, requirement }) => [outcome, requirement])).toEqual([
    ['fail', 'at least 0.8'],
    ['fail', 'better by 0.1'],
    ['fail', 'better by 10 %'],
  ]);
  expect(new Set(rulesOf(verdict).map(({ sentence }) => sentence)).size).toBe(3);
  for (const { sentence } of rulesOf(verdict)) expect(sentence).toContain('the number alone decides');
});

test.each<[Thresholds]>([[{ minimumChange: 0.1 }], [{ minimumRelativeChange: 0.1 }]])(
  'a baseline that is missing fails %o',
  (thresholds) => {
    const { champion: _, ...first } = evidence([{ quantity: { metric: 'accuracy' }, challenger: number(0.72) }]);
    const gates = creditGates([{ preset: 'mlflow-thresholds', metric: 'accuracy', why: 'So.', ...thresholds }]);
    expect(judged(first, gates, lending()).outcome).toBe('fail');
  },
);

test('a metric that is missing waits', () => {
  expect(verdictOn('up', { threshold: 0.9 }, undefined).outcome).toBe('waiting');
});

test.each([
  { threshold: '0.9' },
  { minimumChange: 0 },
  { minimumChange: -0.1 },
  { minimumRelativeChange: 0 },
  { minimumRelativeChange: -0.1 },
  { minimumRelativeChange: 1 },
  { minimumRelativeChange: '10%' },
  { threshold: Number.NaN },
  { minimumChange: Number.POSITIVE_INFINITY },
])('is no threshold there, and none here: %o', (thresholds) => {
  const item = { preset: 'mlflow-thresholds', metric: 'accuracy', why: 'As before.', ...thresholds };
  expect(() => creditGates([item])).toThrow();
  expect(() =>
    creditGates([{ ...item, threshold: 0.9, minimumChange: 0.1, minimumRelativeChange: 0.1 }]),
  ).not.toThrow();
});

test.each<[string, Thresholds]>([
  ['a threshold', { threshold: 0.9 }],
  ['an absolute change', { minimumChange: 0.1 }],
  ['a relative change, which MLflow passes', { minimumRelativeChange: 0.1 }],
])('a number that is none never passes %s', (_, thresholds) => {
  for (const bad of [Number.NaN, Number.POSITIVE_INFINITY]) {
    for (const way of ['up', 'down'] as const)
      expect(verdictOn(way, thresholds, bad, 0.7).outcome).toBe('inconclusive');
  }
});

test('a change of a negative number is a share of its size: no sign is turned', () => {
  // -0.5 to -0.4 is better by a fifth; MLflow divides by -0.5 and fails it.
  expect(verdictOn('up', { minimumRelativeChange: 0.1 }, -0.4, -0.5).outcome).toBe('pass');
});

test('decimals are compared, not their binary rests: 0.3 - 0.1 is 0.2, where MLflow fails it', () => {
  expect(verdictOn('down', { minimumChange: 0.1 }, 0.2, 0.3).outcome).toBe('pass');
});

test('a baseline of 0, of which nothing is a share, is stated', () => {
  const { sentence } = verdictOn('up', { minimumRelativeChange: 0.1 }, tiny, 0);
  expect(sentence).toContain('the number in production is 0, of which nothing is a share: any gain is enough');
});

test('and the gain over it is no share: its number, its line and the room it has are those of the metric', () => {
  const gained = verdictOn('up', { minimumRelativeChange: 0.1 }, 0.03, 0);
  const [rule] = rulesOf(gained);
  expect(rule).toMatchObject({ threshold: 0, lines: [{ at: 0, wanted: 'above' }], requirement: 'better by 10 %' });
  expect(rule && effectText(rule)).not.toContain('%');
  const said = explanationText(gained).join('\n');
  expect(said).toMatch(/has room +while the difference is more than 0\.0+ on as many rows/);
  const lost = explanationText(verdictOn('down', { minimumRelativeChange: 0.1 }, 0.03, 0)).join('\n');
  expect(lost).not.toContain('would pass'); // a loss below 0 can't be
});
