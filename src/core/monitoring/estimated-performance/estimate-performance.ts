import { takeNumbers } from '../../comparison/part-sample.ts';
import type { Gates } from '../../definitions/schema/gates.ts';
import { type Estimate, isDefined } from '../../evaluation/estimate.ts';
import type { Metric } from '../../evaluation/metric.ts';
import { metricOf } from '../../evaluation/metrics.ts';
import { classCostsOf } from '../../evaluation/multiclass/class-costs.ts';
import { effectiveRows } from '../../evaluation/sample-weights.ts';
import { takeRows } from '../../features/frame.ts';
import { present } from '../../present.ts';
import type { MetricEstimate, MetricRules } from '../realised-metrics.ts';
import type { Answers, Deciding, LabelledAnswers } from './answers.ts';
import type { Expectation } from './expectation.ts';
import { expectedOfClasses } from './expected-of-classes.ts';
import { expectedOfRegression } from './expected-of-regression.ts';
import { importanceWeights, weightedMetric } from './importance-weights.ts';
import { learnableFrame } from './learnable-frame.ts';
import { type Straying, strayingOf, undefinedAtTraining, windowEstimate } from './window-interval.ts';

/** A metric of a window whose labels are not known. */
export interface EstimatedMetric {
  readonly metric: MetricEstimate['metric'];
  /** On the dev rows of training. */
  readonly reference: Estimate;
  /** Where the metric is expected to be found once labels come. */
  readonly current: Estimate;
  /** The same asked another way: dev rows counted by how much they look like the window. */
  readonly weighted?: Estimate;
}

/** Says what a window's metrics may be before labels come. It sees covariate shift, and never that rows of a kind have begun to turn out otherwise. */
export interface PerformanceEstimator {
  estimate(answers: Answers): Promise<readonly MetricEstimate[]>;
  /** With the second opinion, which fits trees to the window. */
  estimateTwice(answers: Answers): Promise<readonly EstimatedMetric[]>;
}

/** Of more rows on either side the second opinion takes every second, third…: trees that are fitted to each window learn no more from the rest. */
const mostWeighted = 10_000;

interface Subject {
  /** Those of the labelled rows that the second opinion weights. */
  readonly weighted: LabelledAnswers;
  readonly deciding: Deciding;
  readonly expectation: Expectation;
  readonly metrics: readonly EstimatedQuantity[];
  readonly alpha: number;
  readonly minimumGroup: number;
}

interface EstimatedQuantity {
  readonly name: MetricEstimate['metric'];
  readonly metric: Metric;
  readonly reference: Estimate;
  readonly straying: Straying | undefined;
}

/**
 * Learns from labelled dev rows; a label of NaN is not known. `training`: the metrics of those rows. Undefined where no row can be judged without its
 * label: a ranking, rows that count by a weight, thresholds by group (neither weight nor group of a row is logged).
 */
export function performanceEstimator(
  dev: LabelledAnswers & { readonly clustered: boolean },
  training: readonly MetricEstimate[],
  rules: MetricRules,
): PerformanceEstimator | undefined {
  const { gates, project, threshold, byGroup } = rules;
  const { task } = gates.problem;
  if (task === 'ranking' || gates.data.weight !== undefined || byGroup !== undefined) return undefined;
  const deciding = decidingOf(gates, threshold);
  const labelled = knownRows(dev, deciding.classes ?? 1);
  if (labelled.label.length === 0) return undefined;
  const { alpha, minimumGroup } = project.statistics;
  const metrics = training.flatMap(({ metric: name, estimate: reference }): EstimatedQuantity[] => {
    const metric = metricOf(task, { metric: name });
    if (metric === undefined) return [];
    const settings = { alpha, independent: !dev.clustered };
    const sample = { ...deciding, ...labelled };
    return [
      {
        name,
        metric,
        reference,
        straying: isDefined(reference) ? strayingOf(metric, sample, reference, settings) : undefined,
      },
    ];
  });
  const expectation =
    task === 'regression'
      ? expectedOfRegression(labelled, deciding)
      : expectedOfClasses(labelled, deciding, gates.data.seed);
  const weighted = takeAnswers(labelled, everyFew(labelled.label.length), deciding.classes ?? 1);
  const subject = { weighted, deciding, expectation, metrics, alpha, minimumGroup };
  return {
    estimate: (answers) => estimated(subject, answers),
    estimateTwice: (answers) => estimatedTwice(subject, answers),
  };
}

