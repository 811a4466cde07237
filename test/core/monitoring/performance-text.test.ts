import { expect, test } from 'vitest';
import { performanceTexts } from '../../../src/core/monitoring/performance-text.ts';
import { evidenceOf } from './made-evidence.ts';

const auc = (value: number) => ({ value, low: value - 0.02, high: value + 0.02, n: 900, method: 'm' });
const told = { metric: 'roc_auc' as const, reference: auc(0.8) };
const estimated = (weighted?: number) => ({
  estimated: { metrics: [{ ...told, current: auc(0.75), ...(weighted !== undefined && { weighted: auc(weighted) }) }] },
});
const realised = (value: number, held?: boolean) => ({
  realised: {
    labelled: 900,
    unlabelled: 0,
    metrics: [{ ...told, current: auc(value), ...(held !== undefined && { estimated: auc(0.75), held }) }],
  },
});

test('a window says what is realised and whether it was foreseen, else what is estimated, else nothing', () => {
  const windows = [
    realised(0.7),
    { ...estimated(), ...realised(0.74, true) },
    { ...estimated(), ...realised(0.7, false) },
    estimated(0.76),
    estimated(0.7),
    {},
  ].map((more, week) => evidenceOf(week, 'steady', more));
  expect(performanceTexts(windows)).toEqual([
    'ROC AUC 0.70 (0.68 … 0.72)',
    'ROC AUC 0.74 (0.72 … 0.76), as estimated',
    'ROC AUC 0.70 (0.68 … 0.72), not the estimated 0.75',
    'ROC AUC estimated 0.75 (0.73 … 0.77)',
    'ROC AUC estimated 0.75 (0.73 … 0.77), 0.70 by weighted dev rows',
    '',
  ]);
});

test('estimates that did not hold twice are not repeated', () => {
  const windows = [0.7, 0.7].map((value, week) => evidenceOf(week, 'steady', realised(value, false)));
  expect(performanceTexts([...windows, evidenceOf(2, 'steady', estimated())]).at(-1)).toBe(
    'ROC AUC: estimates did not hold',
  );
});
