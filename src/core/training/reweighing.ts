import { AvalError } from '../errors.ts';
import type { CategoryColumn } from '../features/frame.ts';

/** Rows to learn from: labels of classes, the group of each row, and how much each counts (absent: 1). Equal lengths. */
export interface GroupedRows {
  readonly label: Float64Array;
  readonly group: CategoryColumn;
  readonly weight?: Float64Array;
}

/**
 * Weights that make the label independent of the group: each row's own weight times P(group) P(label) / P(group, label), all of them shares of
 * weight. Kamiran and Calders (2012), "Data preprocessing techniques for classification without discrimination"; AIF360's `Reweighing`. Rows that
 * name no group are a group of their own. The sum of the weights stays the same.
 */
export function reweigh({ label, group, weight }: GroupedRows): Float64Array {
  const own = weight ?? new Float64Array(label.length).fill(1);
  const [ofGroup, ofLabel, ofBoth] = [new Map<number, number>(), new Map<number, number>(), new Map<string, number>()];
  let total = 0;
  const cell = (row: number) => [group.codes[row] ?? -1, label[row] ?? Number.NaN] as const;
  for (const [row, w] of own.entries()) {
    const [g, y] = cell(row);
    add(ofGroup, g, w);
    add(ofLabel, y, w);
    add(ofBoth, `${g} ${y}`, w);
    total += w;
  }
  return own.map((w, row) => {
    const [g, y] = cell(row);
    return (w * (ofGroup.get(g) ?? 0) * (ofLabel.get(y) ?? 0)) / (total * (ofBoth.get(`${g} ${y}`) ?? 1));
  });
}

function add<K>(sums: Map<K, number>, key: K, by: number): void {
  sums.set(key, (sums.get(key) ?? 0) + by);
}

/** The group of `train.reweigh`. Throws `config` where gates.yaml declares none of that name. */
export function groupToReweigh(
  model: string,
  name: string,
  groups: ReadonlyMap<string, CategoryColumn>,
): CategoryColumn {
  const found = groups.get(name);
  if (found !== undefined) return found;
  throw new AvalError('config', {
    rule: 'train.reweigh',
    message: `${model}: train.reweigh names the group "${name}", which gates.yaml does not declare`,
    hint: 'Declare it in evaluate.groups.',
  });
}
