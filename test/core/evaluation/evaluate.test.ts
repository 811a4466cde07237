import { describe, expect, test } from 'vitest';
import { gatesSchema } from '../../../src/core/definitions/schema/gates.ts';
import { digestOf } from '../../../src/core/digest.ts';
import { accountDigest } from '../../../src/core/evaluation/account.ts';
import { evaluate } from '../../../src/core/evaluation/evaluate.ts';
import type { Evaluation, ScoredModel } from '../../../src/core/evaluation/evaluation.ts';
import type { Evidence } from '../../../src/core/gate/evidence.ts';
import { policyDigest } from '../../../src/core/gate/policy.ts';
import { seededRandom } from '../../fixtures/seeded-random.ts';
import { creditGates, lending } from '../gate/sample-evidence.ts';
import { loanFrame, madeUpLoans } from './made-up-loans.ts';

const gates = creditGates();
const project = lending();
const loans = madeUpLoans(400);
const frame = loanFrame(loans);
const rowsOf = (part: number) => Uint32Array.from(frame.keys.keys()).filter((row) => frame.part[row] === part);
const [devRows, rows] = [rowsOf(1), rowsOf(2)];
const noise = seededRandom(3);
const scoresOf = (own: number) => loans.map(({ amount, months }) => 0.1 + own * amount + 0.3 * months + 0.1 * noise());
const [challengerScores, championScores] = [scoresOf(0.4), scoresOf(0.2)];

function model(name: string, scores: readonly number[], at = rows): ScoredModel {
  const take = (of: Uint32Array) => Float64Array.from(of, (row) => scores[row] ?? Number.NaN);
  return { package: digestOf(name), definition: digestOf(`of ${name}`), scores: take(at), devScores: take(devRows) };
}

function evaluation(other: Partial<Evaluation> = {}, at = rows): Evaluation {
  return {
    gates,
    project: { ...project, statistics: { ...project.statistics, resamples: 200 } }, // quicker than any project may ask
    challenger: model('challenger', challengerScores, at),
    champion: { ...model('champion', championScores, at), version: '1.3.0' },
    frame,
    rows: at,
    devRows,
    tier: 'holdout',
    level: 'claimed',
    holdout: 'readable',
    alpha: 0.05,
    seed: 7,
    ...other,
  };
}

const usual = evaluation();
const found = evaluate(usual);
const numbers = ({ measurements, groups }: Evidence) => ({ measurements, groups });

test('says what was compared, by which policy, on which rows', () => {
  expect(found).toMatchObject({
    model: 'credit-risk',
    challenger: { package: digestOf('challenger'), definition: digestOf('of challenger') },
    champion: { package: digestOf('champion'), version: '1.3.0' },
    policy: policyDigest(gates, usual.project),
    account: accountDigest(frame, rows),
    alpha: 0.05,
    seed: 7,
    resamples: 200,
  });
  const unlabelled = [...rows].filter((row) => loans[row]?.outcome === null).length;
  expect(unlabelled).toBeGreaterThan(0);
  expect(found.rows).toEqual({ evaluated: rows.length - unlabelled, trainedOn: 0, unlabelled });
  expect(found.groups['age']?.reduce((sum, { n }) => sum + n, 0)).toBe(rows.length - unlabelled);
});

test('equal inputs give equal evidence, and the order of rows changes nothing', () => {
  expect(evaluate(evaluation())).toEqual(found);
  expect(evaluate(evaluation({}, rows.toReversed()))).toEqual(found);
});

test('another seed draws other resamples', () => {
  expect(numbers(evaluate(evaluation({ seed: 8 })))).not.toEqual(numbers(found));
});

describe('rows that a model trained on', () => {
  const flags = (of: (position: number) => boolean) => Uint8Array.from(rows, (_, position) => (of(position) ? 1 : 0));
  const ofChallenger = flags((position) => position % 3 === 0);
  const ofChampion = flags((position) => position % 5 === 0);
  const evidence = evaluate({
    ...usual,
    challenger: { ...usual.challenger, trainedOn: ofChallenger },
    champion: { ...model('champion', championScores), trainedOn: ofChampion },
  });

  test('are measured for neither model, whichever learned from them', () => {
    const rest = rows.filter((_, position) => position % 3 !== 0 && position % 5 !== 0);
    expect(numbers(evidence)).toEqual(numbers(evaluate(evaluation({}, rest))));
  });

  test('are counted, and still belong to the account', () => {
    const learned = rows.filter((row, i) => (i % 3 === 0 || i % 5 === 0) && loans[row]?.outcome !== null);
    expect(evidence.rows).toEqual({
      evaluated: found.rows.evaluated - learned.length,
      trainedOn: learned.length,
      unlabelled: found.rows.unlabelled,
    });
    expect(evidence.account).toBe(found.account);
  });
});

