import { degenerate } from '../metric-value.ts';
import { type Counts, observe, type Statistic } from '../statistic.ts';

/** How much each statistic of an average counts. */
export interface PartWeights {
  /** Of every part, with these counts of the rows. */
  of(counts: Counts): Float64Array;
  /** What one row adds to that of a part. */
  share(part: number, row: number): number;
}

/** The mean of statistics of the same rows, perhaps weighted. Degenerate where one of them is. */
export function averageStatistic(parts: readonly Statistic[], weights?: PartWeights): Statistic {
  const [first] = parts;
  const rows = first?.rows ?? 0;
  const weightsOf = (counts: Counts) => weights?.of(counts) ?? new Float64Array(parts.length).fill(1);
  return {
    rows,
    counted: first?.counted ?? 0,
    value(counts) {
      const weight = weightsOf(counts);
      let [sum, total] = [0, 0];
      for (const [k, part] of parts.entries()) {
        const { value, degenerate: reason } = part.value(counts);
        if (reason !== undefined) return degenerate(reason);
        sum += (weight[k] ?? 0) * value;
        total += weight[k] ?? 0;
      }
      return total > 0 ? { value: sum / total } : degenerate('no rows');
    },
    leaveOneOut() {
      const [sum, total] = [new Float64Array(rows), new Float64Array(rows)];
      const whole = weightsOf(new Uint32Array(rows).fill(1));
      for (const [k, part] of parts.entries()) {
        for (const [row, value] of part.leaveOneOut().entries()) {
          const weight = (whole[k] ?? 0) - (weights?.share(k, row) ?? 0);
          sum[row] = (sum[row] ?? 0) + weight * value;
          total[row] = (total[row] ?? 0) + weight;
        }
      }
      return sum.map((value, row) => value / (total[row] ?? 0));
    },
  };
}

/** A statistic of some of the rows, as one of all of them: the others move nothing. */
export function subsetStatistic(statistic: Statistic, index: Uint32Array, rows: number): Statistic {
  const own = new Float64Array(index.length);
  return {
    rows,
    counted: statistic.counted,
    value(counts) {
      for (let i = 0; i < own.length; i += 1) own[i] = counts[index[i] ?? 0] ?? 0;
      return statistic.value(own);
    },
    leaveOneOut() {
      const { value, degenerate } = observe(statistic);
      const result = new Float64Array(rows).fill(degenerate === undefined ? value : Number.NaN);
      for (const [i, left] of statistic.leaveOneOut().entries()) result[index[i] ?? 0] = left;
      return result;
    },
  };
}
