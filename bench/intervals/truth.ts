import type { MeasureSettings, ScoredRows } from '../../src/core/comparison/scored-rows.ts';
import { selectParts } from '../../src/core/comparison/select-parts.ts';
import { bindMetric } from '../../src/core/evaluation/metric.ts';
import { metrics } from '../../src/core/evaluation/metrics.ts';
import { observe } from '../../src/core/evaluation/statistic.ts';
import type { Quantity } from '../../src/core/gate/evidence.ts';
import type { Side } from './cells.ts';
import { drawRows, type Population } from './population.ts';

/** Rows that are drawn at once. */
const block = 500_000;

/** What the population's numbers are: means over many rows, whose own error is a few hundredths of a simulation's. */
export function truthOf(
  quantity: Quantity,
  population: Population,
  settings: MeasureSettings,
  rows: number,
): Readonly<Record<Side, number>> {
  const sums = { challenger: 0, champion: 0 };
  const blocks = Math.ceil(rows / block);
  for (let i = 0; i < blocks; i += 1) {
    const drawn = drawRows(population, Math.min(rows, block), 1_000_000_000 + i);
    for (const model of ['challenger', 'champion'] as const) sums[model] += numberOf(drawn, model, quantity, settings);
  }
  const [challenger, champion] = [sums.challenger / blocks, sums.champion / blocks];
  return {
    challenger,
    difference: challenger - champion,
    widening: Math.abs(challenger) - Math.abs(champion),
  };
}

function numberOf(
  rows: ScoredRows,
  model: 'challenger' | 'champion',
  quantity: Quantity,
  { thresholds, costs }: MeasureSettings,
): number {
  const metric = metrics[quantity.metric];
  const [own = 0, reference = 0] = selectParts(rows, quantity, metric).map((part) => {
    const take = (column: Float64Array) => Float64Array.from(part, (row) => column[row] ?? Number.NaN);
    const sample = {
      label: take(rows.label),
      score: take(rows[model] ?? rows.baseline),
      threshold: thresholds[model] ?? thresholds.challenger,
      ...(costs && { costs }),
    };
    return observe(bindMetric(metric, sample)).value;
  });
  return own - reference;
}
