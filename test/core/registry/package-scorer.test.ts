import { expect, test } from 'vitest';
import type { Frame } from '../../../src/core/features/frame.ts';
import { type Manifest, type Package, packageDigest } from '../../../src/core/registry/package.ts';
import { packageScorer } from '../../../src/core/registry/package-scorer.ts';
import type { Engine } from '../../../src/core/training/engine.ts';
import { gbdtEngine } from '../../../src/core/training/gbdt/gbdt-engine.ts';
import { samplePackage } from './sample-package.ts';

const classes = ['a', 'b', 'c'];
const frame: Frame = {
  rows: 2,
  columns: new Map([
    ['applicant:amount', { type: 'number', values: Float64Array.of(1, 2) }],
    ['applicant:purpose', { type: 'category', levels: ['car'], codes: Int32Array.of(0, -1) }],
  ]),
};

/** An engine that scores as it is told, and keeps what it was asked to load. */
function answering(scores: readonly number[]) {
  const asked: unknown[] = [];
  const load: Engine['load'] = async (_, task, names) => {
    asked.push([task, names]);
    return { score: async () => Float64Array.from(scores) };
  };
  return { engine: { ...(gbdtEngine as Engine), load }, asked }; // any `train`
}

function packageWith(change: Partial<Manifest>): Package {
  const item = samplePackage();
  const manifest = { ...item.manifest, ...change };
  return { ...item, manifest, digest: packageDigest(manifest) };
}

test('the engine is told the classes, and gives a number for each row and class', async () => {
  const { engine, asked } = answering([0.1, 0.2, 0.7, 0.5, 0.25, 0.25]);
  const score = await packageScorer(packageWith({ task: 'multiclass', classes }), engine);
  expect(await score(frame)).toHaveLength(6);
  expect(asked).toEqual([['multiclass', classes]]);
});

test.each([
  ['one number for a row of three classes', { task: 'multiclass', classes } as const, [0.5, 0.5]],
  ['two numbers for a row of two classes', {}, [0.1, 0.9, 0.2, 0.8]],
  ['a row too few', { task: 'ranking' } as const, [1]],
])('scores are refused: %s', async (_, change, scores) => {
  const score = await packageScorer(packageWith(change), answering(scores).engine);
  await expect(score(frame)).rejects.toMatchObject({ class: 'evidence', faults: [{ rule: 'package.scores' }] });
});

test.each([
  ['several classes without names', { task: 'multiclass' } as const],
  ['names of classes of a number', { task: 'regression', classes } as const],
])('a package is refused: %s', async (_, change) => {
  await expect(packageScorer(packageWith(change), answering([]).engine)).rejects.toMatchObject({
    class: 'evidence',
    faults: [{ rule: 'package.classes' }],
  });
});
