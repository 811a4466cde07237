import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { normalizedGain } from '../../../../src/core/evaluation/ranking/query-metrics.ts';
import { rankQueries } from '../../../../src/core/evaluation/ranking/ranked-query.ts';
import { categoryColumn } from '../../../../src/core/features/category.ts';
import type { TrainingData } from '../../../../src/core/training/engine.ts';
import { gbdtEngine } from '../../../../src/core/training/gbdt/gbdt-engine.ts';
import { lambdarankLoss } from '../../../../src/core/training/gbdt/lambdarank-loss.ts';
import type { QueryRows } from '../../../../src/core/training/gbdt/query-rows.ts';
import { setAside } from '../../../../src/core/training/gbdt/set-aside.ts';
import { modelText, trained, trainOf } from '../engine-run.ts';
import { dataOf, numbers, uniform } from '../made-up-data.ts';

const train = (data: TrainingData, parameters = {}, notes: string[] = []) =>
  trained(gbdtEngine, data, trainOf('gbdt', parameters), notes);

/** What the loss packs, as numbers again. */
function statistics(rows: QueryRows, scores: Float64Array) {
  const loss = lambdarankLoss(rows);
  const packed = loss.unpack.map(() => new Float64Array(scores.length));
  const units = loss.pack(0, [scores], packed, 0);
  const [gradients = [], hessians = []] = packed.map((values, k) =>
    Array.from(values, (value) => (value - 2 ** 41) * (k === 0 ? units.gradient : units.hessian)),
  );
  return { gradients, hessians };
}

/** LightGBM's GetGradientsForOneQuery, pair by pair as it is written there: sigmoid 1, truncation level 30, both normalisations; gains are the labels. */
function lightGbm(label: readonly number[], scores: readonly number[]) {
  const order = [...label.keys()].sort((a, b) => (scores[b] ?? 0) - (scores[a] ?? 0) || a - b);
  const discount = (rank: number) => 1 / Math.log2(2 + rank);
  const best = label
    .toSorted((a, b) => b - a)
    .slice(0, 30)
    .reduce((sum, gain, rank) => sum + gain * discount(rank), 0);
  const [gradients, hessians] = [label.map(() => 0), label.map(() => 0)];
  let sum = 0;
  const at = (values: readonly number[], rank: number) => values[order[rank] ?? -1] ?? Number.NaN;
  for (let i = 0; i < Math.min(30, label.length - 1); i++) {
    for (let j = i + 1; j < label.length; j++) {
      if (at(label, i) === at(label, j)) continue;
      const [high, low] = at(label, i) > at(label, j) ? [i, j] : [j, i];
      const delta = at(scores, high) - at(scores, low);
      let change = ((at(label, high) - at(label, low)) * Math.abs(discount(high) - discount(low))) / best;
      if (Math.max(...scores) !== Math.min(...scores)) change /= 0.01 + Math.abs(delta);
      const p = 1 / (1 + Math.exp(delta));
      for (const [rank, sign] of [
        [high, -1],
        [low, 1],
      ] as const) {
        const row = order[rank] ?? -1;
        gradients[row] = (gradients[row] ?? 0) + sign * p * change;
        hessians[row] = (hessians[row] ?? 0) + p * (1 - p) * change;
      }
      sum += 2 * p * change;
    }
  }
  const factor = sum > 0 ? Math.log2(1 + sum) / sum : 1;
  return { gradients: gradients.map((g) => g * factor), hessians: hessians.map((h) => h * factor) };
}

const query = fc
  .array(fc.tuple(fc.integer({ min: 0, max: 4 }), fc.integer({ min: -20, max: 20 })), { minLength: 2, maxLength: 45 })
  .map((rows) => ({ label: rows.map(([y]) => y), scores: rows.map(([, score]) => score / 8) }));

