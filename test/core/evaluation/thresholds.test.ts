import { expect, test } from 'vitest';
import type { Gates } from '../../../src/core/definitions/schema/gates.ts';
import { type DevRows, thresholdsOf } from '../../../src/core/evaluation/thresholds.ts';
import { creditGates } from '../gate/sample-evidence.ts';

const thresholdOf = (policy: Gates, rows: DevRows | undefined) => thresholdsOf(policy, rows, 2).overall;
const gates = creditGates(); // a bad loan that was granted costs 5, a good one declined 1
const dev = { label: Float64Array.of(0, 1, 0, 1), score: Float64Array.of(0.1, 0.3, 0.4, 0.8) };
const withoutCosts = { ...gates, problem: { ...gates.problem } };
delete withoutCosts.problem.costs;

test('a threshold that is a number stands, with dev rows or without', () => {
  const fixed = { ...gates, evaluate: { ...gates.evaluate, threshold: 0.37 } };
  expect([thresholdOf(fixed, undefined), thresholdOf(fixed, dev)]).toEqual([0.37, 0.37]);
});

test('costOptimal is the threshold of least cost on the dev rows', () => {
  expect(thresholdOf(gates, dev)).toBe(0.3);
  const cheap = {
    ...gates,
    problem: { ...gates.problem, costs: { falseNegative: 0.5, falsePositive: 1, truePositive: 0, trueNegative: 0 } },
  };
  expect(thresholdOf(cheap, dev)).toBe(0.8);
});

test('dev rows without a label take no part', () => {
  const more = {
    label: Float64Array.of(Number.NaN, ...dev.label, Number.NaN),
    score: Float64Array.of(0.9, ...dev.score, 0.05),
  };
  expect(thresholdOf(gates, more)).toBe(0.3);
});

test('rows count by their weight in what a threshold costs, and rows of weight 0 not at all', () => {
  const weight = Float64Array.of(1, 1, 1, 20);
  const cheap = { ...dev, label: Float64Array.of(0, 1, 0, 0) };
  expect(thresholdOf(gates, cheap)).toBe(0.3);
  expect(thresholdOf(gates, { ...cheap, weight })).toBe(1.1);
  expect(thresholdOf(gates, { ...cheap, weight: Float64Array.of(1, 1, 1, 0) })).toBe(0.3);
  expect(() => thresholdOf(gates, { ...cheap, weight: new Float64Array(4) })).toThrowError(/no labelled dev row/);
});

test.each([
  ['no costs', withoutCosts, dev, 'config', 'evaluate.costs'],
  ['no dev rows', gates, undefined, 'evidence', 'evaluate.dev'],
  ['no labelled dev row', gates, { ...dev, label: new Float64Array(4).fill(Number.NaN) }, 'evidence', 'evaluate.dev'],
] as const)('%s to fit costOptimal with is refused', (_, policy, rows, errorClass, rule) => {
  expect(() => thresholdOf(policy, rows)).toThrowError(
    expect.objectContaining({ class: errorClass, faults: [expect.objectContaining({ rule })] }),
  );
});
