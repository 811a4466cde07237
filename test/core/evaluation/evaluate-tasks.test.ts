import { describe, expect, test } from 'vitest';
import { multiclassMetrics } from '../../../src/core/definitions/schema/gates.ts';
import { evaluate } from '../../../src/core/evaluation/evaluate.ts';
import { roundForHoldout } from '../../../src/core/evaluation/round-for-holdout.ts';
import { classGates, evaluationOf, rankingGates } from './task-evaluations.ts';
import { classes, classRows, rankedRows } from './task-rows.ts';

describe('a model of several classes', () => {
  const evaluation = evaluationOf(classGates, classRows(600));
  const found = evaluate(evaluation);

  test('has its metrics, then those of each class, then what the rules need; and no threshold', () => {
    expect(found.measurements.map(({ quantity }) => [quantity.metric, quantity.class])).toEqual([
      ['log_loss', undefined],
      ['f1_macro', undefined],
      ['recall', 'on time'],
      ['recall', 'late'],
      ['recall', 'very late'],
      ['precision', 'late'],
    ]);
    expect(found).not.toHaveProperty('thresholds');
    expect(found.measurements.every(({ challenger }) => 'value' in challenger)).toBe(true);
  });

  test('without a champion is held against the shares of the classes in the training part', () => {
    const { champion: _, ...first } = evaluation;
    const { frame } = evaluation;
    const shares = classes.map((_, k) => frame.label.subarray(0, 300).filter((label) => label === k).length / 300);
    const judged = frame.label.subarray(300);
    const loss = judged.reduce((sum, label) => sum - Math.log(shares[label] ?? 0) / 300, 0);
    const [logLoss] = evaluate(first).measurements;
    if (!logLoss?.difference || !('value' in logLoss.difference) || !('value' in logLoss.challenger)) throw new Error();
    expect(logLoss.challenger.value - logLoss.difference.value).toBeCloseTo(loss, 9);
  });

  test('with a champion, what no model at all reaches is told beside it; never from the holdout', () => {
    const { champion: _, ...first } = evaluation;
    const alone = evaluate(first).measurements[0];
    const beside = found.measurements[0]?.baseline;
    if (!beside || !('value' in beside) || !alone?.difference) throw new Error('a baseline has a log loss');
    const { challenger, difference } = alone;
    if (!('value' in challenger) || !('value' in difference)) throw new Error('and so has the model');
    expect(beside.value).toBeCloseTo(challenger.value - difference.value, 12);
    expect(found.measurements.filter(({ baseline, quantity }) => baseline && quantity.class)).toEqual([]);
    const held = evaluate({ ...evaluation, tier: 'holdout' }).measurements;
    expect(held.filter(({ baseline }) => baseline)).toEqual([]);
  });

  test.each<[string, readonly string[], string]>([
    ['fewer classes', ['on time', 'late', 'cancelled'], 'without "very late" and with "cancelled"'],
    ['the same in another order', ['late', 'on time', 'very late'], 'the same in another order'],
  ])('is not compared with a champion of %s', (_, others, said) => {
    expect(() => evaluate(evaluationOf(classGates, classRows(60), { classes: others }))).toThrow(
      expect.objectContaining({ class: 'evidence', message: expect.stringContaining(said) }),
    );
  });

  test('is refused where its answers are no probabilities, or too few', () => {
    const scores = new Float64Array(90).fill(0.5);
    expect(() => evaluate(evaluationOf(classGates, classRows(60), { scores }))).toThrow(
      'the champion does not answer with probabilities: 30 of 30 rows have no probabilities that sum to 1',
    );
    expect(() => evaluate(evaluationOf(classGates, classRows(60), { scores: scores.subarray(0, 30) }))).toThrow(
      'the champion has 30 scores for 30 rows of 3 classes',
    );
  });

  test('decides for the class of least expected cost, and costs what that costs', () => {
    const ofCosts = { ...classGates, evaluate: { ...classGates.evaluate, metrics: ['expected_cost' as const] } };
    const rows = classRows(600);
    const [cost] = evaluate(evaluationOf(ofCosts, rows)).measurements;
    const lines = [
      [0, 2, 3],
      [2, 0, 2],
      [4, 2, 0],
    ];
    const paid = rows.slice(300).map(({ label, challenger }) => {
      const expected = lines.map((_, k) => challenger.reduce((sum, p, y) => sum + p * (lines[y]?.[k] ?? 0), 0));
      return lines[label]?.[expected.indexOf(Math.min(...expected))] ?? 0;
    });
    const mean = paid.reduce((a, b) => a + b, 0) / 300;
    expect(cost?.challenger).toMatchObject({ value: expect.closeTo(mean, 9), method: 'BCa bootstrap' });
  });

  describe('where a class has no row in the tier', () => {
    const rows = classRows(600).map((row, i) => (i < 300 || row.label !== 2 ? row : { ...row, label: 1 }));
    const gates = { ...classGates, evaluate: { ...classGates.evaluate, metrics: [...multiclassMetrics] } };
    const { measurements } = evaluate(evaluationOf(gates, rows));
    const of = (metric: string, name?: string) =>
      measurements.find(({ quantity }) => quantity.metric === metric && quantity.class === name)?.challenger;

    test('its own metrics, and means over the classes, are undefined and say why', () => {
      expect(of('recall', 'very late')).toEqual({ undefined: 'no rows', n: 0 });
      for (const metric of ['f1_macro', 'balanced_accuracy', 'roc_auc_ovr', 'recall_macro', 'precision_macro'])
        expect([metric, of(metric)]).toEqual([metric, { undefined: expect.stringMatching(/class/), n: 300 }]);
    });

    test('what counts rows is measured all the same, and nothing is NaN', () => {
      for (const metric of ['accuracy', 'log_loss', 'brier', 'expected_cost', 'f1_weighted'])
        expect([metric, of(metric)]).toEqual([metric, expect.objectContaining({ value: expect.any(Number), n: 300 })]);
      expect(measurements).toHaveLength(multiclassMetrics.length + 4);
    });
  });

  test('on the holdout only what decides leaves: the first metric and the class that a rule is about', () => {
    const rounded = roundForHoldout({ ...found, tier: 'holdout' }, classGates, evaluation.project);
    expect(rounded.measurements.map(({ quantity }) => [quantity.metric, quantity.class])).toEqual([
      ['log_loss', undefined],
      ['precision', 'late'],
    ]);
  });
});