describe('gradients', () => {
  test("are those of LightGBM's lambdarank", () => {
    fc.assert(
      fc.property(query, ({ label, scores }) => {
        fc.pre(new Set(label).size > 1);
        const rows = { label: Float64Array.from(label), query: categoryColumn(label.map(() => 'a')) };
        const [ours, theirs] = [statistics(rows, Float64Array.from(scores)), lightGbm(label, scores)];
        for (const [row, gradient] of theirs.gradients.entries()) {
          expect(ours.gradients[row]).toBeCloseTo(gradient, 6);
          expect(ours.hessians[row]).toBeCloseTo(theirs.hessians[row] ?? Number.NaN, 6);
        }
      }),
    );
  });

  test('of queries that lie mixed are those of each alone, times the mean weight of its rows', () => {
    const label = Float64Array.of(2, 1, 0, 3, 0, 1);
    const scores = Float64Array.of(0.1, 0.5, 0.2, -0.4, 0.3, 0);
    const names = ['a', 'b', 'a', 'b', 'b', 'a'];
    const weight = Float64Array.of(1, 4, 2, 1, 1, 3);
    const { gradients } = statistics({ label, query: categoryColumn(names), weight }, scores);
    for (const [name, mean] of [
      ['a', 2],
      ['b', 2],
    ] as const) {
      const rows = [...names.keys()].filter((row) => names[row] === name);
      const alone = lightGbm(
        rows.map((row) => label[row] ?? 0),
        rows.map((row) => scores[row] ?? 0),
      );
      for (const [at, row] of rows.entries()) expect(gradients[row]).toBeCloseTo(mean * (alone.gradients[at] ?? 0), 6);
    }
  });

  test('are 0 where there is nothing to order: one relevance, a row alone, a row without a query', () => {
    const label = Float64Array.of(2, 2, 3, 0, 5);
    const query = categoryColumn(['a', 'a', 'b', null, null]);
    expect(statistics({ label, query }, Float64Array.of(1, 2, 3, 4, 5)).gradients).toEqual([0, 0, 0, 0, 0]);
  });
});

/** Days that differ in what no column says; within a day the first column tells. */
function days(count: number, seed: number): TrainingData {
  const next = uniform(seed);
  const names = Array.from({ length: count }, (_, day) => new Array<string>(12).fill(`${seed}/${day}`)).flat();
  const ofDay = Array.from({ length: count }, () => 40 * next());
  const x = names.map(next);
  const label = names.map((_, row) => Math.round((ofDay[Math.floor(row / 12)] ?? 0) + 6 * (x[row] ?? 0) + 2 * next()));
  return {
    ...dataOf('ranking', { x: numbers(x), noise: numbers(names.map(next)) }, label),
    query: categoryColumn(names),
  };
}

async function meanGain(parameters: object): Promise<number> {
  const [learn, rest] = [days(60, 1), days(200, 2)];
  const scorer = await gbdtEngine.load(await train(learn, { trees: 40, leaves: 8, ...parameters }), 'ranking');
  const score = await scorer.score(rest.frame);
  const queries = rankQueries({ label: rest.label, score, query: Uint32Array.from(rest.query?.codes ?? []) });
  return queries.reduce((sum, one) => sum + normalizedGain(one, 3), 0) / queries.length;
}

test('what a day has in common is not learned, so that its rows are ranked better than one by one', async () => {
  const [byQuery, byRow] = [await meanGain({}), await meanGain({ objective: 'regression' })];
  expect(byQuery).toBeGreaterThan(byRow + 0.01);
});

test('a ranking without queries, or one that asks for regression, is learned row by row', async () => {
  const data = days(30, 3);
  const { query: _, ...alone } = data;
  expect(modelText(await train(data, { objective: 'regression' }))).toBe(modelText(await train(alone)));
  expect(modelText(await train(data))).not.toBe(modelText(await train(alone)));
});

test('early stopping sets whole queries aside, and stops by their order', async () => {
  const data = days(80, 4);
  const { learn, watch } = setAside(data, 0.3, 7);
  const queries = ({ query }: TrainingData) => new Set(Array.from(query?.codes ?? [], (code) => query?.levels[code]));
  expect(queries(watch).size).toBeGreaterThan(10);
  expect(queries(learn).size + queries(watch).size).toBe(80);
  const notes: string[] = [];
  await train(data, { trees: 400, learningRate: 0.5, earlyStopping: { rounds: 10, share: 0.3 } }, notes);
  expect(notes).toEqual([expect.stringMatching(/^early stop at [1-9]/)]);
});

test('relevance below 0 is refused by the row', async () => {
  const data = days(20, 5);
  data.label[3] = -1;
  await expect(train(data)).rejects.toThrow('row 3: the relevance is -1, expected 0 or more');
});
