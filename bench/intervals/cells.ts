import type { MetricName } from '../../src/core/definitions/schema/gates.ts';
import type { Measurement, Quantity } from '../../src/core/gate/evidence.ts';
import { fourClasses } from './populations/classes.ts';
import { amounts } from './populations/numbers.ts';
import type { Population } from './populations/population.ts';
import { tenByQuery } from './populations/queries.ts';
import { clusteredRows, twoClasses, weightedRows } from './populations/two-classes.ts';

/** Which number of a measurement an interval is about. */
export type Side = Extract<keyof Measurement, 'challenger' | 'difference' | 'widening'>;

/** A quantity whose intervals are checked, and whether they are resampled: then fewer simulations can be afforded. */
export interface Cell {
  readonly population: Population;
  readonly quantity: Quantity;
  readonly sides: readonly Side[];
  readonly resampled: boolean;
}

const gap = { name: 'age', value: 'young', reference: 'old' } as const;
const sides = ['challenger', 'difference'] as const;

/** Wilson and Tango, DeLong, then what is resampled; the gap of a share alone is Newcombe's. */
function twoClassCells(population: Population): readonly Cell[] {
  const closed = (metric: MetricName): Cell => ({ population, quantity: { metric }, sides, resampled: false });
  const bootstrap = (metric: MetricName): Cell => ({ ...closed(metric), resampled: true });
  const gapOf = (metric: MetricName, of: readonly Side[], resampled: boolean): Cell => ({
    population,
    quantity: { metric, group: gap },
    sides: of,
    resampled,
  });
  return [
    closed('accuracy'),
    closed('recall'),
    closed('roc_auc'),
    gapOf('selection_rate', ['challenger'], false),
    bootstrap('log_loss'),
    bootstrap('brier'),
    bootstrap('expected_cost'),
    bootstrap('f1'),
    bootstrap('average_precision'),
    bootstrap('precision'),
    gapOf('mean_score', ['challenger', 'difference', 'widening'], true),
    gapOf('selection_rate', ['difference', 'widening'], true),
    bootstrap('balanced_accuracy'),
    bootstrap('matthews_correlation'),
    bootstrap('partial_auc_0_1'),
    bootstrap('precision_top_10'),
    bootstrap('ece_mass'),
    bootstrap('calibration_slope'),
  ];
}

const resampled = (population: Population, ...metrics: readonly MetricName[]): readonly Cell[] =>
  metrics.map((metric) => ({ population, quantity: { metric }, sides, resampled: true }));

export const cells: readonly Cell[] = [
  ...twoClassCells(twoClasses(0.5)),
  ...twoClassCells(twoClasses(0.05)),
  ...resampled(weightedRows(0.5), 'accuracy', 'roc_auc', 'log_loss'),
  ...resampled(clusteredRows(0.5), 'accuracy', 'roc_auc', 'log_loss'),
  { population: fourClasses, quantity: { metric: 'accuracy' }, sides, resampled: false },
  ...resampled(fourClasses, 'f1_macro', 'log_loss', 'roc_auc_ovr'),
  ...resampled(amounts, 'mae', 'rmse', 'r2', 'median_absolute_error', 'mean_poisson_deviance'),
  ...resampled(tenByQuery, 'ndcg_at_10', 'map', 'mrr'),
];

/** "log_loss", "selection_rate young - old". */
export function cellName({ quantity: { metric, group } }: Cell): string {
  return group === undefined ? metric : `${metric} ${group.value} - ${group.reference}`;
}
