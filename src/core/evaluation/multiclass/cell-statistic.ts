import { degenerate, type MetricValue } from '../metric-value.ts';
import type { Sample } from '../sample.ts';
import type { Statistic } from '../statistic.ts';
import { classesOf, decidedClasses } from './class-scores.ts';
import { type ConfusionCells, cellRows } from './confusion-cells.ts';

/** A number computed from how many rows are in each cell of the confusion matrix. */
export function cellStatistic(sample: Sample, of: (cells: ConfusionCells) => MetricValue): Statistic {
  const { cellOf, count } = cellRows(sample.label, decidedClasses(sample), classesOf(sample));
  const rows = sample.label.length;
  const finish = (cells: ConfusionCells) => (cells.rows.some((n) => n > 0) ? of(cells) : degenerate('no rows'));
  return {
    rows,
    counted: rows,
    value: (counts) => finish(count(counts)),
    leaveOneOut() {
      const all = count(new Uint32Array(rows).fill(1));
      // Rows of one cell are alike, so that one answer does for all of them.
      const byCell = all.rows.map((_, cell) => {
        const rest = all.rows.map((n, other) => (other === cell ? n - 1 : n));
        const { value, degenerate } = finish({ ...all, rows: rest });
        return degenerate === undefined ? value : Number.NaN;
      });
      return Float64Array.from(cellOf, (cell) => byCell[cell] ?? Number.NaN);
    },
  };
}
