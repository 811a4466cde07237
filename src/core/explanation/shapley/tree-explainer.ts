import { applyPreparation } from '../../features/preparation/apply-preparation.ts';
import { readGbdtModel } from '../../training/gbdt/model-file.ts';
import type { ExplainedModel, Explainer } from './explainer.ts';
import type { Scale } from './methods.ts';
import { readPackage } from './read-package.ts';
import { binnedRows } from './trees/binned-rows.ts';
import { treeInteractions } from './trees/tree-interactions.ts';
import { treeShapley } from './trees/tree-shapley.ts';

/** Explains boosted trees by reading them; features are players, so one-hot columns count as the one feature that they are. */
export function treeExplainer({ item, background }: ExplainedModel, method: 'tree' | 'treePath'): Explainer {
  const { task, classes } = item.manifest;
  const { preparation, files, features, featureOf } = readPackage(item);
  const model = readGbdtModel(files, task, classes?.length);
  const outputs = model.baseScores.length;
  const others = binnedRows(model.features, applyPreparation(preparation, background));
  const question = {
    featureOf: Uint32Array.from(model.features, ({ name }) => featureOf(name)),
    features: features.length,
    background: others,
    absent: method === 'tree' ? ('interventional' as const) : ('pathDependent' as const),
  };
  const treesOf = (output: number) => model.trees.filter((_, t) => t % outputs === output);
  const none = { rows: 0, columns: others.columns.map(() => new Uint8Array()) };
  const base = Float64Array.from(
    model.baseScores,
    (score, output) => score + treeShapley({ ...question, trees: treesOf(output) }, none).base,
  );
  return {
    method,
    scale: scaleOf(task),
    features,
    outputs,
    base,
    async explain(frame) {
      const rows = binnedRows(model.features, applyPreparation(preparation, frame));
      const shares = new Float64Array(rows.rows * outputs * features.length);
      for (let output = 0; output < outputs; output++) {
        const found = treeShapley({ ...question, trees: treesOf(output) }, rows).shares;
        for (let row = 0; row < rows.rows; row++) {
          const own = found.subarray(row * features.length, (row + 1) * features.length);
          shares.set(own, (row * outputs + output) * features.length);
        }
      }
      return { rows: rows.rows, outputs, features, shares };
    },
    async interactions(frame) {
      const rows = binnedRows(model.features, applyPreparation(preparation, frame));
      const size = features.length ** 2;
      const values = new Float64Array(rows.rows * outputs * size);
      for (let output = 0; output < outputs; output++) {
        const found = treeInteractions({ ...question, trees: treesOf(output) }, rows);
        for (let row = 0; row < rows.rows; row++)
          values.set(found.subarray(row * size, (row + 1) * size), (row * outputs + output) * size);
      }
      return { rows: rows.rows, outputs, players: Array.from({ length: rows.rows }, () => features), values };
    },
  };
}

/** What a model that adds up adds up to. */
export function scaleOf(task: string): Scale {
  if (task === 'binary') return 'log odds';
  return task === 'multiclass' ? 'scores before softmax' : 'value';
}
