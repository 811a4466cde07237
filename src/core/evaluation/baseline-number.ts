import { measure } from '../comparison/measure.ts';
import type { MeasureSettings, ScoredRows } from '../comparison/scored-rows.ts';
import type { Quantity } from '../gate/evidence.ts';
import type { Estimate } from './estimate.ts';

/** What no model at all reaches on these rows: the number of the declared baseline, as if it were a model. Undefined where a constant answer has none. */
export type BaselineNumber = (quantity: Quantity, settings: MeasureSettings) => Estimate;

export function baselineNumberOf(rows: ScoredRows): BaselineNumber {
  const { champion: _, anchor: __, decided: ___, ...others } = rows;
  const alone: ScoredRows = { ...others, challenger: rows.baseline };
  return (quantity, { opinions: _opinions, ...settings }) => {
    const { baseline } = settings.thresholds;
    return measure(alone, quantity, { ...settings, thresholds: { challenger: baseline, baseline } }).challenger;
  };
}
