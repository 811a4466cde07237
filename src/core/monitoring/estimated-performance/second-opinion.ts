import type { Estimate } from '../../evaluation/estimate.ts';
import { effectiveRows } from '../../evaluation/sample-weights.ts';
import { takeRows } from '../../features/frame.ts';
import type { Answers, Deciding, LabelledAnswers } from './answers.ts';
import type { EstimatedQuantity } from './expected-metric.ts';
import { importanceWeights, weightedMetric } from './importance-weights.ts';
import { takeAnswers } from './labelled-answers.ts';
import { learnableFrame } from './learnable-frame.ts';
import { windowEstimate } from './window-interval.ts';

/** Of more rows on either side every second, third… is taken: trees that are fitted to each window learn no more from the rest. */
const mostRows = 10_000;

/** Labelled rows, and how they are judged. */
export interface WeightedRows {
  readonly labelled: LabelledAnswers;
  readonly deciding: Deciding;
  readonly alpha: number;
  /** Below so many rows' worth nothing is said. */
  readonly minimumGroup: number;
}

/** At most 10,000 of them, evenly spread over all. */
export function fewOf(labelled: LabelledAnswers, { classes = 1 }: Deciding): LabelledAnswers {
  return takeAnswers(labelled, everyFew(labelled.label.length), classes);
}

/** Metrics of a window by labelled rows, each counted by how much it looks like the window's; of those that have a number at training. */
export async function secondOpinions(
  subject: WeightedRows,
  quantities: readonly EstimatedQuantity[],
  { frame }: Answers,
): Promise<ReadonlyMap<EstimatedQuantity['name'], Estimate>> {
  const asked = takeRows(frame, everyFew(frame.rows));
  const weight = await importanceWeights(learnableFrame(subject.labelled.frame), learnableFrame(asked));
  const found = quantities.flatMap((quantity): [EstimatedQuantity['name'], Estimate][] => {
    const estimate = weightedEstimate(subject, quantity, weight, frame.rows);
    return estimate === undefined ? [] : [[quantity.name, estimate]];
  });
  return new Map(found);
}

function everyFew(rows: number): Uint32Array {
  const step = Math.max(1, rows / mostRows);
  return Uint32Array.from({ length: Math.min(rows, mostRows) }, (_, i) => Math.floor(i * step));
}

function weightedEstimate(
  { labelled, deciding, alpha, minimumGroup }: WeightedRows,
  { metric, straying }: EstimatedQuantity,
  weight: Float64Array,
  rows: number,
): Estimate | undefined {
  if (straying === undefined) return undefined;
  const learnedFrom = effectiveRows(weight);
  const n = Math.round(learnedFrom);
  if (n < minimumGroup) return { undefined: `as weighted, ${n} of ${minimumGroup} dev rows look like the window`, n };
  const { value, degenerate } = weightedMetric(metric, { ...deciding, ...labelled }, weight);
  if (degenerate !== undefined) return { undefined: degenerate, n };
  const method = 'importance weighting';
  const { ofOneRow } = straying;
  return windowEstimate(metric, { value, n, method, rows, ofOneRow }, { ofOneRow, rows: learnedFrom }, alpha);
}
