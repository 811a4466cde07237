import { bindModels } from '../../src/core/comparison/bind-models.ts';
import type { BoundModel } from '../../src/core/comparison/bound-model.ts';
import type { MeasureSettings } from '../../src/core/comparison/scored-rows.ts';
import { selectParts } from '../../src/core/comparison/select-parts.ts';
import { metricOf } from '../../src/core/evaluation/metrics.ts';
import type { Quantity } from '../../src/core/gate/evidence.ts';
import type { Side } from './cells.ts';
import type { Population } from './populations/population.ts';

/** Rows that are drawn at once. */
const block = 500_000;

/** What the population's numbers are: means over many rows, whose own error is a few hundredths of a simulation's. */
export function truthOf(
  quantity: Quantity,
  population: Population,
  settings: MeasureSettings,
  rows: number,
): Readonly<Record<Side, number>> {
  let [challenger, champion] = [0, 0];
  const blocks = Math.ceil(rows / block);
  for (let i = 0; i < blocks; i += 1) {
    const drawn = population.draw(Math.min(rows, block), 1_000_000_000 + i);
    const metric = metricOf(drawn.task, quantity);
    if (metric === undefined) throw new RangeError(`${quantity.metric} does not measure a ${drawn.task} task`);
    const bound = bindModels(drawn, selectParts(drawn, quantity, metric), metric, quantity, settings);
    challenger += numberOf(bound.challenger) / blocks;
    champion += numberOf(bound.other) / blocks;
  }
  return {
    challenger,
    difference: challenger - champion,
    widening: Math.abs(challenger) - Math.abs(champion),
  };
}

function numberOf([own, reference]: BoundModel): number {
  return (own?.value ?? Number.NaN) - (reference?.value ?? 0);
}
