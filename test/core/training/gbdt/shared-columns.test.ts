import { expect, test } from 'vitest';
import { bindFrame } from '../../../../src/core/training/gbdt/bin-frame.ts';
import { compileTrees } from '../../../../src/core/training/gbdt/compile-trees.ts';
import type { FeatureBins } from '../../../../src/core/training/gbdt/feature-bins.ts';
import { gbdtEngine } from '../../../../src/core/training/gbdt/gbdt-engine.ts';
import { readGbdtModel } from '../../../../src/core/training/gbdt/model-file.ts';
import { columnFiller, ownColumns, shareColumns } from '../../../../src/core/training/gbdt/shared-columns.ts';
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
  const features = bindFrame(model.features, data.frame).map((binRows) => {
    const bins = new Uint8Array(rows);
    binRows(bins, 0, rows);
    return bins;
  });
  const score = (places: ReturnType<typeof ownColumns>, budget?: number): Float64Array => {
    const columns = places.map(() => new Uint8Array(rows));
    columnFiller(places)(columns, features, rows);
    const sums = new Float64Array(rows);
    for (const addTree of compileTrees(model.trees, places, budget)) addTree(sums, { features, columns });
    return sums;
  };
  const walked = score(ownColumns(features.length), 0);
  expect(new Set(walked).size).toBeGreaterThan(100);
  expect(score(ownColumns(features.length))).toEqual(walked);
  expect(score(shareColumns(model.features))).toEqual(walked);
});
