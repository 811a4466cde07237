import { takeNumbers } from '../../comparison/part-sample.ts';
import { predictedPositive } from '../../evaluation/binary/decisions.ts';
import { bindMetric, type Metric } from '../../evaluation/metric.ts';
import { metrics } from '../../evaluation/metrics.ts';
import type { Sample } from '../../evaluation/sample.ts';
import { squaredErrors } from '../../evaluation/squared-errors.ts';
import { observe } from '../../evaluation/statistic.ts';
import { amongRows } from './among-rows.ts';

/**
 * Standard error that a metric has over `rows` rows like these labelled ones, for which it is a mean, a share or the root of a mean: the standard
 * deviation of what it averages over √(rows that it looks at). Undefined for other metrics. Of F1 NannyML's form: right claims among rows that are
 * positive or called so; up to twice the delta method's. Rows count by their weight.
 */
export function samplingError(metric: Metric, labelled: Sample, rows: number): number | undefined {
  const deviation = deviationPerRow(metric, labelled);
  return deviation === undefined ? undefined : deviation / Math.sqrt(rows);
}

function deviationPerRow(metric: Metric, labelled: Sample): number | undefined {
  if ('perRow' in metric) {
    const own = amongRows(metric, labelled);
    return spread(metric.perRow(own), own.weight) / Math.sqrt(total(own) / total(labelled));
  }
  if (metric.kind === 'ratio') {
    const statistic = bindMetric(metric, labelled);
    const { value } = observe(statistic);
    return Math.sqrt((value * (1 - value)) / (statistic.counted / labelled.label.length));
  }
  if (metric === metrics.rmse) {
    const squares = squaredErrors(labelled);
    return spread(squares, labelled.weight) / (2 * Math.sqrt(mean(squares, labelled.weight)));
  }
  return metric === metrics.f1 ? ofF1(labelled) : undefined;
}

function ofF1(labelled: Sample): number {
  const { label, weight } = labelled;
  const claimed = predictedPositive(labelled);
  const concerned = Uint32Array.from([...label.keys()].filter((row) => claimed[row] === 1 || label[row] === 1));
  const right = Float64Array.from(concerned, (row) => (claimed[row] ?? 0) * (label[row] ?? 0));
  const own = weight && takeNumbers(weight, concerned);
  const hits = mean(right, own);
  const scale = 1 / (hits + (1 - hits) / 2);
  return (spread(right, own) * scale) / Math.sqrt((own ? sum(own) : concerned.length) / total(labelled));
}

const sum = (values: Float64Array): number => values.reduce((before, value) => before + value, 0);
const total = ({ label, weight }: Sample): number => (weight ? sum(weight) : label.length);

function mean(values: Float64Array, weight?: Float64Array): number {
  return weight === undefined
    ? sum(values) / values.length
    : sum(values.map((value, row) => value * (weight[row] ?? 0))) / sum(weight);
}

/** Standard deviation of all there are. */
function spread(values: Float64Array, weight?: Float64Array): number {
  const middle = mean(values, weight);
  return Math.sqrt(
    mean(
      values.map((value) => (value - middle) ** 2),
      weight,
    ),
  );
}
