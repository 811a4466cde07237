import type { Frame } from '../../features/frame.ts';
import { learnableFrame, stackedFrames } from '../estimated-performance/learnable-frame.ts';
import { fromOtherFolds, type LabelledFrame, splitsByColumn } from '../estimated-performance/small-trees.ts';
import type { Compared } from './compared.ts';
import { domainReadout } from './domain-classifier.ts';

/** Small trees learn which rows are the window's; how well they tell is the effect. Categories of more than a thousand levels are not looked at. */
export async function tellApart(reference: Frame, current: Frame): Promise<Compared> {
  const labelled = bothSides(reference, current);
  if (labelled.frame.columns.size === 0) return { undefined: 'no column is one that trees can learn from' };
  const { auc, ksP, ...about } = domainReadout(labelled.label, await fromOtherFolds('binary', labelled));
  return { effect: auc, p: ksP, about: { method: 'domain_classifier', ...about } };
}

/** The columns by which they split most often, first. */
export async function tellingColumns(reference: Frame, current: Frame): Promise<readonly string[]> {
  const splits = await splitsByColumn('binary', bothSides(reference, current));
  return [...splits].sort(([, a], [, b]) => b - a).map(([name]) => name);
}

function bothSides(reference: Frame, current: Frame): LabelledFrame {
  const frame = stackedFrames(learnableFrame(reference), learnableFrame(current));
  return { frame, label: Float64Array.from({ length: frame.rows }, (_, row) => Number(row >= reference.rows)) };
}
