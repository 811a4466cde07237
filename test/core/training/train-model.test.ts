import { expect, test } from 'vitest';
import { featureViewSchema } from '../../../src/core/definitions/schema/feature-view.ts';
import { gatesSchema } from '../../../src/core/definitions/schema/gates.ts';
import { modelSchema } from '../../../src/core/definitions/schema/model.ts';
import { digestOf } from '../../../src/core/digest.ts';
import { type ModelFrame, parts } from '../../../src/core/features/frame.ts';
import { parseProfile } from '../../../src/core/monitoring/profile/published-profile.ts';
import type { ResolvedModel } from '../../../src/core/plan/resolved-model.ts';
import type { Engine, TrainingData } from '../../../src/core/training/engine.ts';
import { gbdtEngine } from '../../../src/core/training/gbdt/gbdt-engine.ts';
import { linearEngine } from '../../../src/core/training/linear/linear-engine.ts';
import { trainModel } from '../../../src/core/training/train-model.ts';
import { spineSource } from '../../fixtures/spine-source.ts';
import { categories, frameOf, madeUp, numbers } from './made-up-data.ts';

const apiVersion = 'aval/v1';
const problem = {
  question: 'Late?',
  decision: 'Warn.',
  task: 'binary',
  label: { column: 'orders:late', positive: true },
};

function resolvedModel(engine: 'gbdt' | 'linear', features: readonly string[]): ResolvedModel {
  const gates = [{ metric: 'roc_auc', rule: 'superior', why: 'It must be better.' }];
  return {
    model: modelSchema.parse({ apiVersion, kind: 'Model', name: 'late', features, train: { engine, parameters: {} } }),
    gates: gatesSchema.parse({
      apiVersion,
      kind: 'Gates',
      model: 'late',
      problem,
      data: { spine: 'orders' },
      evaluate: { metrics: ['roc_auc'] },
      gates,
    }),
    views: new Map(),
    entities: new Map(),
    sources: new Map([['orders', spineSource('orders')]]),
    pins: new Map([['orders', { digest: 'git:0' }]]),
    engine: { name: engine, revision: 1 },
    code: new Map(),
    digest: digestOf('late'),
  };
}

const column = { type: 'int', unique: false, nulls: 0, personal: false } as const;
const side = (row: number) => parts[row % 4] ?? 'train';

/** 40 rows: train, dev, holdout, later in turn. What is not for training is unmistakable: 1e6, level "secret", label 1. */
function sidedFrame(secret = 1e6): ModelFrame {
  const rows = Array.from({ length: 40 }, (_, row) => row);
  const train = (row: number) => side(row) === 'train';
  const label = Float64Array.from(rows, (row) => (row === 8 ? Number.NaN : train(row) ? (row / 4) % 2 : 1));
  const columns = {
    'v:x': numbers(rows.map((row) => (train(row) ? row : secret))),
    'v:c': categories(
      ['open', 'secret'],
      rows.map((row) => Number(!train(row))),
    ),
  };
  return {
    frame: frameOf(columns),
    keys: rows.map((row) => `${side(row)}-${row}`),
    time: new Float64Array(40),
    label,
    labelText: categories(
      ['x'],
      rows.map(() => 0),
    ) as ModelFrame['labelText'], // a maker of categories makes no other
    part: Uint8Array.from(rows, (row) => row % 4),
    groups: new Map(),
  };
}

/** An engine that keeps what it is given. */
function spyEngine(): { engine: Engine; given: TrainingData[] } {
  const given: TrainingData[] = [];
  const train: Engine['train'] = async (data) => {
    given.push(data);
    return new Map([['spy.json', new TextEncoder().encode('{}')]]);
  };
  return { engine: { ...(gbdtEngine as Engine), train }, given }; // the spy takes any `train`
}

const quiet = () => undefined;
const { signal } = new AbortController();

