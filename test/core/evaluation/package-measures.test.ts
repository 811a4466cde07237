import { expect, test } from 'vitest';
import { type Comparison, type ComparisonPorts, compareModels } from '../../../src/core/evaluation/compare-models.ts';
import { isDefined } from '../../../src/core/evaluation/estimate.ts';
import { judge } from '../../../src/core/gate/judge.ts';
import type { ResolvedModel } from '../../../src/core/plan/resolved-model.ts';
import { rulesOf } from '../../../src/core/report/outcome-text.ts';
import { linearEngine } from '../../../src/core/training/linear/linear-engine.ts';
import { creditGates, lending } from '../gate/sample-evidence.ts';
import { readLoans, trainedLoanModel } from './made-up-loans.ts';

const why = 'Because.';
const champion = { ...(await trainedLoanModel({ features: ['loan:amount'] })), version: '1.3.0' };
const challenger = await trainedLoanModel();
const rules = [
  { metric: 'roc_auc', rule: 'notWorse', margin: 0.5, why },
  { rule: 'latencyAtMost', quantile: 'p50', latency: '1s', why },
  { rule: 'latencyNotWorse', quantile: 'p50', margin: '10%', why },
  { rule: 'importanceAtMost', share: 0.99, why },
];
const gates = creditGates(rules);
const comparison: Comparison = {
  gates,
  project: lending(),
  challenger,
  champion,
  tier: 'dev',
  level: 'claimed',
  holdout: 'readable',
  alpha: 0.05,
  seed: 7,
};

/** A clock that goes on by a millisecond whenever it is read. */
function ports(): ComparisonPorts {
  let now = 0;
  return {
    readFrame: async (resolved: ResolvedModel) => readLoans(resolved),
    openEngine: async () => linearEngine,
    stopwatch: { now: () => now++, machine: 'a clock' },
  };
}

test('without a rule that asks, and without a person who does, nothing is timed or permuted', async () => {
  const plain = { ...comparison, gates: creditGates() };
  const never = { now: () => Number.NaN, machine: 'never asked' };
  const evidence = await compareModels(plain, { ...ports(), stopwatch: never });
  expect(Object.keys(evidence)).not.toContain('operational');
  expect(Object.keys(evidence)).not.toContain('importance');
  const also = { latency: false, importance: true };
  expect(await compareModels({ ...plain, also }, { ...ports(), stopwatch: never })).toMatchObject({
    importance: { metric: 'roc_auc' },
  });
});

test('what rules ask is measured for both models, and judged', async () => {
  const evidence = await compareModels(comparison, ports());
  expect(evidence.operational).toMatchObject({
    machine: 'a clock',
    alpha: 0.05,
    measures: [{ measure: 'latency_p50', challenger: { value: 1 }, champion: { value: 1 }, change: { value: 0 } }],
  });
  expect(evidence.importance?.features.map(({ feature }) => feature).toSorted()).toEqual([
    'loan:amount',
    'loan:months',
  ]);
  const judged = rulesOf(judge(evidence, gates, lending())).map(({ rule, outcome }) => [rule, outcome]);
  expect(judged).toEqual([
    ['notWorse', 'pass'],
    ['latencyAtMost', 'pass'],
    ['latencyNotWorse', 'pass'],
    ['importanceAtMost', expect.stringMatching(/pass|inconclusive/)],
  ]);
});

test("on the holdout tier they are those of the dev rows: nothing of the holdout's rows is in them", async () => {
  const onDev = await compareModels(comparison, ports());
  const onHoldout = await compareModels({ ...comparison, tier: 'holdout' }, ports());
  expect(onHoldout.importance).toEqual(onDev.importance);
  expect(onHoldout.operational).toEqual(onDev.operational);
  expect(onHoldout.importance?.rows).toBe(onDev.rows.evaluated);
});

test('what is new to the model is asked of production, too, each with its own features', async () => {
  // Production reads amounts alone. Where months are the label itself, they are nearly all that matters to the change.
  const leaking = async (resolved: ResolvedModel) => {
    const frame = readLoans(resolved);
    const told = [...frame.frame.columns.keys()].map((name) => {
      const weight = name === 'loan:months' ? 20 : 1;
      const values = frame.label.map((label) => (Number.isNaN(label) ? 0.5 : label * weight));
      return [name, { type: 'number', values } as const] as const;
    });
    return { ...frame, frame: { ...frame.frame, columns: new Map(told) } };
  };
  const strict = creditGates([{ rule: 'noNewDominantFeature', share: 0.5, why }]);
  const asked = { ...comparison, gates: strict };
  const evidence = await compareModels(asked, { ...ports(), readFrame: leaking });
  expect(evidence.importance?.champion).toMatchObject({
    rows: evidence.rows.evaluated,
    features: [{ feature: 'loan:amount', share: { value: 1 } }],
  });
  expect(judge(evidence, strict, lending())).toMatchObject({
    outcome: 'fail',
    sentence: expect.stringMatching(/^Importance of loan:months: .* among the 3 features that lead in production\.$/),
  });
  const onHoldout = { ...asked, tier: 'holdout' } as const;
  expect(await compareModels(onHoldout, { ...ports(), readFrame: leaking })).toMatchObject({
    importance: evidence.importance,
  });
});

test('a feature that is the label holds nearly all of the importance, and the rule stops it', async () => {
  // The model reads amount and months; where the amount is the label itself, it is all that matters.
  const leaking = async (resolved: ResolvedModel) => {
    const frame = readLoans(resolved);
    const values = frame.label.map((label) => (Number.isNaN(label) ? 0.5 : label * 20));
    const columns = new Map([...frame.frame.columns, ['loan:amount', { type: 'number', values }] as const]);
    return { ...frame, frame: { ...frame.frame, columns } };
  };
  const evidence = await compareModels(comparison, { ...ports(), readFrame: leaking });
  const [first] = evidence.importance?.features ?? [];
  expect(first?.feature).toBe('loan:amount');
  if (!first || !isDefined(first.share)) throw new Error('no share');
  expect(first.share.value).toBeGreaterThan(0.95);
  const strict = creditGates([{ rule: 'importanceAtMost', share: 0.6, why }]);
  const judged = judge(
    await compareModels({ ...comparison, gates: strict }, { ...ports(), readFrame: leaking }),
    strict,
    lending(),
  );
  expect(judged).toMatchObject({
    outcome: 'fail',
    sentence: expect.stringContaining('look whether it knows the label'),
  });
});
