import { expect, test } from 'vitest';
import { compileTrees, treeBytes } from '../../../../src/core/training/gbdt/compile-trees.ts';
import type { FeatureBins } from '../../../../src/core/training/gbdt/feature-bins.ts';
import { binAll, binnerBytes, FrameBinner } from '../../../../src/core/training/gbdt/frame-binner.ts';
import { gbdtEngine } from '../../../../src/core/training/gbdt/gbdt-engine.ts';
import { Kernels } from '../../../../src/core/training/gbdt/kernels/kernels.ts';
import { readGbdtModel } from '../../../../src/core/training/gbdt/model-file.ts';
import { columnFiller, ownColumns, shareColumns } from '../../../../src/core/training/gbdt/shared-columns.ts';
import { kernelBytes } from '../../../../src/core/training/kernels/kernel-memory.ts';
import { trained, trainOf } from '../engine-run.ts';
import { madeUp } from '../made-up-data.ts';

const category = (levels: number): FeatureBins => ({
  type: 'category',
  name: `of ${levels}`,
  levels: Array.from({ length: levels }, (_, k) => String(k)),
});
const rows = 2500;

test('features share a column while the product of their bins fits a byte', () => {
  const places = shareColumns([2, 255, 42, 15, 16].map(category));
  expect(places).toEqual([
    { column: 1, stride: 43, size: 3 },
    { column: 0, stride: 1, size: 256 },
    { column: 1, stride: 1, size: 43 },
    { column: 3, stride: 1, size: 16 },
    { column: 2, stride: 1, size: 17 },
  ]);
});

test('trees by masks over own or shared columns, and trees by walk, give the same scores', async () => {
  const data = madeUp('binary', rows, 5);
  const model = readGbdtModel(await trained(gbdtEngine, data, trainOf('gbdt', { trees: 20 })), 'binary');
  const own = new Kernels(binnerBytes(model.features.length) + model.features.length * kernelBytes(rows));
  const features = new FrameBinner(model.features, own).bind(data.frame).map((binRows) => {
    const bins = own.bytes(rows);
    binAll(binRows, bins);
    return bins;
  });
  const score = (places: ReturnType<typeof ownColumns>, room = treeBytes(model.trees, places)): Float64Array => {
    const kernels = new Kernels(places.length * kernelBytes(rows) + kernelBytes(8 * rows) + room);
    const columns = places.map(() => kernels.bytes(rows));
    columnFiller(places)(columns, features, rows);
    const sums = kernels.numbers(rows);
    compileTrees(model.trees, places, kernels, { features, columns })(sums);
    return sums.slice();
  };
  const walked = score(ownColumns(features.length), 0);
  expect(new Set(walked).size).toBeGreaterThan(100);
  expect(score(ownColumns(features.length), 50_000)).toEqual(walked); // some by masks, some by walk
  expect(score(ownColumns(features.length))).toEqual(walked);
  expect(score(shareColumns(model.features))).toEqual(walked);
});
