import type { Task } from '../training/engine.ts';
import type { Range } from './metric-range.ts';
import type { Sample } from './sample.ts';
import type { Statistic } from './statistic.ts';
import { meanStatistic } from './sum-statistic.ts';
import { weightedStatistic } from './weighted-statistic.ts';

/** Which way a metric is good; `neither` for numbers that describe, such as the selection rate. */
export type Direction = 'higher' | 'lower' | 'neither';

interface Described {
  /** As a person writes it: "ROC AUC". */
  readonly title: string;
  /** What it is, in a line of the reference. */
  readonly definition: string;
  /** What to know before a rule is made of it. */
  readonly caution?: string;
  readonly task: Task;
  readonly betterIs: Direction;
  /** Only rows of this class count: recall is about positives. */
  readonly among?: 0 | 1;
  /** Says nothing unless there are rows of both classes, or of every class. */
  readonly bothClasses?: true;
  /** Scores must be probabilities, in [0, 1]. */
  readonly probabilities?: true;
  readonly costs?: 'needed';
  /** What its number can be, where `rangeOf` can't tell by its kind and direction. */
  readonly range?: Range;
  /** Why it says nothing of these labels and scores; undefined where it does. */
  readonly refuses?: (sample: Sample) => string | undefined;
}

/**
 * A metric and what kind of number it is, which decides its interval. `proportion`: a share of 0/1 outcomes, one per
 * row; `mean`: of one number per row, or per query of a ranking; `ratio`: a share whose denominator depends on the model; `rocAuc`; `other`:
 * anything that can be computed again.
 */
export type Metric = Described &
  (
    | { readonly kind: 'proportion'; readonly perRow: (sample: Sample) => Float64Array }
    | { readonly kind: 'mean'; readonly perRow: (sample: Sample) => Float64Array }
    | {
        readonly kind: 'ratio' | 'rocAuc' | 'other';
        /** All that it sees of a score; models that agree in this cannot differ in the metric. */
        readonly reads: 'scores' | 'ranking' | 'decisions';
        readonly statistic: (sample: Sample) => Statistic;
      }
  );

/** The metric of one model on these rows, each counted by its weight. */
export function bindMetric(metric: Metric, sample: Sample): Statistic {
  const statistic = 'perRow' in metric ? meanStatistic(metric.perRow(sample)) : metric.statistic(sample);
  return sample.weight === undefined ? statistic : weightedStatistic(statistic, sample.weight);
}
