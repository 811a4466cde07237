import * as z from 'zod';
import type { ModelFiles, Task } from '../engine.ts';
import { readModelJson, refused, writeModelJson } from '../model-json.ts';
import { type FeatureBins, maximumBins, valueBins } from './feature-bins.ts';
import type { GbdtModel } from './gbdt-model.ts';
import type { Tree, TreeNode } from './tree.ts';
import { type TreeRows, treeRows, treeSchema } from './tree-rows.ts';

const fileName = 'gbdt.json';
const largestFile = 256 * 2 ** 20;
const columnName = z.string().min(1).max(300);

const ascending = (values: readonly (number | string)[]) =>
  values.every((value, k) => k === 0 || (values[k - 1] ?? value) < value);

const featureSchema = z.discriminatedUnion('type', [
  z.strictObject({
    type: z.literal('number'),
    name: columnName,
    bounds: z
      .array(z.number())
      .max(maximumBins - 1)
      .refine(ascending, 'bounds must ascend'),
  }),
  z.strictObject({
    type: z.literal('category'),
    name: columnName,
    levels: z.array(z.string()).max(maximumBins).refine(ascending, 'levels must be distinct and sorted'),
  }),
]);

/** Trees that a model file holds at most. */
export const mostTrees = 100_000;

const common = {
  format: z.literal('aval/gbdt/v1'),
  features: z.array(featureSchema).max(100_000),
  trees: z.array(treeSchema).max(mostTrees),
};
const modelSchema = z.discriminatedUnion('task', [
  z.strictObject({ ...common, task: z.enum(['binary', 'regression', 'ranking']), baseScore: z.number() }),
  z.strictObject({ ...common, task: z.literal('multiclass'), baseScores: z.array(z.number()).min(3).max(1000) }),
]);

export function writeGbdtModel({ task, baseScores, features, trees }: GbdtModel): ModelFiles {
  return writeModelJson(fileName, {
    format: 'aval/gbdt/v1',
    task,
    ...(task === 'multiclass' ? { baseScores } : { baseScore: baseScores[0] }),
    features: features.map((f) => (f.type === 'number' ? { ...f, bounds: [...f.bounds] } : f)),
    trees: trees.map(treeRows),
  });
}

/** Parses and checks untrusted bytes. Throws `evidence` for what is no model of this task, or of other classes than so many. */
export function readGbdtModel(files: ModelFiles, task: Task, classes?: number): GbdtModel {
  const model = readModelJson(files, fileName, modelSchema, largestFile);
  if (model.task !== task) throw refused(fileName, `a ${model.task} model, expected ${task}`);
  const features: FeatureBins[] = model.features.map((f) =>
    f.type === 'number' ? { ...f, bounds: Float64Array.from(f.bounds) } : f,
  );
  if (new Set(features.map((f) => f.name)).size < features.length) throw refused(fileName, 'a feature comes twice');
  const baseScores = model.task === 'multiclass' ? model.baseScores : [model.baseScore];
  if (model.task === 'multiclass' && baseScores.length !== classes)
    throw refused(fileName, `a model of ${baseScores.length} classes, expected ${classes}`);
  if (model.trees.length % baseScores.length !== 0)
    throw refused(fileName, `${model.trees.length} trees, not as many for each of ${baseScores.length} classes`);
  return { task, baseScores, features, trees: model.trees.map((rows, t) => readTree(rows, features, t)) };
}

function readTree(rows: TreeRows, features: readonly FeatureBins[], t: number): Tree {
  let expected = 1; // nodes that earlier splits still call for
  const tree = rows.map((row): TreeNode => {
    if (expected === 0) throw refused(fileName, `trees.${t}: nodes after the last leaf`);
    expected += typeof row === 'number' ? -1 : 1;
    return readNode(row, features, t);
  });
  if (expected !== 0) throw refused(fileName, `trees.${t}: ${expected} nodes are missing`);
  return tree;
}

function readNode(row: TreeRows[number], features: readonly FeatureBins[], t: number): TreeNode {
  if (typeof row === 'number') return { kind: 'leaf', value: row };
  const [feature, condition, missing] = row;
  const found = features[feature];
  const bins = found ? valueBins(found) : 0;
  const missingLeft = missing === 1;
  if (found?.type === 'number' && typeof condition === 'number' && condition < bins) {
    return { kind: 'number', feature, lastLeftBin: condition, missingLeft };
  }
  if (found?.type === 'category' && typeof condition !== 'number' && (condition.at(-1) ?? 0) < Math.max(1, bins)) {
    if (ascending(condition)) return { kind: 'category', feature, leftLevels: condition, missingLeft };
  }
  throw refused(fileName, `trees.${t}: a split that does not fit feature ${feature}`);
}
