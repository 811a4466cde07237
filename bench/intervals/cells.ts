import type { MetricName } from '../../src/core/definitions/schema/gates.ts';
import type { Measurement, Quantity } from '../../src/core/gate/evidence.ts';

/** Which number of a measurement an interval is about. */
export type Side = Extract<keyof Measurement, 'challenger' | 'difference' | 'widening'>;

/** A quantity whose intervals are checked, and whether they are resampled: then fewer simulations can be afforded. */
export interface Cell {
  readonly quantity: Quantity;
  readonly sides: readonly Side[];
  readonly resampled: boolean;
}

const gap = { name: 'age', value: 'young', reference: 'old' } as const;
const closed = (metric: MetricName): Cell => ({
  quantity: { metric },
  sides: ['challenger', 'difference'],
  resampled: false,
});
const bootstrap = (metric: MetricName): Cell => ({ ...closed(metric), resampled: true });

/** Wilson and Tango, DeLong, then what is resampled; the gap of a share alone is Newcombe's. */
export const cells: readonly Cell[] = [
  closed('accuracy'),
  closed('recall'),
  closed('roc_auc'),
  { quantity: { metric: 'selection_rate', group: gap }, sides: ['challenger'], resampled: false },
  bootstrap('log_loss'),
  bootstrap('brier'),
  bootstrap('expected_cost'),
  bootstrap('f1'),
  bootstrap('average_precision'),
  { ...bootstrap('precision') },
  { quantity: { metric: 'mean_score', group: gap }, sides: ['challenger', 'difference', 'widening'], resampled: true },
  { quantity: { metric: 'selection_rate', group: gap }, sides: ['difference', 'widening'], resampled: true },
  bootstrap('balanced_accuracy'),
  bootstrap('matthews_correlation'),
  bootstrap('partial_auc_0_1'),
  bootstrap('precision_top_10'),
  bootstrap('ece_mass'),
  bootstrap('calibration_slope'),
];

/** "log_loss", "selection_rate young - old". */
export function cellName({ quantity: { metric, group } }: Cell): string {
  return group === undefined ? metric : `${metric} ${group.value} - ${group.reference}`;
}