test('dev, holdout and later rows never reach the engine, nor do rows without a label', async () => {
  const { engine, given } = spyEngine();
  const built = await trainModel(resolvedModel('gbdt', ['v:x', 'v:c']), sidedFrame(), engine, quiet, signal);
  const expected = [0, 4, 12, 16, 20, 24, 28, 32, 36];
  expect(given).toHaveLength(1);
  expect(given[0]?.keys).toEqual(expected.map((row) => `train-${row}`));
  expect([...(given[0]?.label ?? [])]).toEqual(expected.map((row) => (row / 4) % 2));
  const [x, c] = given[0]?.frame.columns.values() ?? [];
  expect(x).toEqual(numbers(expected));
  expect(c).toEqual(
    categories(
      ['open'],
      expected.map(() => 0),
    ),
  );
  expect(given[0]?.task).toBe('binary');
  expect(built.manifest.rows).toEqual({ train: expected.length });
});

test('rows of weight 0 never reach the engine; the others come with their weights, and classes with their names', async () => {
  const { engine, given } = spyEngine();
  const resolved = resolvedModel('gbdt', ['v:x', 'v:c']);
  const problem = {
    ...resolved.gates.problem,
    task: 'multiclass' as const,
    label: { column: 'rows:y', classes: ['no', 7, true] },
  };
  const several = { ...resolved, gates: { ...resolved.gates, problem } };
  const rows = { ...sidedFrame(), weight: Float64Array.from({ length: 40 }, (_, row) => (row % 3 === 0 ? 0 : row)) };
  const built = await trainModel(several, rows, engine, quiet, signal);
  const expected = [4, 16, 20, 28, 32];
  expect(given[0]?.keys).toEqual(expected.map((row) => `train-${row}`));
  expect([...(given[0]?.weight ?? [])]).toEqual(expected);
  expect(given[0]?.classes).toEqual(['no', '7', 'true']);
  expect(built.manifest).toMatchObject({
    task: 'multiclass',
    classes: ['no', '7', 'true'],
    rows: { train: 5 },
    signature: { outputs: [{ name: 'probabilities', type: 'number' }] },
  });
});

test.each(['gbdt', 'linear'] as const)('%s: what those rows hold changes no byte of the package', async (name) => {
  const engine = (name === 'gbdt' ? gbdtEngine : linearEngine) as Engine; // chosen by the model's `train`
  const train = (rows: ModelFrame) => trainModel(resolvedModel(name, ['v:x', 'v:c']), rows, engine, quiet, signal);
  const [first, second] = [await train(sidedFrame()), await train(sidedFrame(-3))];
  expect(second.digest).toBe(first.digest);
  expect(second.files).toEqual(first.files);
  for (const bytes of first.files.values())
    expect(new TextDecoder().decode(bytes)).not.toMatch(/secret|1000000|1e\+?6/);
});

test('the package names model, definition, engine and every file, and is the same twice', async () => {
  const data = madeUp('binary', 400, 1);
  const rows: ModelFrame = {
    frame: data.frame,
    keys: data.keys,
    time: new Float64Array(400),
    label: data.label,
    labelText: { type: 'category', levels: [], codes: new Int32Array(400).fill(-1) },
    part: new Uint8Array(400),
    groups: new Map(),
  };
  const resolved = resolvedModel('gbdt', ['order:x']);
  const train = () => trainModel(resolved, rows, gbdtEngine as Engine, quiet, signal);
  const built = await train();
  expect((await train()).digest).toBe(built.digest);
  expect(built.manifest).toMatchObject({
    model: 'late',
    definition: resolved.digest,
    engine: { name: 'gbdt', revision: 1 },
    task: 'binary',
    rows: { train: 400 },
  });
  expect(built.manifest.files.map(({ path }) => path)).toEqual(['model/gbdt.json', 'prepare.json', 'profile.json']);
  expect(built.manifest.signature.inputs.map(({ name }) => name)).toEqual([...data.frame.columns.keys()]);
});

