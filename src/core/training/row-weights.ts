import type { CategoryColumn, ModelFrame } from '../features/frame.ts';
import { takeColumn } from '../features/frame.ts';
import type { ResolvedModel } from '../plan/resolved-model.ts';
import { groupToReweigh, reweigh } from './reweighing.ts';

/** How much each training row counts: its declared weight, reweighed where the model asks for it. Undefined where all count 1. */
export function trainingWeights(
  { model: { name, train } }: Pick<ResolvedModel, 'model'>,
  rows: ModelFrame,
  index: Uint32Array,
): Float64Array | undefined {
  const take = (values: Float64Array) => Float64Array.from(index, (row) => values[row] ?? Number.NaN);
  const weight = rows.weight && take(rows.weight);
  if (train.reweigh === undefined) return weight;
  const group = takeColumn(groupToReweigh(name, train.reweigh.by, rows.groups), index) as CategoryColumn; // takeColumn keeps the type
  return reweigh({ label: take(rows.label), group, ...(weight && { weight }) });
}
