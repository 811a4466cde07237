import { measure } from '../comparison/measure.ts';
import type { MeasureSettings, ScoredRows } from '../comparison/scored-rows.ts';
import type { Quantity } from '../gate/evidence.ts';
import type { Estimate } from './estimate.ts';

/** What no model at all reaches on these rows: the number of the declared baseline, as if it were a model. Undefined where a constant answer has none. */
export type BaselineNumber = (quantity: Quantity, settings: MeasureSettings) => Estimate;

export function baselineNumberOf(rows: ScoredRows): BaselineNumber {
  return (quantity, settings) =>
    constantNumberOf(rows, rows.baseline, settings.thresholds.baseline)(quantity, settings);
}

/** The same of other constant answers, positive from a threshold of their own. */
export function constantNumberOf(rows: ScoredRows, answers: Float64Array, baseline: number): BaselineNumber {
  const { champion: _, anchor: __, decided: ___, ...others } = rows;
  const alone: ScoredRows = { ...others, challenger: answers };
  return (quantity, { opinions: _opinions, ...settings }) =>
    measure(alone, quantity, { ...settings, thresholds: { challenger: baseline, baseline } }).challenger;
}
