import { describe, expect, test } from 'vitest';
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

  test('costs what calling its rows another class costs, as declared', () => {
    const ofCosts = { ...classGates, evaluate: { ...classGates.evaluate, metrics: ['expected_cost' as const] } };
    const rows = classRows(600);
    const [cost] = evaluate(evaluationOf(ofCosts, rows)).measurements;
    const called = rows.slice(300).map(({ challenger }) => challenger.indexOf(Math.max(...challenger)));
    const paid = rows.slice(300).map(({ label }, i) => (label === 2 ? ([10, 3, 0][called[i] ?? 0] ?? 0) : 0));
    const mean = paid.reduce((a, b) => a + b, 0) / 300;
    expect(cost?.challenger).toMatchObject({ value: expect.closeTo(mean, 9), method: 'BCa bootstrap' });
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
