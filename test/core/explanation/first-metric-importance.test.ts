import { describe, expect, test } from 'vitest';
import { createRandom } from '../../../src/core/comparison/random.ts';
import { type Gates, gatesSchema } from '../../../src/core/definitions/schema/gates.ts';
import { digestOf } from '../../../src/core/digest.ts';
import type { Evaluation } from '../../../src/core/evaluation/evaluation.ts';
import { firstMetricImportance } from '../../../src/core/explanation/first-metric-importance.ts';
import { categoryColumn } from '../../../src/core/features/category.ts';
import { type Frame, type ModelFrame, type NumberColumn, parts } from '../../../src/core/features/frame.ts';
import { creditGates, lending } from '../gate/sample-evidence.ts';

const rows = 400;
const random = createRandom(5);
const uniform = () => (random.next() + 0.5) / 2 ** 32;
const column = (): NumberColumn => ({ type: 'number', values: Float64Array.from({ length: rows }, uniform) });
const frame: Frame = { rows, columns: new Map(['v:told', 'v:noise'].map((name) => [name, column()])) };
const told = (of: Frame) => (of.columns.get('v:told') as NumberColumn).values;
const classes = ['on time', 'late', 'very late'];

function gatesOf(problem: Record<string, unknown>, metric: string, others: Record<string, unknown> = {}): Gates {
  const { problem: before, ...gates } = creditGates([{ metric, rule: 'superior', why: 'So.' }]);
  const { positive: _, ...label } = before.label;
  const { costs: __, baseline: ___, ...plain } = before;
  const { threshold: ____, ...evaluate } = gates.evaluate;
  const baseline = { predict: problem['task'] === 'regression' || problem['task'] === 'ranking' ? 'mean' : 'rate' };
  return gatesSchema.parse({
    ...gates,
    problem: { ...plain, baseline, ...problem, label: { ...label, ...(problem['label'] as object) } },
    evaluate: { ...evaluate, metrics: [metric], groups: [], ...others },
  });
}

/** An evaluation of a model that reads `v:told` alone. */
function world(
  gates: Gates,
  labels: Float64Array,
  score: (of: Frame) => Float64Array,
  other: Partial<ModelFrame> = {},
) {
  const half = Uint8Array.from({ length: rows }, (_, row) => parts.indexOf(row % 2 === 0 ? 'train' : 'dev'));
  const dev = Uint32Array.from({ length: rows / 2 }, (_, i) => 2 * i + 1);
  const width = score(frame).length / rows;
  const scores = Float64Array.from({ length: dev.length * width }, (_, i) => {
    return score(frame)[(dev[Math.floor(i / width)] ?? 0) * width + (i % width)] ?? 0;
  });
  const model: ModelFrame = {
    frame,
    keys: Array.from({ length: rows }, (_, row) => `row ${row}`),
    time: new Float64Array(rows).fill(Number.NaN),
    label: labels,
    labelText: categoryColumn(Array.from(labels, (label) => classes[label] ?? String(label))),
    part: half,
    groups: new Map(),
    ...other,
  };
  const evaluation: Evaluation = {
    gates,
    project: lending(),
    challenger: {
      package: digestOf('package'),
      definition: digestOf('definition'),
      ...(gates.problem.task === 'multiclass' && { classes }),
      scores,
    },
    frame: model,
    rows: dev,
    tier: 'dev',
    level: 'claimed',
    holdout: 'readable',
    alpha: 0.05,
    seed: 7,
  };
  return firstMetricImportance(evaluation, ['v:noise', 'v:told'], async (of) => score(of));
}

const binary = gatesOf({ task: 'binary', label: { positive: 'Bad' } }, 'recall');
const multiclass = gatesOf({ task: 'multiclass', label: { classes } }, 'f1_macro');
const regression = gatesOf({ task: 'regression', label: {} }, 'rmse');
const ranking = gatesOf({ task: 'ranking', label: {}, query: 'applications:day' }, 'ndcg');
const classOf = (value: number): number => Math.min(2, Math.floor(3 * value));
const answers = (of: Frame) =>
  Float64Array.from([...told(of)].flatMap((value) => classes.map((_, k) => (classOf(value) === k ? 0.8 : 0.1))));

describe.each<[string, () => ReturnType<typeof world>]>([
  [
    'binary',
    () =>
      world(
        binary,
        told(frame).map((v) => (v > 0.4 ? 1 : 0)),
        told,
      ),
  ],
  ['multiclass', () => world(multiclass, told(frame).map(classOf), answers)],
  [
    'regression',
    () =>
      world(
        regression,
        told(frame).map((v) => 3 * v),
        (of) => told(of).map((v) => 3 * v),
      ),
  ],
  [
    'ranking',
    () =>
      world(ranking, told(frame).map(classOf), told, {
        query: categoryColumn(Array.from({ length: rows }, (_, row) => `day ${Math.floor(row / 20)}, half ${row % 2}`)),
      }),
  ],
])('%s', (_, ask) => {
  test('what the model reads has all of the importance, and what it does not has none', async () => {
    const found = await ask();
    expect(found.undefined).toBeUndefined();
    expect(found).toMatchObject({ rows: rows / 2, repeats: 5, seed: 7, alpha: 0.05 });
    expect(found.features.map(({ feature, share }) => [feature, share])).toEqual([
      ['v:told', expect.objectContaining({ value: 1 })],
      ['v:noise', expect.objectContaining({ value: 0 })],
    ]);
    expect(found.features[0]?.mean).toBeGreaterThan(0.05);
    expect(await ask()).toEqual(found);
  });
});

test('why there is none: a metric without a better way, one class only, too few clusters', async () => {
  const label = told(frame).map((v) => (v > 0.4 ? 1 : 0));
  const described = gatesOf({ task: 'binary', label: { positive: 'Bad' } }, 'selection_rate');
  expect((await world(described, label, told)).undefined).toMatch(/neither more nor less of .* is better/);
  const auc = gatesOf({ task: 'binary', label: { positive: 'Bad' } }, 'roc_auc');
  expect((await world(auc, label.fill(1), told)).undefined).toEqual(expect.any(String));
  const clustered = gatesOf({ task: 'regression', label: {} }, 'mae', { cluster: 'applications:day' });
  const few = { cluster: categoryColumn(Array.from({ length: rows }, (_, row) => `day ${row % 3}`)) };
  expect(await world(clustered, told(frame), told, few)).toMatchObject({
    undefined: 'insufficient data: 3 of 10 clusters',
    features: [],
  });
});
