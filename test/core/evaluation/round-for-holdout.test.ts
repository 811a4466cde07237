import fc from 'fast-check';
import { expect, test } from 'vitest';
import { normalQuantile } from '../../../src/core/comparison/normal.ts';
import type { DefinedEstimate } from '../../../src/core/evaluation/estimate.ts';
import { roundEstimate, roundForHoldout } from '../../../src/core/evaluation/round-for-holdout.ts';
import { evidenceSchema, type Measurement } from '../../../src/core/gate/evidence.ts';
import { creditGates, estimate, evidence, lending, passing, youngGood } from '../gate/sample-evidence.ts';

const alpha = 0.05;

test.each<[string, DefinedEstimate, number[]]>([
  ['to the standard error, rounded up', { ...estimate(0.671, 0.61, 0.731), se: 0.031 }, [0.68, 0.6, 0.76, 0.04]],
  ['to the nearest step below', { ...estimate(0.65, 0.61, 0.73), se: 0.04 }, [0.64, 0.6, 0.76, 0.04]],
  ['negative numbers outward too', { ...estimate(-0.05, -0.11, -0.01), se: 0.02 }, [-0.04, -0.12, 0, 0.02]],
  ['an error of 0.0096 to hundredths', { ...estimate(0.504, 0.491, 0.519), se: 0.0096 }, [0.5, 0.49, 0.52, 0.01]],
  ['large numbers', { ...estimate(12_345, 11_900, 12_800), se: 234 }, [12_300, 11_700, 12_900, 300]],
  ['a bound that is a step already stays', { ...estimate(0.5, 0.3, 0.7), se: 0.1 }, [0.5, 0.3, 0.7, 0.1]],
  ['no spread, to 1/n', estimate(0, 0, 0, 200), [0, 0, 0, 0.005]],
  [
    'a constant, to 1/n rounded up',
    { ...estimate(0.123_456, 0.123_456, 0.123_456, 300), se: 0 },
    [0.124, 0.12, 0.124, 0.004],
  ],
])('is rounded: %s', (_, exact, [value, low, high, se]) => {
  const { n, method } = exact;
  expect(roundEstimate(exact, alpha)).toEqual({ value, low, high, n, method, se });
});

test('without a standard error the wider side of the interval stands for it, at its own level', () => {
  const z = normalQuantile(1 - alpha);
  const lopsided = estimate(0.5, 0.5 - 0.03 * z, 0.5 + 0.01 * z);
  expect(roundEstimate(lopsided, alpha)).toMatchObject({ se: 0.03 });
  expect(roundEstimate(lopsided, 0.2)).toMatchObject({ se: 0.06 }); // 0.03 · 1.645 / 0.842
});

test.each([
  ['the least number there is', [1e-322, 0, 2e-322], 5e-324, [0, 0, 1e-100]],
  ['numbers below the finest step', [1e-120, 5e-121, 2e-120], 3e-121, [0, 0, 1e-100]],
  ['negative ones', [-1e-120, -2e-120, -5e-121], 3e-121, [0, -1e-100, 0]],
] as const)('an error below 1e-100 is rounded to it, never inward: %s', (_, [value, low, high], se, after) => {
  const once = roundEstimate({ ...estimate(value, low, high), se }, alpha);
  expect(once).toMatchObject({ value: after[0], low: after[1], high: after[2], se: 1e-100 });
  expect(roundEstimate(once, alpha)).toEqual(once);
});

test('an undefined number stays as it is, and no zero is negative', () => {
  const undecided = { undefined: 'insufficient data: 12 of 30 rows', n: 12 };
  expect(roundEstimate(undecided, alpha)).toEqual(undecided);
  const rounded = roundEstimate({ ...estimate(-0.001, -0.002, -0.0001), se: 0.04 }, alpha);
  expect(rounded).toMatchObject({ value: 0, high: 0 });
});

const number = fc.double({ min: -1000, max: 1000, noNaN: true });
const width = fc.oneof(fc.constant(0), fc.double({ min: 1e-6, max: 10, noNaN: true }));
const exact = fc
  .record({ value: number, below: width, above: width, se: fc.option(width), n: fc.integer({ min: 1, max: 100_000 }) })
  .map(({ value, below, above, se, n }): DefinedEstimate => {
    return { ...estimate(value, value - below, value + above, n), ...(se !== null && { se }) };
  });

