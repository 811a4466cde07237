import { expect, test } from 'vitest';
import { relativeChange } from '../../../src/core/comparison/estimate-ratio.ts';
import { fisherExact } from '../../../src/core/comparison/fisher-exact.ts';
import { koopmanInterval } from '../../../src/core/comparison/koopman.ts';
import { measure } from '../../../src/core/comparison/measure.ts';
import { normalQuantile } from '../../../src/core/comparison/normal.ts';
import { createRandom } from '../../../src/core/comparison/random.ts';
import { type DefinedEstimate, type Estimate, isDefined } from '../../../src/core/evaluation/estimate.ts';
import { measurementSchema } from '../../../src/core/gate/evidence.ts';
import { type Row, scoredRows, settings, someRows } from './rows.ts';

function defined(estimate: Estimate | undefined): DefinedEstimate {
  if (estimate === undefined || !isDefined(estimate)) throw new Error(`no number: ${JSON.stringify(estimate)}`);
  return estimate;
}

test('a relative change is the difference over the size of the number in production, and so are its bounds about', () => {
  const rows = scoredRows(someRows(600));
  const plain = measure(rows, { metric: 'log_loss' }, settings);
  const share = measure(rows, { metric: 'log_loss', relative: true }, settings);
  const [difference, champion, relative] = [plain.difference, plain.champion, share.difference].map(defined);
  if (!difference || !champion || !relative) throw new Error('three numbers');
  expect(relative.value).toBeCloseTo(difference.value / champion.value, 12);
  expect(relative.low).toBeCloseTo(difference.low / champion.value, 1);
  expect(relative.low).toBeLessThan(relative.value);
  expect(relative.high).toBeGreaterThan(relative.value);
  expect(share.challenger).toEqual(plain.challenger);
  measurementSchema.parse(share);
});

test('a change of a negative number keeps its sign, and 0 has no share', () => {
  expect(relativeChange(-0.4, -0.5)).toBeCloseTo(0.2, 12);
  expect(relativeChange(1, 0)).toBeNaN();
});

test('nothing is a share of a number that may be 0', () => {
  const random = createRandom(3);
  const noise = () => (random.next() + 0.5) / 2 ** 32 - 0.5;
  const rows = Array.from({ length: 200 }, (): Row => {
    const label = noise();
    return { label, challenger: label + noise(), champion: label + noise(), group: 'all' };
  });
  const { difference } = measure(scoredRows(rows, 'regression'), { metric: 'mean_error', relative: true }, settings);
  expect(difference).toEqual({ undefined: 'the number of the champion may be 0, of which nothing is a share', n: 200 });
});

/** Rows of two groups, of which so many are chosen. */
function chosen(young: readonly [number, number], old: readonly [number, number]): Row[] {
  const group = (name: string, [successes, n]: readonly [number, number]) =>
    Array.from({ length: n }, (_, i): Row => {
      const score = i < successes ? 0.9 : 0.1;
      return { label: i % 2, challenger: score, champion: score, group: name };
    });
  return [...group('young', young), ...group('old', old)];
}

const ratio = {
  metric: 'selection_rate',
  relative: true,
  group: { name: 'age', value: 'young', reference: 'old' },
} as const;

test("a ratio of two groups has Koopman's interval, and Fisher's test beside it", () => {
  const found = measure(scoredRows(chosen([20, 50], [60, 100])), ratio, settings);
  const [a, b] = [
    { successes: 20, n: 50 },
    { successes: 60, n: 100 },
  ];
  const { ratio: value, low, high } = koopmanInterval(a, b, normalQuantile(0.95));
  expect(found.challenger).toMatchObject({ value, low, high, n: 50, method: 'Koopman' });
  expect(found.champion).toEqual(found.challenger);
  expect(found.difference).toBeUndefined();
  expect(found.fisher).toBe(fisherExact(a, b).twoSided);
  measurementSchema.parse(found);
});

test('a group of which nobody is chosen has a ratio of 0 with a bound; one over nobody has none', () => {
  const none = measure(scoredRows(chosen([0, 50], [60, 100])), ratio, settings);
  expect(defined(none.challenger)).toMatchObject({ value: 0, low: 0 });
  expect(defined(none.challenger).high).toBeGreaterThan(0);
  expect(defined(none.challenger).high).toBeLessThan(0.3);
  const over = measure(scoredRows(chosen([20, 50], [0, 100])), ratio, settings);
  expect(over.challenger).toMatchObject({ undefined: expect.stringContaining('nobody of the reference') });
});

test('where all of both are chosen the ratio has a width: thirty of thirty are no proof that nobody is refused', () => {
  const { low, high, se } = defined(measure(scoredRows(chosen([30, 30], [100, 100])), ratio, settings).challenger);
  expect(low).toBeLessThan(0.93);
  expect(high).toBeGreaterThan(1.02);
  expect(se).toBeUndefined();
});

test('too few rows have neither a ratio nor a test', () => {
  const found = measure(scoredRows(chosen([5, 12], [60, 100])), ratio, settings);
  expect(found.challenger).toEqual({ undefined: 'insufficient data: 12 of 30 rows', n: 12 });
  expect(found.fisher).toBeUndefined();
});

test('a ratio is one of shares of people', () => {
  const found = measure(scoredRows(chosen([20, 50], [60, 100])), { ...ratio, metric: 'mean_score' }, settings);
  expect(found.challenger).toMatchObject({ undefined: expect.stringContaining('no share of people') });
});

test('the interval of a ratio holds its own level: of 400 samples with a true ratio of 0.8, about 10 % miss', () => {
  const random = createRandom(11);
  const draw = (p: number, n: number) =>
    Array.from({ length: n }, () => random.next() / 2 ** 32 < p).filter(Boolean).length;
  let missed = 0;
  for (let i = 0; i < 400; i += 1) {
    const found = measure(scoredRows(chosen([draw(0.4, 150), 150], [draw(0.5, 150), 150])), ratio, settings);
    const { low, high } = defined(found.challenger);
    if (low > 0.8 || high < 0.8) missed += 1;
  }
  expect(missed).toBeGreaterThan(20);
  expect(missed).toBeLessThan(62);
});
