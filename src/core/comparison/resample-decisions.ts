import { predictedPositive } from '../evaluation/binary/decisions.ts';
import { bindMetric, type Metric } from '../evaluation/metric.ts';
import { metricOf } from '../evaluation/metrics.ts';
import type { Sample } from '../evaluation/sample.ts';
import type { Statistic } from '../evaluation/statistic.ts';
import { createRandom } from './random.ts';
import { resampleCells } from './resample-cells.ts';
import type { ResampleJob } from './resample-job.ts';

/** With fewer rows drawing them one by one is quick. */
const manyRows = 2000;

/**
 * Does a job whose metric sees only labels and decisions by drawing how many rows of each kind there are: label and every model's decision make a
 * kind. Time does not grow with rows. Undefined where the metric sees more than that, or rows differ in weight or come in clusters.
 */
export function resampleDecisions(job: ResampleJob): readonly Float64Array[] | undefined {
  const metric = metricOf(job.task, { metric: job.metric });
  const rows = job.samples.reduce((sum, [first]) => sum + (first?.label.length ?? 0), 0);
  if (metric === undefined || rows < manyRows || !seesDecisionsOnly(metric) || job.clusters !== undefined)
    return undefined;
  if (job.samples.flat().some(({ weight }) => weight !== undefined)) return undefined;
  const segments = job.samples.map((models) => kindsOf(models, metric));
  const cells = Float64Array.from(segments.flatMap(({ counts }) => counts));
  const values = segments.flatMap(({ statistics }) => statistics.map(() => new Float64Array(job.resamples)));
  resampleCells({ cells }, job.resamples, createRandom(job.seed), (drawn, place) => {
    let [start, next] = [0, 0];
    for (const { counts, statistics } of segments) {
      const own = drawn.subarray(start, start + counts.length);
      start += counts.length;
      for (const statistic of statistics) {
        const { value, degenerate } = statistic.value(own);
        const series = values[next++];
        if (series !== undefined) series[place] = degenerate === undefined ? value : Number.NaN;
      }
    }
  });
  return values;
}

function seesDecisionsOnly(metric: Metric): boolean {
  if (metric.task !== 'binary') return false;
  return metric.kind === 'proportion' || ('reads' in metric && metric.reads === 'decisions');
}

/** The kinds of row that occur in a segment, how many each has, and every model's metric over one row of each. */
function kindsOf(models: readonly Sample[], metric: Metric) {
  const decisions = models.map(predictedPositive);
  const all = new Float64Array(2 ** (models.length + 1));
  for (const [row, label] of (models[0]?.label ?? []).entries()) {
    const kind = decisions.reduce((bits, decided, model) => bits | ((decided[row] ?? 0) << (model + 1)), label);
    all[kind] = (all[kind] ?? 0) + 1;
  }
  const kinds = [...all.keys()].filter((kind) => (all[kind] ?? 0) > 0);
  const statistics = models.map(({ costs }, model): Statistic => {
    const label = Float64Array.from(kinds, (kind) => kind & 1);
    const score = Float64Array.from(kinds, (kind) => (kind >> (model + 1)) & 1);
    return bindMetric(metric, { label, score, threshold: 0.5, ...(costs && { costs }) });
  });
  return { counts: kinds.map((kind) => all[kind] ?? 0), statistics };
}
