import { AvalError } from '../../errors.ts';
import type { Frame } from '../../features/frame.ts';
import { applyPreparation } from '../../features/preparation/apply-preparation.ts';
import { numbersOf } from '../../training/linear/design-matrix.ts';
import type { LinearModel } from '../../training/linear/linear-model.ts';
import { readLinearModel } from '../../training/linear/model-file.ts';
import { mostEnumerated } from './coalitions.ts';
import type { ExplainedModel, Explainer } from './explainer.ts';
import { applyShares, correlatedShares } from './linear-correlated.ts';
import { type LinearColumns, linearShapley } from './linear-shapley.ts';
import { readPackage } from './read-package.ts';
import { scaleOf } from './tree-explainer.ts';

/** Explains a linear model by its coefficients: each feature's columns together. */
export function linearExplainer(
  { item, background }: ExplainedModel,
  method: 'linear' | 'linearCorrelated',
): Explainer {
  const { task, classes } = item.manifest;
  const { preparation, files, features, featureOf } = readPackage(item);
  if (method === 'linearCorrelated' && features.length > mostEnumerated) throw tooMany(features.length);
  const model = readLinearModel(files, task, classes?.length);
  const rowsOf = (frame: Frame) => preparedRows(model, applyPreparation(preparation, frame));
  const others = rowsOf(background);
  const mean = meanOf(others, model.columns.length);
  const covariance = method === 'linearCorrelated' ? covarianceOf(others, mean) : undefined;
  const places = Uint32Array.from(model.columns.map(({ name }) => featureOf(name)));
  const outputs = outputsOf(model).map(({ intercept, coefficients }) => {
    const linear: LinearColumns = { coefficients, featureOf: places, features: features.length };
    const matrix = covariance && correlatedShares(linear, covariance);
    return {
      base: coefficients.reduce((sum, one, j) => sum + one * (mean[j] ?? 0), intercept),
      shares: (row: Float64Array) =>
        matrix ? applyShares(matrix, features.length, row, mean) : linearShapley(linear, row, mean),
    };
  });
  return {
    method,
    scale: scaleOf(task),
    features,
    outputs: outputs.length,
    base: Float64Array.from(outputs, ({ base }) => base),
    async explain(frame) {
      const shares = new Float64Array(frame.rows * outputs.length * features.length);
      let at = 0;
      for (const row of rowsOf(frame)) {
        for (const output of outputs) {
          shares.set(output.shares(row), at);
          at += features.length;
        }
      }
      return { rows: frame.rows, outputs: outputs.length, features, shares };
    },
  };
}

function outputsOf(model: LinearModel): readonly { readonly intercept: number; readonly coefficients: Float64Array }[] {
  if (model.task !== 'multiclass') {
    const coefficients = Float64Array.from(model.columns, ({ coefficient }) => coefficient);
    return [{ intercept: model.intercept, coefficients }];
  }
  return model.intercepts.map((intercept, k) => ({
    intercept,
    coefficients: Float64Array.from(model.columns, (column) => column.coefficients[k] ?? 0),
  }));
}

/** Row by row, the columns as the model orders them. */
function preparedRows({ columns }: LinearModel, frame: Frame): readonly Float64Array[] {
  const values = columns.map(({ name }) => {
    const column = frame.columns.get(name);
    return column === undefined ? new Float64Array(frame.rows).fill(Number.NaN) : numbersOf(name, column);
  });
  return Array.from({ length: frame.rows }, (_, row) => Float64Array.from(values, (own) => own[row] ?? Number.NaN));
}

function meanOf(rows: readonly Float64Array[], columns: number): Float64Array {
  const mean = new Float64Array(columns);
  for (const row of rows) for (const [j, value] of row.entries()) (mean[j] as number) += value / rows.length;
  return mean;
}

function covarianceOf(rows: readonly Float64Array[], mean: Float64Array): Float64Array {
  const n = mean.length;
  const covariance = new Float64Array(n * n);
  for (const row of rows) {
    const from = row.map((value, j) => value - (mean[j] ?? 0));
    for (let i = 0; i < n; i++)
      for (let j = 0; j < n; j++)
        (covariance[i * n + j] as number) += ((from[i] as number) * (from[j] as number)) / rows.length;
  }
  return covariance;
}

function tooMany(features: number): AvalError {
  return new AvalError('usage', {
    rule: 'explain.features',
    message: `linearCorrelated goes through every coalition of features, and ${features} features have too many: at most ${mostEnumerated}`,
    hint: 'Use --method linear, and read what the guide says of correlated features.',
  });
}
