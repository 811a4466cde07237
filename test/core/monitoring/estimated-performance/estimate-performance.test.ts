import { expect, test } from 'vitest';
import type { Gates } from '../../../../src/core/definitions/schema/gates.ts';
import { isDefined } from '../../../../src/core/evaluation/estimate.ts';
import type { LabelledAnswers } from '../../../../src/core/monitoring/estimated-performance/answers.ts';
import { performanceEstimator } from '../../../../src/core/monitoring/estimated-performance/estimate-performance.ts';
import { type MetricRules, realisedMetrics } from '../../../../src/core/monitoring/realised-metrics.ts';
import { draws, heteroscedastic, overconfident, rulesOf } from './made-answers.ts';

function estimatorOf(dev: LabelledAnswers, rules: MetricRules) {
  const training = realisedMetrics(dev, rules);
  const estimator = performanceEstimator({ ...dev, clustered: false }, training, rules);
  if (estimator === undefined) throw new Error('rows can be judged without labels');
  return estimator;
}

/** Estimate and realised value of each metric of a window. */
async function both(dev: LabelledAnswers, window: LabelledAnswers, rules: MetricRules) {
  const estimates = await estimatorOf(dev, rules).estimate(window);
  const realised = realisedMetrics(window, rules);
  return estimates.map(({ metric, estimate }, i) => {
    const current = realised[i]?.estimate;
    if (!isDefined(estimate) || current === undefined || !isDefined(current)) throw new Error(`no ${metric}`);
    return {
      metric,
      estimate,
      realised: current.value,
      held: current.value >= estimate.low && current.value <= estimate.high,
    };
  });
}

const binary = rulesOf('binary', ['roc_auc', 'accuracy', 'recall', 'precision', 'log_loss']);

test('what is asked moved: the estimates of a binary model follow, and realised numbers lie in nearly all intervals', async () => {
  const held: boolean[] = [];
  for (let seed = 0; seed < 24; seed += 1) {
    const found = await both(overconfident(1500, 0, 2 * seed), overconfident(1000, 0.7, 2 * seed + 1), binary);
    held.push(...found.map((one) => one.held));
    expect(found.map(({ estimate }) => [estimate.method, estimate.n > 100])).toEqual(found.map(() => ['CBPE', true]));
  }
  expect(held.filter(Boolean).length / held.length).toBeGreaterThan(0.8); // two-sided 90 %
});

test('the calibrated estimate is nearer to what is realised than what the scores claim', async () => {
  const [dev, window] = [overconfident(3000, 0, 1), overconfident(3000, 0.7, 2)];
  const [accuracy] = await both(dev, window, rulesOf('binary', ['accuracy']));
  const claimed = window.score.reduce((sum, p) => sum + Math.max(p, 1 - p), 0) / window.score.length;
  expect(Math.abs((accuracy?.estimate.value ?? 1) - (accuracy?.realised ?? 0))).toBeLessThan(0.03);
  expect(Math.abs(claimed - (accuracy?.realised ?? 0))).toBeGreaterThan(0.06);
});

test('that rows have begun to turn out otherwise is not seen: the estimate stays, and what is realised does not', async () => {
  const [auc] = await both(overconfident(3000, 0, 1), overconfident(3000, 0, 2, 1), rulesOf('binary', ['roc_auc']));
  expect(auc?.estimate.value).toBeGreaterThan(0.7);
  expect(auc?.realised).toBeLessThan(0.6);
  expect(auc?.held).toBe(false);
});

test('of several classes all metrics of decisions and probabilities are estimated', async () => {
  const answers = (rows: number, seed: number): LabelledAnswers => {
    const { uniform, normal } = draws(seed);
    const score = new Float64Array(3 * rows);
    const label = new Float64Array(rows);
    for (let row = 0; row < rows; row += 1) {
      const logits = [normal(), normal() + 0.5, normal()];
      const softmax = (by: number) => {
        const powers = logits.map((logit) => Math.exp(by * logit));
        const sum = powers.reduce((total, power) => total + power, 0);
        return powers.map((power) => power / sum);
      };
      score.set(softmax(2.5), 3 * row); // too sure
      const [a = 0, b = 0] = softmax(1);
      const draw = uniform();
      label[row] = draw < a ? 0 : draw < a + b ? 1 : 2;
    }
    return { label, score, frame: { rows, columns: new Map() } };
  };
  const rules = rulesOf('multiclass', ['accuracy', 'f1_macro', 'log_loss', 'roc_auc_ovr'], ['a', 'b', 'c']);
  for (const { metric, estimate, realised } of await both(answers(3000, 1), answers(2000, 2), rules)) {
    const slack = metric === 'log_loss' ? 0.08 : 0.04;
    expect(Math.abs(estimate.value - realised)).toBeLessThan(slack);
    expect(estimate.n).toBe(2000);
  }
});

