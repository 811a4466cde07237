import { describe, expect, test } from 'vitest';
import { gatesSchema } from '../../../../src/core/definitions/schema/gates.ts';
import { digestOf } from '../../../../src/core/digest.ts';
import { evaluate } from '../../../../src/core/evaluation/evaluate.ts';
import type { Evaluation, ScoredModel } from '../../../../src/core/evaluation/evaluation.ts';
import {
  decideByGroup,
  fitGroupThresholds,
} from '../../../../src/core/evaluation/group-thresholds/group-thresholds.ts';
import { thresholdsOf } from '../../../../src/core/evaluation/thresholds.ts';
import { categoryColumn } from '../../../../src/core/features/category.ts';
import { realisedMetrics } from '../../../../src/core/monitoring/realised-metrics.ts';
import { groupThresholdEntries } from '../../../../src/core/report/group-thresholds.ts';
import { seededRandom } from '../../../fixtures/seeded-random.ts';
import { creditGates, lending } from '../../gate/sample-evidence.ts';
import { loanFrame, madeUpLoans } from '../made-up-loans.ts';

const rule = {
  constraint: 'demographicParity',
  within: 0.05,
  costs: { falseNegative: 1, falsePositive: 1, truePositive: 0, trueNegative: 0 },
  minimumGroup: 30,
} as const;
const next = seededRandom(4);
const rows = Array.from({ length: 400 }, (_, i) => {
  const group = i % 4 === 0 ? 'a' : 'b';
  const score = next() * (group === 'a' ? 0.6 : 1);
  return { group: i < 10 ? 'few' : group, score, label: next() < score ? 1 : 0 };
});
const sample = {
  label: Float64Array.from(rows, ({ label }) => label),
  score: Float64Array.from(rows, ({ score }) => score),
};
const group = categoryColumn(rows.map(({ group: one }) => one));
const rateOf = (decided: Uint8Array, name: string) => {
  const own = rows.flatMap((row, i) => (row.group === name ? [decided[i] ?? 0] : []));
  return own.reduce((sum, one) => sum + one, 0) / own.length;
};

test('rates that one threshold parts are brought within the limit', () => {
  const one = Uint8Array.from(sample.score, (score) => (score >= 0.5 ? 1 : 0));
  expect(Math.abs(rateOf(one, 'a') - rateOf(one, 'b'))).toBeGreaterThan(0.1);
  const found = fitGroupThresholds(sample, group, 0.5, rule);
  if (found === undefined) throw new Error('nothing was fitted');
  const decided = decideByGroup(sample.score, group, found);
  expect(Math.abs(rateOf(decided, 'a') - rateOf(decided, 'b'))).toBeLessThanOrEqual(0.05 + 1e-9);
  expect(rateOf(decided, 'a')).toBeGreaterThan(0);
});

test('a part with too few rows, and rows in no part, are decided by the one threshold of all', () => {
  const found = fitGroupThresholds(sample, group, 0.5, rule);
  expect([...(found?.of.keys() ?? [])]).toEqual(['a', 'b']);
  const others = categoryColumn(['few', null, 'never seen']);
  if (found === undefined) throw new Error('nothing was fitted');
  expect(decideByGroup(Float64Array.of(0.5, 0.5, 0.4), others, found)).toEqual(Uint8Array.of(1, 1, 0));
});

test('with fewer than two parts of enough rows there is nothing to hold alike', () => {
  expect(fitGroupThresholds(sample, group, 0.5, { ...rule, minimumGroup: 200 })).toBeUndefined();
});

