import { bindMetric } from '../../../src/core/evaluation/metric.ts';
import { metrics } from '../../../src/core/evaluation/metrics.ts';
import { observe } from '../../../src/core/evaluation/statistic.ts';
import { importanceOf } from '../../../src/core/explanation/importance.ts';
import { permutedFrame } from '../../../src/core/explanation/permuted-frame.ts';
import type { Column, Frame } from '../../../src/core/features/frame.ts';
import type { Value } from '../case.ts';
import { type Adapter, column, matrix } from '../shapes.ts';
import { formula } from './formulas.ts';

function valueAt(column: Column | undefined, row: number): number {
  return column?.type === 'number' ? (column.values[row] ?? Number.NaN) : Number.NaN;
}

export const explanationAdapters: Readonly<Record<string, Adapter>> = {
  permutation_importance: ({ X, y, model, permutations }) => {
    const rows = matrix(X);
    const names = [...(rows[0] ?? [])].map((_, i) => `x${i}`);
    const columns = names.map((name, i) => {
      const values = Float64Array.from(rows, (row) => row[i] ?? Number.NaN);
      return [name, { type: 'number', values }] as const;
    });
    const frame: Frame = { rows: rows.length, columns: new Map(columns) };
    const predict = formula(model);
    const auc = ({ columns }: Frame): number => {
      const score = Float64Array.from({ length: rows.length }, (_, row) =>
        predict(names.map((name) => valueAt(columns.get(name), row))),
      );
      return observe(bindMetric(metrics.roc_auc, { label: column(y), score, threshold: 0.5 })).value;
    };
    const base = auc(frame);
    const orders = permutations as readonly Value[];
    const found = names.map((name, i) =>
      importanceOf(
        base,
        matrix(orders[i]).map((order) => auc(permutedFrame(frame, name, Uint32Array.from(order)))),
      ),
    );
    return {
      baseline_auc: base,
      importances: found.map(({ importances }) => importances),
      mean: found.map(({ mean }) => mean),
      std_ddof0: found.map(({ sd }) => sd),
    };
  },
};
