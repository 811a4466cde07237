import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { claimsOf } from '../../../src/core/comparison/claims.ts';
import { measure } from '../../../src/core/comparison/measure.ts';
import { midranks } from '../../../src/core/comparison/midranks.ts';
import { createRandom } from '../../../src/core/comparison/random.ts';
import { signEvidence } from '../../../src/core/comparison/second-opinions/anytime.ts';
import { pairedT } from '../../../src/core/comparison/second-opinions/paired-t.ts';
import { cochranQ, friedmanTest } from '../../../src/core/comparison/second-opinions/several-models.ts';
import { signFlipTest } from '../../../src/core/comparison/second-opinions/sign-flips.ts';
import { wilcoxonTest } from '../../../src/core/comparison/second-opinions/wilcoxon.ts';
import { isDefined } from '../../../src/core/evaluation/estimate.ts';
import { measurementSchema, type Quantity } from '../../../src/core/gate/evidence.ts';
import { scoredRows, settings, someRows } from './rows.ts';

const rows = scoredRows(someRows(400));
const asked = { ...settings, resamples: 200, opinions: { margin: 0.05 } };
const testsOf = (quantity: Quantity, of = rows, how = asked) => measure(of, quantity, how).secondTests;
const names = (quantity: Quantity, of = rows) => testsOf(quantity, of)?.map(({ test: name }) => name);

describe('a measurement', () => {
  test('of a share has tests of the rows that one model alone gets right, and an interval for any distribution', () => {
    const found = measure(rows, { metric: 'accuracy' }, asked);
    expect(found.secondTests?.map(({ test: name }) => name)).toEqual([
      'McNemar, mid-p',
      'McNemar, exact',
      'sign test, at any time',
    ]);
    const { difference, guaranteed } = found;
    if (!difference || !guaranteed || !isDefined(difference) || !isDefined(guaranteed)) throw new Error('undefined');
    expect(guaranteed.value).toBeCloseTo(difference.value, 12);
    expect(guaranteed.low < difference.low && guaranteed.high > difference.high).toBe(true);
  });

  test('of a mean has tests of its differences, and of the margin that a rule allows', () => {
    expect(names({ metric: 'brier' })).toEqual([
      'paired t',
      'Wilcoxon signed rank',
      'sign flips',
      'mixture SPRT, at any time',
      'not worse by the margin, t',
    ]);
    expect(names({ metric: 'mean_score' })?.at(-1)).toBe('within the margin, two one-sided t');
  });

  test('with an anchor asks whether all three are alike', () => {
    const three = { ...rows, anchor: rows.challenger.map((score) => Math.min(1, score + 0.05)) };
    expect(names({ metric: 'accuracy' }, three)).toContain("Cochran's Q, with the anchor");
    expect(names({ metric: 'brier' }, three)).toContain('Friedman, with the anchor');
  });

  test('of ranks, of groups, of clusters and of weights has none, and neither has one that nobody asked', () => {
    expect(names({ metric: 'roc_auc' })).toBeUndefined();
    expect(names({ metric: 'brier', group: { name: 'age', value: 'young', reference: 'old' } })).toBeUndefined();
    const levels = Array.from({ length: 40 }, (_, k) => `c${k}`);
    const codes = Int32Array.from({ length: 400 }, (_, row) => row % 40);
    expect(names({ metric: 'brier' }, { ...rows, cluster: { type: 'category', levels, codes } })).toBeUndefined();
    expect(names({ metric: 'brier' }, { ...rows, weight: new Float64Array(400).fill(2) })).toBeUndefined();
    const { opinions: _, ...silent } = asked;
    expect(measure(rows, { metric: 'brier' }, silent)).not.toHaveProperty('secondTests');
  });

  test('agrees with the interval where there is no doubt', () => {
    const better = someRows(400).map((row) => ({ ...row, challenger: 0.9 * row.label + 0.05, champion: 0.5 }));
    for (const { p } of testsOf({ metric: 'brier' }, scoredRows(better)) ?? []) expect(p).toBeLessThan(0.001);
    const twins = someRows(400).map((row) => ({ ...row, champion: row.challenger }));
    for (const { p } of testsOf({ metric: 'accuracy' }, scoredRows(twins)) ?? []) expect(p).toBe(1);
    expect(testsOf({ metric: 'brier' }, scoredRows(twins))).toBeUndefined();
  });
});

const differences = fc
  .array(fc.constantFrom(0, 1, -1, 0.5, -0.25, 3), { maxLength: 40 })
  .map((values) => Float64Array.from(values));

