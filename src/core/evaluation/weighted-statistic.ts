import { createRandom } from '../comparison/random.ts';
import { type Counts, observe, type Statistic } from './statistic.ts';

/** Blocks of rows that are left out in turn; with fewer rows each is a block of its own. */
const mostBlocks = 200;

/**
 * The statistic with every row counted `weight` times as often as it is drawn: scikit-learn's `sample_weight`. Weights are above 0.
 * No formula is known for a weighted number without each row in turn, so blocks of rows are left out instead. The acceleration of
 * a bootstrap interval, which is what those values are for, is the same in expectation: the skewness of a block is that of a
 * row over √(rows of the block), and there are as many fewer blocks. Entries after the last block hold the number of all rows.
 */
export function weightedStatistic(statistic: Statistic, weight: Float64Array): Statistic {
  const { rows } = statistic;
  const scratch = new Float64Array(rows);
  const value = (counts: Counts) => {
    for (let row = 0; row < rows; row += 1) scratch[row] = (counts[row] ?? 0) * (weight[row] ?? 0);
    return statistic.value(scratch);
  };
  const found: Statistic = { ...statistic, value, leaveOneOut: () => leaveBlocksOut(found) };
  return found;
}

function leaveBlocksOut(statistic: Statistic): Float64Array {
  const { rows } = statistic;
  const result = new Float64Array(rows).fill(observe(statistic).value);
  const blocks = Math.min(rows, mostBlocks);
  const order = shuffledRows(rows);
  const counts = new Uint32Array(rows).fill(1);
  for (let block = 0; block < blocks; block += 1) {
    const own = order.subarray(Math.floor((block * rows) / blocks), Math.floor(((block + 1) * rows) / blocks));
    for (const row of own) counts[row] = 0;
    const { value, degenerate } = statistic.value(counts);
    result[block] = degenerate === undefined ? value : Number.NaN;
    for (const row of own) counts[row] = 1;
  }
  return result;
}

/** Rows come sorted by label and score, and a block must be as mixed as the rows; the same for every model, so that they stay paired. */
function shuffledRows(rows: number): Uint32Array {
  const random = createRandom(0);
  const order = new Uint32Array(rows).map((_, row) => row);
  for (let last = rows - 1; last > 0; last -= 1) {
    const other = Math.floor((random.next() / 2 ** 32) * (last + 1));
    [order[last], order[other]] = [order[other] ?? 0, order[last] ?? 0];
  }
  return order;
}
