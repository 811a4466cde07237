import { describe, expect, test } from 'vitest';
import {
  binaryMetrics,
  type Gates,
  gatesSchema,
  multiclassMetrics,
  rankingMetrics,
  regressionMetrics,
} from '../../../src/core/definitions/schema/gates.ts';
import { isDefined } from '../../../src/core/evaluation/estimate.ts';
import { evaluate } from '../../../src/core/evaluation/evaluate.ts';
import type { Evaluation, ScoredModel } from '../../../src/core/evaluation/evaluation.ts';
import { categoryColumn } from '../../../src/core/features/category.ts';
import { classGates, evaluationOf, rankingGates } from './task-evaluations.ts';
import { classRows, rankedRows, type TaskRow } from './task-rows.ts';

const problem = { question: 'How late?', decision: 'Whom to tell.' };
const head = { apiVersion: 'aval/v1', kind: 'Gates', model: 'lateness', data: { spine: 'flights' } };
const evaluateAll = (metrics: readonly string[], byClass: readonly string[] = []) => ({
  metrics: [...metrics],
  ...(byClass.length > 0 && { byClass: [...byClass] }),
  groups: [{ name: 'airport', by: 'flights:airport' }],
});
const binaryGates = gatesSchema.parse({
  ...head,
  problem: {
    ...problem,
    task: 'binary',
    label: { column: 'flights:late', positive: 'late' },
    costs: { falseNegative: 5, falsePositive: 1 },
    baseline: { predict: 'on time' },
  },
  evaluate: { ...evaluateAll(binaryMetrics), threshold: 'costOptimal' },
  gates: [{ metric: 'roc_auc', rule: 'notWorse', margin: 0.1, why: 'a' }],
});
const regressionGates = gatesSchema.parse({
  ...head,
  problem: { ...problem, task: 'regression', label: { column: 'flights:minutes' }, baseline: { predict: 2 } },
  evaluate: evaluateAll(regressionMetrics),
  gates: [{ metric: 'mae', rule: 'notWorse', margin: 0.1, why: 'a' }],
});
const withMetrics = (gates: Gates, metrics: readonly string[], byClass?: readonly string[]): Gates =>
  gatesSchema.parse({ ...gates, evaluate: evaluateAll(metrics, byClass) });

/** Rows of three classes as those of a task with one number: the second class is positive, or minutes that grow with the class. */
function oneNumber(task: 'binary' | 'regression', list: readonly TaskRow[]): Evaluation {
  const gates = task === 'binary' ? binaryGates : regressionGates;
  const made = evaluationOf(gates, list);
  const answer = (model: ScoredModel): ScoredModel => {
    const scores = Float64Array.from(made.rows, (_, i) => {
      const [, late = 0, veryLate = 0] = model.scores.subarray(3 * i, 3 * i + 3);
      return task === 'binary' ? late : 1 + late + 2 * veryLate;
    });
    return { ...model, scores, devScores: scores };
  };
  const label = made.frame.label.map((y) => (task === 'regression' ? 1 + y : Number(y === 1)));
  const { champion } = made;
  return {
    ...made,
    challenger: answer(made.challenger),
    ...(champion && { champion: answer(champion) }),
    frame: { ...made.frame, label },
    devRows: made.rows,
  };
}

const rows = classRows(600);
const tasks: readonly (readonly [string, Evaluation, readonly string[]])[] = [
  ['binary', oneNumber('binary', rows), binaryMetrics],
  ['multiclass', evaluationOf(withMetrics(classGates, multiclassMetrics, ['recall']), rows), multiclassMetrics],
  ['regression', oneNumber('regression', rows), regressionMetrics],
  ['ranking', evaluationOf(withMetrics(rankingGates, rankingMetrics), rankedRows(120)), rankingMetrics],
];
const airports = ['SEA', 'SAN'];

/** The same with groups (whole queries of a ranking), and with weights. */
function sliced(evaluation: Evaluation, weighted: boolean): Evaluation {
  const { frame } = evaluation;
  const airport = categoryColumn(frame.keys.map((_, row) => airports[(frame.query?.codes[row] ?? row) % 2] ?? null));
  const weight = Float64Array.from(frame.keys, (_, row) => 0.5 + (row % 3));
  return {
    ...evaluation,
    frame: { ...frame, groups: new Map([['airport', airport]]), ...(weighted && { weight }) },
  };
}

describe.each(tasks)('%s', (task, evaluation, names) => {
  const found = [false, true].map((weighted) => evaluate(sliced(evaluation, weighted)).measurements);

  test.each([...found.entries()])(
    'every metric is there, over all rows and by group (weighted: %i)',
    (_, measurements) => {
      for (const name of names) {
        const own = measurements.filter(({ quantity }) => quantity.metric === name && quantity.class === undefined);
        expect([name, own.filter(({ quantity }) => quantity.group === undefined).length]).toEqual([name, 1]);
        const parts = own.flatMap(({ quantity: { group } }) =>
          group && group.reference === undefined ? group.value : [],
        );
        expect([name, parts.sort()]).toEqual([name, ['SAN', 'SEA']]);
      }
    },
  );

  test.each([...found.entries()])(
    'each is a value within its interval, with n, or undefined with its reason; of both models, their difference and no model (weighted: %i)',
    (_, measurements) => {
      for (const one of measurements) {
        const whole = one.quantity.group === undefined && one.quantity.class === undefined;
        const estimates = [one.challenger, one.champion, one.difference, ...(whole ? [one.baseline] : [])];
        const declared = evaluation.gates.problem.baseline.predict;
        if (whole && declared !== 'rate') estimates.push(one.trivial);
        for (const estimate of estimates) {
          if (estimate === undefined) throw new Error(`${one.quantity.metric}: a number is missing`);
          if (isDefined(estimate)) {
            expect(estimate.low).toBeLessThanOrEqual(estimate.high);
            expect(estimate.n).toBeGreaterThan(0);
            expect(estimate.method).not.toBe('');
          } else expect(estimate.undefined).toMatch(/\w{2}/);
        }
      }
    },
  );

  test('all are defined where nothing is wrong with the rows, but for shares of too few', () => {
    const whole = (found[0] ?? []).filter(
      ({ quantity }) => quantity.group === undefined && quantity.class === undefined,
    );
    const without = whole.flatMap(({ quantity, challenger }) =>
      isDefined(challenger) ? [] : [[quantity.metric, challenger.undefined]],
    );
    // The top of 300 rows is 3, or all positive: such a share has no interval.
    const few = [
      ['precision_top_1', 'insufficient data: 3 of 10 rows'],
      ['precision_top_5', 'every resample gives the same number, so its spread is unknown'],
      ['lift_top_1', 'insufficient data: 3 of 10 rows'],
    ];
    expect(without).toEqual(task === 'binary' ? few : []);
  });
});