describe('in an evaluation', () => {
  const gates = (() => {
    const plain = creditGates();
    return gatesSchema.parse({
      ...plain,
      evaluate: {
        ...plain.evaluate,
        metrics: ['selection_rate', 'roc_auc', 'expected_cost'],
        threshold: { perGroup: 'age', constraint: 'demographicParity', within: 0.02 },
        groups: [{ name: 'age', by: 'applications:age', bins: [40], reference: 'over 40' }],
      },
    });
  })();
  const loans = madeUpLoans(900);
  const frame = loanFrame(loans, gates);
  const dev = Uint32Array.from(frame.keys.keys()).filter((row) => frame.part[row] === 1);
  const scoreOf = (own: number) =>
    loans.map(({ amount, months, age }) => 0.1 + own * amount + 0.2 * months + age / 300);
  const model = (name: string, own: number, at: Uint32Array): ScoredModel => {
    const scores = scoreOf(own);
    const take = (index: Uint32Array) => Float64Array.from(index, (row) => scores[row] ?? Number.NaN);
    return { package: digestOf(name), definition: digestOf(`of ${name}`), scores: take(at), devScores: take(dev) };
  };
  const project = lending();
  const evaluation = (at: Uint32Array, policy = gates): Evaluation => ({
    gates: policy,
    project: { ...project, statistics: { ...project.statistics, resamples: 100 } },
    challenger: model('challenger', 0.4, at),
    champion: model('champion', 0.2, at),
    frame,
    rows: at,
    devRows: dev,
    tier: 'dev',
    level: 'claimed',
    holdout: 'readable',
    alpha: 0.05,
    seed: 7,
  });
  const evidence = evaluate(evaluation(dev));
  const gapOf = (found: typeof evidence) =>
    found.measurements.find(({ quantity }) => quantity.metric === 'selection_rate' && quantity.group?.reference);

  test('both models decide by thresholds of their own for each part', () => {
    expect(evidence.thresholds?.byGroup).toMatchObject({
      name: 'age',
      challenger: [{ value: '40 or under' }, { value: 'over 40' }],
      champion: [{ value: '40 or under' }, { value: 'over 40' }],
    });
  });

  test('the gap is within the limit on the rows it was fitted on, for both, and wider by one threshold', () => {
    const one = { ...gates, evaluate: { ...gates.evaluate, threshold: 'costOptimal' as const } };
    const [fitted, single] = [gapOf(evidence), gapOf(evaluate(evaluation(dev, one)))];
    for (const estimate of [fitted?.challenger, fitted?.champion]) {
      expect(estimate).toHaveProperty('value');
      expect(Math.abs(estimate && 'value' in estimate ? estimate.value : 1)).toBeLessThanOrEqual(0.02 + 1e-9);
    }
    expect(Math.abs(single && 'value' in single.challenger ? single.challenger.value : 0)).toBeGreaterThan(0.02);
  });

  test('what the scores say is as before: only decisions change', () => {
    const one = { ...gates, evaluate: { ...gates.evaluate, threshold: 'costOptimal' as const } };
    const auc = (found: typeof evidence) => found.measurements.filter(({ quantity }) => quantity.metric === 'roc_auc');
    expect(auc(evidence)).toEqual(auc(evaluate(evaluation(dev, one))));
  });

  test('the order of rows changes nothing', () => {
    const { measurements, disagreement, segments } = evaluate(evaluation(dev.toReversed()));
    expect({ measurements, disagreement, segments }).toEqual({
      measurements: evidence.measurements,
      disagreement: evidence.disagreement,
      segments: evidence.segments,
    });
  });

  test('monitoring decides as the evaluation did', () => {
    const index = dev.filter((row) => !Number.isNaN(frame.label[row] ?? Number.NaN));
    const take = (values: ArrayLike<number>) => Float64Array.from(index, (row) => values[row] ?? Number.NaN);
    const labelled = {
      label: take(frame.label),
      score: take(scoreOf(0.4)),
      groups: new Map(
        [...frame.groups].map(([name, { levels, codes }]) => [
          name,
          { type: 'category' as const, levels, codes: Int32Array.from(index, (row) => codes[row] ?? -1) },
        ]),
      ),
    };
    const fitted = thresholdsOf(gates, labelled, project.statistics.minimumGroup);
    if (fitted.byGroup === undefined) throw new Error('nothing was fitted');
    const found = realisedMetrics(labelled, {
      gates,
      project,
      threshold: fitted.overall,
      byGroup: { group: 'age', thresholds: fitted.byGroup },
    });
    const own = evidence.measurements.find(({ quantity }) => quantity.metric === 'expected_cost' && !quantity.group);
    expect(found.find(({ metric }) => metric === 'expected_cost')?.estimate).toMatchObject({
      value: own && 'value' in own.challenger ? own.challenger.value : Number.NaN,
    });
  });

  test('each threshold is listed with the evidence', () => {
    const [young] = groupThresholdEntries(evidence.thresholds);
    expect(young).toEqual(['threshold of age 40 or under', expect.stringMatching(/^0\.\d+, champion 0\.\d+$/)]);
    expect(groupThresholdEntries({ challenger: 0.5 })).toEqual([]);
  });

  test('too few dev rows to hold two parts alike is said, not passed over', () => {
    const strict = {
      ...evaluation(dev),
      project: { ...project, statistics: { ...project.statistics, minimumGroup: 150 } },
    };
    expect(() => evaluate(strict)).toThrowError(/fewer than two parts of "age" have the 150 dev rows/);
  });
});