describe('a model that ranks', () => {
  const evaluation = evaluationOf(rankingGates, rankedRows(80));
  const [ndcg] = evaluate(evaluation).measurements;

  test('is counted by queries', () => {
    expect(ndcg).toMatchObject({ challenger: { n: 40 }, champion: { n: 40 }, difference: { n: 40 } });
  });

  test('without a champion is held against no order at all: every row ties', () => {
    const { champion: _, ...first } = evaluation;
    const tied = { ...evaluation, champion: { ...evaluation.challenger, scores: new Float64Array(480) } };
    const [against] = evaluate(first).measurements;
    const [withTies] = evaluate(tied).measurements;
    expect(against?.difference).toEqual(withTies?.difference);
    expect(against?.difference).toMatchObject({ value: expect.any(Number) });
  });

  test('leaves a query out whole of which a model has seen a row', () => {
    const trainedOn = new Uint8Array(480);
    trainedOn[5] = 1;
    const found = evaluate(evaluationOf(rankingGates, rankedRows(80), { trainedOn }));
    expect(found.rows).toMatchObject({ evaluated: 468, trainedOn: 12 });
    expect(found.measurements[0]?.challenger).toMatchObject({ n: 39 });
  });

  test('leaves a query out whole that a window cut off the training part', () => {
    const rows = rankedRows(80).map((row, i) => (i === 479 ? { ...row, query: 'day 40' } : row));
    const found = evaluate(evaluationOf(rankingGates, rows));
    expect(found.rows).toMatchObject({ evaluated: 468, trainedOn: 12 });
  });
});

describe('what no model at all reaches', () => {
  const rows = classRows(600);
  const baselines = (predict: string) => {
    const problem = { ...classGates.problem, baseline: { predict } };
    return evaluate(evaluationOf({ ...classGates, problem }, rows)).measurements.map(({ baseline, trivial }) => ({
      baseline,
      trivial,
    }));
  };

  test('is told of the training part beside a declared answer, and once where that is what was declared', () => {
    const [declared] = baselines('late');
    const [rate] = baselines('rate');
    expect(rate?.baseline).toMatchObject({ value: expect.any(Number), low: expect.any(Number), n: 300 });
    expect(rate?.trivial).toBeUndefined();
    expect(baselines('majority')[0]?.trivial).toBeUndefined();
    expect(declared?.trivial).toEqual(rate?.baseline);
    expect(declared?.baseline).not.toEqual(rate?.baseline);
  });

  test('is not told of the holdout', () => {
    const problem = { ...classGates.problem, baseline: { predict: 'late' } };
    const { measurements } = evaluate({ ...evaluationOf({ ...classGates, problem }, rows), tier: 'holdout' });
    expect(measurements.every(({ trivial }) => trivial === undefined)).toBe(true);
  });
});