test('no p is outside 0 to 1, and turning every difference round leaves the two-sided ones as they are', () => {
  fc.assert(
    fc.property(differences, (values) => {
      const turned = values.map((d) => -d);
      const both = (p: (of: Float64Array) => number | undefined) => [p(values), p(turned)] as const;
      for (const [p, other] of [
        both((of) => pairedT(of)?.p),
        both((of) => wilcoxonTest(of)?.twoSided),
        both((of) => (of.length <= 12 ? signFlipTest(of, 99, createRandom(1)).twoSided : undefined)),
        both((of) => signEvidence(of.filter((d) => d > 0).length, of.filter((d) => d < 0).length).p),
      ]) {
        if (p === undefined) expect(other).toBeUndefined();
        else {
          expect(p).toBeGreaterThanOrEqual(0);
          expect(p).toBeLessThanOrEqual(1);
          expect(other).toBeCloseTo(p, 9);
        }
      }
    }),
  );
});

test('a sample of sign flips comes near to all of them, and is never 0', () => {
  const values = Float64Array.from({ length: 16 }, (_, i) => Math.sin(i * 7) + 0.3);
  const exact = signFlipTest(values, 0, createRandom(1)).twoSided;
  const longer = Float64Array.from([...values, 0]); // one more than is looked at whole; a 0 changes no sum
  expect(signFlipTest(longer, 20_000, createRandom(1)).twoSided).toBeCloseTo(exact, 1);
  expect(signFlipTest(new Float64Array(40).fill(1), 99, createRandom(1)).twoSided).toBe(1 / 100);
});

test('sign flips do not know the unit of the differences', () => {
  for (const rows of [12, 200]) {
    const values = Float64Array.from({ length: rows }, (_, i) => Math.sin(i * 7) / 10 + (i % 5) / 10 - 0.1);
    const flips = (unit: number) =>
      signFlipTest(
        values.map((d) => d * unit),
        1999,
        createRandom(1),
      );
    const { twoSided, greater } = flips(1);
    for (const unit of [1e-15, 1e12]) expect(flips(unit)).toMatchObject({ twoSided, greater });
  }
});

test('the exact and the normal Wilcoxon agree on many differences', () => {
  const values = Float64Array.from({ length: 50 }, (_, i) => (i % 3 === 0 ? -1 : 1) * (i + 1));
  const [exact, normal] = [wilcoxonTest(values, 'exact'), wilcoxonTest(values, 'normal')];
  expect(exact?.method).toBe('exact');
  expect(normal?.twoSided).toBeCloseTo(exact?.twoSided ?? Number.NaN, 2);
});

test('ties share their ranks', () => {
  expect(midranks(Float64Array.of(10, 5, 10, 7))).toEqual({ ranks: Float64Array.of(3.5, 1, 3.5, 2), ties: 6 });
});

test('models that agree on every row differ in nothing that could be tested', () => {
  const same = [Float64Array.of(1, 0, 1), Float64Array.of(1, 0, 1), Float64Array.of(1, 0, 1)];
  expect(cochranQ(same)).toBeUndefined();
  expect(friedmanTest(same)).toBeUndefined();
  expect(pairedT(Float64Array.of(0, 0, 0))).toBeUndefined();
  expect(wilcoxonTest(Float64Array.of(0, 0, 0))).toBeUndefined();
});

test('who looked at several metrics claims less of each (Holm)', () => {
  const measured = (['accuracy', 'brier', 'log_loss'] as const).map((metric) => measure(rows, { metric }, asked));
  const claims = claimsOf(measured);
  expect(claims.map(({ quantity }) => quantity.metric)).toEqual(['accuracy', 'brier', 'log_loss']);
  const [least] = [...claims].sort((a, b) => a.p - b.p);
  expect(least?.adjusted).toBeCloseTo(Math.min(1, 3 * (least?.p ?? 1)), 12);
  for (const { p, adjusted } of claims) expect(adjusted).toBeGreaterThanOrEqual(p);
  const strict = measure(rows, { metric: 'brier', level: { alpha: 0.001 } }, { ...asked, alpha: 0.001 });
  expect(claimsOf([...measured, strict])).toEqual(claims);
  expect(claimsOf([measure(rows, { metric: 'brier', group: { name: 'age', value: 'old' } }, asked)])).toEqual([]);
});

test('whatever the rows, it is what evidence may carry', () => {
  const number = fc.constantFrom(0, 1, 0.5, Number.NaN, Number.NEGATIVE_INFINITY);
  const row = fc.record({
    label: fc.constantFrom(0, 1, Number.NaN),
    challenger: number,
    champion: number,
    group: fc.constant('old'),
  });
  fc.assert(
    fc.property(fc.array(row, { maxLength: 40 }), (list) => {
      for (const metric of ['accuracy', 'brier', 'mean_score'] as const)
        measurementSchema.parse(measure(scoredRows(list), { metric }, { ...asked, resamples: 20, minimumGroup: 2 }));
    }),
    { numRuns: 40 },
  );
});