test('of a regression the losses are learned: a window of harder rows is estimated to be worse', async () => {
  const rules = rulesOf('regression', ['mae', 'rmse', 'r2']);
  const [dev, window] = [heteroscedastic(3000, 0, 1), heteroscedastic(1500, 1, 2)];
  const told = await estimatorOf(dev, rules).estimateTwice(window);
  const realised = realisedMetrics(window, rules);
  for (const [i, { reference, current, weighted }] of told.slice(0, 2).entries()) {
    const [now] = [realised[i]?.estimate].filter((one) => one !== undefined);
    if (!isDefined(reference) || !isDefined(current) || now === undefined || !isDefined(now))
      throw new Error('all are known');
    expect(current.method).toBe('direct loss estimation');
    expect(current.value).toBeGreaterThan(1.2 * reference.value);
    expect(Math.abs(current.value - now.value)).toBeLessThan(0.5 * (now.value - reference.value));
    if (weighted === undefined || !isDefined(weighted)) throw new Error('dev rows look like the window');
    expect(weighted.value).toBeGreaterThan(1.2 * reference.value);
    expect(weighted.n).toBeLessThan(3000);
  }
  expect(told[2]?.current).toEqual({ undefined: 'it is no mean of losses', n: 1500 });
});

test('where nothing in a row tells how far off its answer is, no loss is made up', async () => {
  const even = heteroscedastic(600, 0, 1);
  const { normal } = draws(9);
  const label = even.score.map((at) => at + normal());
  const [mae] = await estimatorOf({ ...even, label }, rulesOf('regression', ['mae'])).estimate(even);
  expect(mae?.estimate).toEqual({ undefined: 'nothing in a dev row tells how far off its answer is', n: 600 });
});

test('a number that is none says why: calibration, missing answers, classes that are hardly expected, too few like the window', async () => {
  const dev = overconfident(1500, 0, 1);
  const rules = rulesOf('binary', ['ece_mass', 'roc_auc']);
  const reasons = async (window: LabelledAnswers) =>
    (await estimatorOf(dev, rules).estimate(window)).map(({ estimate }) =>
      'undefined' in estimate ? estimate.undefined : '',
    );
  expect(await reasons(overconfident(500, 0, 2))).toEqual([
    'calibrated scores say nothing of how calibrated scores are',
    '',
  ]);
  const some = overconfident(500, 0, 2);
  some.score[3] = Number.NaN;
  expect((await reasons(some))[1]).toBe('1 of 500 answers are no finite number');
  const none = { ...some, score: new Float64Array(500).fill(1e-6) };
  expect((await reasons(none))[1]).toMatch(/^insufficient data: 0\.0 of 5 rows of a class are expected$/);
  const [far] = await estimatorOf(dev, rulesOf('binary', ['roc_auc'])).estimateTwice(overconfident(500, 9, 3));
  expect(far?.weighted).toMatchObject({ undefined: expect.stringMatching(/of 30 dev rows look like the window$/) });
});

test('a ranking, rows that count by a weight and thresholds by group are not estimated: what they need is not logged', () => {
  const dev = { ...overconfident(200, 0, 1), clustered: false };
  const { gates } = binary;
  const weighted: Gates = { ...gates, data: { ...gates.data, weight: 's:w' } };
  const byGroup = { group: 'age', thresholds: {} } as unknown as NonNullable<MetricRules['byGroup']>; // not looked at
  for (const rules of [rulesOf('ranking', ['ndcg']), { ...binary, gates: weighted }, { ...binary, byGroup }])
    expect(performanceEstimator(dev, [], rules)).toBeUndefined();
});
