import { expect, test } from 'vitest';
import { createRandom } from '../../../src/core/comparison/random.ts';
import { isDefined } from '../../../src/core/evaluation/estimate.ts';
import { bindMetric } from '../../../src/core/evaluation/metric.ts';
import { metrics } from '../../../src/core/evaluation/metrics.ts';
import { permutationImportance } from '../../../src/core/explanation/permutation-importance.ts';
import { rowBlocks } from '../../../src/core/explanation/row-blocks.ts';
import type { CategoryColumn, Frame, NumberColumn } from '../../../src/core/features/frame.ts';

const features = ['v:strong', 'v:weak', 'v:unused'];

/** Labels that a logistic model of two of three normal features would give. */
function world(rows: number, seed: number) {
  const random = createRandom(seed);
  const uniform = () => (random.next() + 0.5) / 2 ** 32;
  const normal = () => Math.sqrt(-2 * Math.log(uniform())) * Math.cos(2 * Math.PI * uniform());
  const column = (): NumberColumn => ({ type: 'number', values: Float64Array.from({ length: rows }, normal) });
  const columns = new Map(features.map((name) => [name, column()]));
  const frame: Frame = { rows, columns };
  const score = async ({ columns }: Frame) => {
    const value = (name: string, row: number) => (columns.get(name) as NumberColumn).values[row] ?? 0;
    return Float64Array.from({ length: rows }, (_, row) => {
      return 1 / (1 + Math.exp(-2 * value('v:strong', row) - 0.5 * value('v:weak', row)));
    });
  };
  return { frame, score, chance: uniform };
}

async function importance(rows: number, seed: number, metric: 'roc_auc' | 'log_loss' = 'roc_auc') {
  const { frame, score, chance } = world(rows, seed);
  const label = (await score(frame)).map((p) => (chance() < p ? 1 : 0));
  return permutationImportance({
    frame,
    features,
    score,
    bind: (scores) => bindMetric(metrics[metric], { label, score: scores, threshold: 0.5 }),
    betterIs: metric === 'roc_auc' ? 'higher' : 'lower',
    blocks: rowBlocks(rows, undefined, 0),
    seed: 0,
    alpha: 0.05,
  });
}

test.each(['roc_auc', 'log_loss'] as const)(
  'of %s: the largest first, and an unused feature is exactly 0',
  async (metric) => {
    const found = await importance(600, 3, metric);
    expect(found.map(({ feature }) => feature)).toEqual(features);
    expect(found[0]?.mean).toBeGreaterThan(found[1]?.mean ?? Number.POSITIVE_INFINITY);
    expect(found[2]).toMatchObject({ mean: 0, sd: 0, share: { value: 0, low: 0, high: 0, n: 600 } });
    const shares = found.map(({ share }) => (isDefined(share) ? share.value : Number.NaN));
    expect(shares.reduce((sum, share) => sum + share, 0)).toBeCloseTo(1, 12);
  },
);

test('the same question has the same answer, and a feature more does not move the others', async () => {
  const [once, again] = [await importance(300, 1), await importance(300, 1)];
  expect(again).toEqual(once);
  const { frame, score } = world(300, 1);
  const label = (await score(frame)).map((p) => (p > 0.5 ? 1 : 0));
  const ask = (names: readonly string[]) =>
    permutationImportance({
      frame,
      features: names,
      score,
      bind: (scores) => bindMetric(metrics.accuracy, { label, score: scores, threshold: 0.5 }),
      betterIs: 'higher',
      blocks: rowBlocks(300, undefined, 0),
      seed: 0,
      alpha: 0.05,
    });
  const [alone] = await ask(['v:strong']);
  const strong = (await ask(features)).find(({ feature }) => feature === 'v:strong');
  expect(strong).toMatchObject({ mean: alone?.mean, sd: alone?.sd });
});

test("the share's interval holds the share of many rows about as often as it says", async () => {
  const truth = (await importance(20_000, 99))[0]?.share;
  if (!truth || !isDefined(truth)) throw new Error('no number');
  let held = 0;
  for (let seed = 1; seed <= 60; seed += 1) {
    const share = (await importance(400, seed))[0]?.share;
    if (share && isDefined(share) && share.low <= truth.value && truth.value <= share.high) held += 1;
  }
  // 90 % of 60, less three standard errors.
  expect(held).toBeGreaterThanOrEqual(47);
});

test('where no feature matters there is no share', async () => {
  const { frame } = world(100, 1);
  const label = Float64Array.from({ length: 100 }, (_, i) => i % 2);
  const [first] = await permutationImportance({
    frame,
    features,
    score: async ({ rows }) => new Float64Array(rows).fill(0.5),
    bind: (scores) => bindMetric(metrics.roc_auc, { label, score: scores, threshold: 0.5 }),
    betterIs: 'higher',
    blocks: rowBlocks(100, undefined, 0),
    seed: 0,
    alpha: 0.05,
  });
  expect(first?.share).toEqual({ undefined: 'no feature makes a difference to the metric', n: 100 });
});

test('blocks are of about equal size, and rows of one cluster are in one block', () => {
  const { count, of } = rowBlocks(230, undefined, 5);
  expect(count).toBe(50);
  const sizes = Array.from({ length: count }, (_, block) => of.filter((own) => own === block).length);
  expect(new Set(sizes)).toEqual(new Set([4, 5]));
  const cluster: CategoryColumn = {
    type: 'category',
    levels: ['a', 'b', 'c'],
    codes: Int32Array.from({ length: 230 }, (_, row) => row % 3),
  };
  const clustered = rowBlocks(230, cluster, 5);
  expect(clustered.count).toBe(3);
  for (let row = 3; row < 230; row += 1) expect(clustered.of[row]).toBe(clustered.of[row % 3]);
});