function rounded(of: DefinedEstimate): DefinedEstimate & { se: number } {
  const found = roundEstimate(of, alpha);
  if (!('value' in found) || found.se === undefined) throw new TypeError('a number stays a number');
  return { ...found, se: found.se };
}

test('the interval never shrinks and grows by less than a step at each end; the value moves by half a step at most', () => {
  fc.assert(
    fc.property(exact, (before) => {
      const after = rounded(before);
      const little = 1e-8; // twelve digits count, of numbers up to 1000
      expect(after.low).toBeLessThanOrEqual(before.low + little);
      expect(after.low).toBeGreaterThan(before.low - after.se - little);
      expect(after.high).toBeGreaterThanOrEqual(before.high - little);
      expect(after.high).toBeLessThan(before.high + after.se + little);
      expect(Math.abs(after.value - before.value)).toBeLessThanOrEqual(after.se / 2 + little);
      expect(after.low <= after.value && after.value <= after.high).toBe(true);
    }),
    { numRuns: 500 },
  );
});

test('the step has one digit and is never finer than the standard error', () => {
  fc.assert(
    fc.property(exact, (before) => {
      const { se } = rounded(before);
      expect(Number(se.toPrecision(1))).toBe(se);
      if (before.se !== undefined && before.se > 0) expect(se).toBeGreaterThanOrEqual(before.se * (1 - 1e-9));
      if (before.se === 0) expect(se).toBeGreaterThanOrEqual((1 - 1e-9) / before.n);
    }),
    { numRuns: 500 },
  );
});

test('rounding again changes nothing, at any level', () => {
  fc.assert(
    fc.property(exact, fc.constantFrom(0.05, 0.001, 0.3), (before, level) => {
      const once = roundEstimate(before, alpha);
      expect(roundEstimate(once, level)).toEqual(once);
    }),
    { numRuns: 1000 },
  );
});

test('only what decides leaves, every number of it rounded', () => {
  const before = evidence();
  const after = roundForHoldout(before, creditGates(), lending());
  expect(after.measurements.map(({ quantity }) => quantity)).toEqual([{ metric: 'roc_auc' }, youngGood]);
  const round = (of: Measurement['challenger'] | undefined) => of && roundEstimate(of, before.alpha);
  for (const measurement of after.measurements) {
    const from = passing.find(({ quantity }) => quantity === measurement.quantity);
    for (const field of ['challenger', 'champion', 'difference', 'widening'] as const) {
      expect(measurement[field]).toEqual(round(from?.[field]));
      expect(field in measurement).toBe(from !== undefined && field in from);
    }
  }
  const { measurements: _, ...rest } = after;
  expect(before).toMatchObject(rest);
  evidenceSchema.parse(after);
  expect(roundForHoldout(after, creditGates(), lending())).toEqual(after);
});

test('a metric leaves once a rule is about it', () => {
  const gates = creditGates([{ metric: 'expected_cost', rule: 'superior', why: 'x' }]);
  const { measurements } = roundForHoldout(evidence(), gates, lending());
  expect(measurements.map(({ quantity }) => quantity.metric)).toEqual(['roc_auc', 'expected_cost']);
});

test.each([
  [0.0312, 0.04],
  [5e-324, 1e-100],
  [0, 0],
])('the p of an exact test is rounded up: %d to %d', (fisher, upward) => {
  const measured = passing.map((measurement) => ({ ...measurement, fisher }));
  const { measurements } = roundForHoldout(evidence(measured), creditGates(), lending());
  expect(measurements.map((measurement) => measurement.fisher)).toEqual(measurements.map(() => upward));
});

test('how often the models decide differently leaves rounded', () => {
  const disagreement = { value: 0.0412, low: 0.0263, high: 0.0631, n: 300, method: 'Wilson' };
  const after = roundForHoldout(evidence(passing, { disagreement }), creditGates(), lending());
  expect(after.disagreement).toEqual(roundEstimate(disagreement, after.alpha));
  expect(after.disagreement).not.toMatchObject({ value: 0.0412 });
});
