import { expect, test } from 'vitest';
import { backTested, refutedMetrics } from '../../../../src/core/monitoring/estimated-performance/back-test.ts';
import type { MonitoringEvidence } from '../../../../src/core/monitoring/monitoring-evidence.ts';
import { evidenceOf } from '../made-evidence.ts';

const auc = (value: number, se: number) => ({ value, low: value - 0.02, high: value + 0.02, n: 900, method: 'm', se });
const realised = (value: number) => ({
  labelled: 900,
  unlabelled: 0,
  metrics: [{ metric: 'roc_auc' as const, reference: auc(0.8, 0.01), current: auc(value, 0.01) }],
});
const estimate = [{ metric: 'roc_auc' as const, estimate: auc(0.75, 0.01) }];

test.each([
  [0.75, true],
  [0.77, true],
  [0.774, true], // half a step of rounding
  [0.78, false],
  [0.72, false],
])('estimated 0.75 (0.73 … 0.77), realised %f: held is %s', (value, held) => {
  expect(backTested(realised(value), estimate).metrics).toMatchObject([{ estimated: { value: 0.75 }, held }]);
});

test('without an estimate, or a realised number, nothing is claimed', () => {
  const none = [{ metric: 'roc_auc' as const, estimate: { undefined: 'one class', n: 3 } }];
  expect(backTested(realised(0.7), none)).toEqual(realised(0.7));
  expect(backTested(realised(0.7), [])).toEqual(realised(0.7));
});

/** A letter for each week, oldest first: held, missed, no labels. */
const weeks = (letters: string): MonitoringEvidence[] =>
  [...letters].map((letter, week) =>
    evidenceOf(week, 'steady', {
      ...(letter !== '-' && { realised: backTested(realised(letter === 'h' ? 0.75 : 0.6), estimate) }),
    }),
  );

test.each([
  ['', false],
  ['m', false],
  ['mm', true],
  ['mhm', true],
  ['m-m--', true],
  ['mmhh', false],
  ['hhm', false],
])('after %s its estimates are refuted: %s', (letters, refuted) => {
  expect(refutedMetrics(weeks(letters)).has('roc_auc')).toBe(refuted);
});