test('no labelled training row is a config error, before the engine is asked', async () => {
  const { engine, given } = spyEngine();
  const rows = { ...sidedFrame(), label: new Float64Array(40).fill(Number.NaN) };
  const run = trainModel(resolvedModel('gbdt', ['v:x']), rows, engine, quiet, signal);
  await expect(run).rejects.toMatchObject({ class: 'config', faults: [{ rule: 'train.rows' }] });
  expect(given).toEqual([]);
});

test('the package tells of a personal column how many rows have a value, and nothing that one of them holds', async () => {
  const resolved = resolvedModel('gbdt', ['v:x', 'v:c', 'v:y']);
  const columns = {
    key: { ...column, unique: true },
    x: column,
    c: { ...column, type: 'string', personal: true },
  } as const;
  const view = featureViewSchema.parse({
    apiVersion,
    kind: 'FeatureView',
    name: 'v',
    entity: 'order',
    source: 'orders',
    features: { x: null, c: null, y: { sql: 'x + length(C)' } },
  });
  const marked = {
    ...resolved,
    views: new Map([['v', view]]),
    sources: new Map([['orders', { ...spineSource('orders'), columns }]]),
  };
  const rows = sidedFrame();
  const names = categories(
    ['Ada', 'Bo'],
    [...rows.keys.keys()].map((row) => row % 2),
  );
  const frame = {
    ...rows,
    frame: frameOf({ 'v:x': numbers([...rows.keys.keys()]), 'v:c': names, 'v:y': numbers([...rows.keys.keys()]) }),
  };
  const item = await trainModel(marked, frame, gbdtEngine, () => undefined, new AbortController().signal);
  const text = new TextDecoder().decode(item.files.get('profile.json'));
  expect(text).not.toMatch(/Ada|Bo|hashes/);
  const { columns: told } = parseProfile(item.files.get('profile.json') ?? new Uint8Array());
  const withheld = { type: 'withheld', count: 9, missing: 0 };
  expect(told).toMatchObject([
    { name: 'v:x', profile: { type: 'number' } },
    { name: 'v:c', profile: withheld },
    { name: 'v:y', profile: withheld },
  ]);
});

test('rows are reweighed by the declared group, by the training part alone and on top of their own weights', async () => {
  const { engine, given } = spyEngine();
  const resolved = resolvedModel('gbdt', ['v:x']);
  const model = modelSchema.parse({ ...resolved.model, train: { ...resolved.model.train, reweigh: { by: 'size' } } });
  const rows = { ...sidedFrame(), weight: Float64Array.from({ length: 40 }, (_, row) => (row % 4 === 0 ? 2 : 1e9)) };
  const size = categories(
    ['large', 'small'],
    Array.from({ length: 40 }, (_, row) => Number(row < 24)),
  ) as ModelFrame['labelText']; // a maker of categories makes no other
  await trainModel({ ...resolved, model }, { ...rows, groups: new Map([['size', size]]) }, engine, quiet, signal);
  const small = { label: [0, 1, 1, 0, 1], weight: [2, 2, 2, 2, 2] };
  expect([...(given[0]?.label ?? [])].slice(0, 5)).toEqual(small.label);
  // Of 9 rows 5 are small; 4 are of class 0, 2 of these small.
  const cell = (label: number, isSmall: boolean) => {
    const [ofSize, ofLabel] = [isSmall ? 5 : 4, label === 0 ? 4 : 5];
    const both = isSmall ? (label === 0 ? 2 : 3) : 2;
    return (2 * ofSize * ofLabel) / (9 * both);
  };
  const expected = [...(given[0]?.label ?? [])].map((label, i) => cell(label, i < 5));
  for (const [i, weight] of (given[0]?.weight ?? []).entries()) expect(weight).toBeCloseTo(expected[i] ?? 0, 12);
  expect(given[0]?.weight).toHaveLength(9);
});
