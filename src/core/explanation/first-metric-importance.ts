import { bindModels } from '../comparison/bind-models.ts';
import { countedUnits } from '../comparison/part-sample.ts';
import { selectParts } from '../comparison/select-parts.ts';
import type { Evaluation } from '../evaluation/evaluation.ts';
import { measuredRows } from '../evaluation/measured-rows.ts';
import type { Metric } from '../evaluation/metric.ts';
import { metricOf } from '../evaluation/metrics.ts';
import type { Statistic } from '../evaluation/statistic.ts';
import { takeRows } from '../features/frame.ts';
import type { Quantity } from '../gate/evidence.ts';
import type { Importance } from '../gate/importance-evidence.ts';
import { firstMetric } from '../gate/rule-quantities.ts';
import type { PackageScorer } from '../registry/package-scorer.ts';
import { permutationImportance, repeats } from './permutation-importance.ts';
import { randomOrder } from './permuted-frame.ts';
import { fewestBlocks, rowBlocks } from './row-blocks.ts';

const mostRows = 10_000;

/**
 * Permutation importance of the challenger's features for the first metric, on the labelled rows of an evaluation, or 10,000 of them that the seed
 * draws. It says why where there is none. The same evaluation gives the same numbers.
 */
export async function firstMetricImportance(
  evaluation: Evaluation,
  features: readonly string[],
  score: PackageScorer,
): Promise<Importance> {
  const { gates, project, seed } = evaluation;
  const quantity = firstMetric(gates);
  const metric = metricOf(gates.problem.task, quantity);
  const asked = drawnRows(evaluation);
  const { scored } = measuredRows(asked);
  const { alpha } = project.statistics;
  const about = { metric: quantity.metric, rows: asked.rows.length, repeats, seed, alpha };
  const none = (reason: string): Importance => ({ ...about, undefined: reason, features: [] });
  if (metric === undefined) return none(`${quantity.metric} does not measure a ${gates.problem.task} task`);
  if (metric.betterIs === 'neither') return none(`neither more nor less of ${metric.title} is better`);
  const bind = binder(asked, quantity, metric);
  const { refusal } = bind(asked.challenger.scores);
  if (refusal !== undefined) return none(refusal);
  const blocks = rowBlocks(asked.rows.length, scored.cluster ?? scored.query, seed);
  if (blocks.count < fewestBlocks) return none(`insufficient data: ${blocks.count} of ${fewestBlocks} clusters`);
  const found = await permutationImportance({
    frame: takeRows(asked.frame.frame, asked.rows),
    features,
    score,
    bind: (scores) => bind(scores).statistic,
    betterIs: metric.betterIs,
    blocks,
    seed,
    alpha,
  });
  const bad = found.find(({ mean }) => !Number.isFinite(mean));
  return bad === undefined
    ? { ...about, features: [...found] }
    : none(`${metric.title} is undefined when ${bad.feature} is permuted`);
}

/** The evaluation on those of its rows that count, at most 10,000, and of the challenger alone. */
function drawnRows({ champion: _, anchor: __, ...evaluation }: Evaluation): Evaluation {
  const { challenger, rows, seed } = evaluation;
  const { positions } = measuredRows(evaluation).used;
  const drawn = randomOrder(positions.length, seed, 'rows').subarray(0, mostRows).sort();
  const kept = drawn.map((i) => positions[i] ?? 0);
  const width = challenger.scores.length / Math.max(1, rows.length); // numbers of one row
  const scores = Float64Array.from({ length: kept.length * width }, (_, i) => {
    const position = kept[Math.floor(i / width)] ?? 0;
    return challenger.scores[position * width + (i % width)] ?? Number.NaN;
  });
  const { trainedOn: ___, ...alone } = challenger;
  return { ...evaluation, rows: kept.map((position) => rows[position] ?? 0), challenger: { ...alone, scores } };
}

/** Binds the metric to other scores of these rows, counted in the order of the rows. What is decided by the scores is decided anew. */
function binder(evaluation: Evaluation, quantity: Quantity, metric: Metric) {
  return (scores: Float64Array): { readonly statistic: Statistic; readonly refusal?: string } => {
    const { scored: rows, settings } = measuredRows({
      ...evaluation,
      challenger: { ...evaluation.challenger, scores },
    });
    const [part = new Uint32Array(), ...more] = selectParts(rows, quantity, metric);
    const [bound] = bindModels(rows, [part, ...more], metric, quantity, settings).challenger;
    if (bound === undefined) throw new RangeError('a metric over all rows has one part');
    const { statistic, refusal } = bound;
    const units = countedUnits(rows, part);
    const inOrder: Statistic = {
      ...statistic,
      value: (counts) => statistic.value(Float64Array.from(units, (row) => counts[row] ?? 0)),
    };
    return { statistic: { ...inOrder, rows: rows.label.length }, ...(refusal !== undefined && { refusal }) };
  };
}