function decidingOf({ problem }: Gates, threshold: number): Deciding {
  return {
    threshold,
    ...present({ costs: problem.costs, classes: problem.label.classes?.length, classCosts: classCostsOf(problem) }),
  };
}

function knownRows(dev: LabelledAnswers, width: number): LabelledAnswers {
  const { label } = dev;
  const known = Uint32Array.from([...label.keys()].filter((row) => !Number.isNaN(label[row] ?? Number.NaN)));
  return takeAnswers(dev, known, width);
}

function takeAnswers({ label, score, frame }: LabelledAnswers, rows: Uint32Array, width: number): LabelledAnswers {
  return { label: takeNumbers(label, rows), score: takeNumbers(score, rows, width), frame: takeRows(frame, rows) };
}

/** At most so many rows, evenly spread over all. */
function everyFew(rows: number): Uint32Array {
  const step = Math.max(1, rows / mostWeighted);
  return Uint32Array.from({ length: Math.min(rows, mostWeighted) }, (_, i) => Math.floor(i * step));
}

async function estimated(subject: Subject, answers: Answers): Promise<MetricEstimate[]> {
  const found: MetricEstimate[] = [];
  for (const quantity of subject.metrics)
    found.push({ metric: quantity.name, estimate: await currentOf(subject, quantity, answers) });
  return found;
}

async function currentOf(
  { expectation, alpha }: Subject,
  { metric, reference, straying }: EstimatedQuantity,
  answers: Answers,
): Promise<Estimate> {
  const { rows } = answers.frame;
  if (straying === undefined) return { undefined: undefinedAtTraining(reference) ?? 'no number at training', n: rows };
  const expected = await expectation.expect(metric, answers);
  if ('undefined' in expected) return { ...expected, n: rows };
  const { value, n, ofOneRow = straying.ofOneRow, learnedFrom = straying.rows } = expected;
  const { method } = expectation;
  const learned = { ofOneRow: Math.max(ofOneRow, straying.ofOneRow), rows: learnedFrom };
  return windowEstimate(metric, { value, n, method, rows, ofOneRow }, learned, alpha);
}

async function estimatedTwice(subject: Subject, answers: Answers): Promise<EstimatedMetric[]> {
  const { weighted: known, metrics } = subject;
  const first = await estimated(subject, answers);
  const asked = takeRows(answers.frame, everyFew(answers.frame.rows));
  const weight = await importanceWeights(learnableFrame(known.frame), learnableFrame(asked));
  return first.map(({ metric, estimate: current }, i) => {
    const quantity = metrics[i];
    const reference = quantity?.reference ?? current;
    const weighted = quantity && weightedOf(subject, quantity, weight, answers.frame.rows);
    return { metric, reference, current, ...(weighted && { weighted }) };
  });
}

function weightedOf(
  { weighted: known, deciding, alpha, minimumGroup }: Subject,
  { metric, straying }: EstimatedQuantity,
  weight: Float64Array,
  rows: number,
): Estimate | undefined {
  if (straying === undefined) return undefined;
  const learnedFrom = effectiveRows(weight);
  const n = Math.round(learnedFrom);
  if (n < minimumGroup) return { undefined: `as weighted, ${n} of ${minimumGroup} dev rows look like the window`, n };
  const { value, degenerate } = weightedMetric(metric, { ...deciding, ...known }, weight);
  if (degenerate !== undefined) return { undefined: degenerate, n };
  const method = 'importance weighting';
  const { ofOneRow } = straying;
  return windowEstimate(metric, { value, n, method, rows, ofOneRow }, { ofOneRow, rows: learnedFrom }, alpha);
}