test('the threshold is fitted on dev: labels of the holdout do not move it, those of dev do', () => {
  const flipped = (part: number) => ({
    ...frame,
    label: frame.label.map((y, i) => (frame.part[i] === part ? 1 - y : y)),
  });
  expect(evaluate({ ...usual, frame: flipped(2) }).thresholds).toEqual(found.thresholds);
  expect(evaluate({ ...usual, frame: flipped(1) }).thresholds).not.toEqual(found.thresholds);
  expect(found.thresholds?.challenger).not.toBe(found.thresholds?.champion);
});

test('without a champion the baseline stands in: it declines nobody, at the cost of every bad loan', () => {
  const { champion: _, ...first } = usual;
  const evidence = evaluate(first);
  expect(evidence).not.toHaveProperty('champion');
  expect(evidence.thresholds).toEqual({ challenger: found.thresholds?.challenger });
  const cost = evidence.measurements.find(({ quantity }) => quantity.metric === 'expected_cost' && !quantity.group);
  if (!cost?.difference || !('value' in cost.difference) || !('value' in cost.challenger)) throw new Error('no number');
  const labelled = [...rows].filter((row) => loans[row]?.outcome !== null);
  const bad = labelled.filter((row) => loans[row]?.outcome === 'Bad').length;
  expect(cost.challenger.value - cost.difference.value).toBeCloseTo((5 * bad) / labelled.length, 12);
});

test('a regression has no threshold and needs no dev scores', () => {
  const rule = { metric: 'mae', rule: 'superior', why: 'x' };
  const { baseline, costs, ...problem } = gates.problem;
  const ofLoss = gatesSchema.parse({
    ...gates,
    problem: { ...problem, task: 'regression', label: { column: 'applications:loss' }, baseline: { predict: 'mean' } },
    evaluate: { metrics: ['mae', 'r2'], threshold: 'costOptimal' },
    gates: [rule],
  });
  const { devRows: _, ...rest } = usual;
  const { devScores: __, ...challenger } = usual.challenger;
  const { champion: ___, ...first } = { ...rest, gates: ofLoss, challenger };
  const evidence = evaluate(first);
  expect(evidence).not.toHaveProperty('thresholds');
  expect(evidence.measurements.map(({ quantity }) => quantity.metric)).toEqual(['mae', 'r2']);
});

test.each<[string, Partial<ScoredModel>]>([
  ['too few scores', { scores: new Float64Array(3) }],
  ['a score that is no number', { scores: usual.challenger.scores.with(5, Number.NaN) }],
  [
    'an infinite dev score',
    { devScores: (usual.challenger.devScores ?? rows).map(() => Number.POSITIVE_INFINITY) as Float64Array },
  ],
  ['dev scores of other rows', { devScores: new Float64Array(2) }],
  ['flags of other rows', { trainedOn: new Uint8Array(2) }],
])('%s are refused, of either model', (_, wrong) => {
  for (const who of ['challenger', 'champion'] as const) {
    const broken = { ...usual, [who]: { ...usual.challenger, ...wrong } };
    expect(() => evaluate(broken)).toThrowError(
      expect.objectContaining({
        class: 'invariant',
        faults: [{ rule: 'evaluate.scores', message: expect.stringContaining(who) }],
      }),
    );
  }
});

describe('rows with weights', () => {
  const weight = Float64Array.from(loans, (_, row) => (row % 3 === 0 ? 0 : 1 + (row % 5)));
  const weighted = { ...frame, weight };
  const evidence = evaluate({ ...usual, frame: weighted });

  test('those of weight 0 count for nothing, and are said to be left out', () => {
    const kept = [...rows].filter((row) => weight[row] !== 0);
    const at = Uint32Array.from(kept);
    const dev = Uint32Array.from([...devRows].filter((row) => weight[row] !== 0));
    const own = (name: string, scores: readonly number[]) => ({
      ...model(name, scores, at),
      devScores: Float64Array.from(dev, (row) => scores[row] ?? Number.NaN),
    });
    const without = evaluate({
      ...usual,
      frame: weighted,
      challenger: own('challenger', challengerScores),
      champion: own('champion', championScores),
      rows: at,
      devRows: dev,
    });
    expect(numbers(evidence)).toEqual(numbers(without));
    expect(evidence.thresholds).toEqual(without.thresholds);
    expect(evidence.rows.weightless).toBeGreaterThan(0);
    expect(evidence.rows.evaluated + (evidence.rows.weightless ?? 0)).toBe(found.rows.evaluated);
  });

  test('say how many rows of equal weight they are worth', () => {
    expect(evidence.rows.effective).toBeLessThan(evidence.rows.evaluated);
    expect(evidence.rows.effective).toBeGreaterThan(0);
    expect(found.rows).not.toHaveProperty('effective');
  });

  test('are held against the weighted rate of the training part', () => {
    const { champion: _, ...first } = usual;
    expect(numbers(evaluate({ ...first, frame: weighted }))).not.toEqual(numbers(evaluate(first)));
  });
});
