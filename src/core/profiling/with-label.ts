import type { Estimate } from '../evaluation/estimate.ts';
import type { CategoryColumn, Column, NumberColumn } from '../features/frame.ts';
import { type Association, associationOf } from './association/association.ts';
import { contingencyTable } from './association/contingency-table.ts';
import { correlationRatio } from './association/correlation-ratio.ts';
import { aucOfColumn } from './auc-of-column.ts';
import type { ComparedColumns } from './compared-columns.ts';
import { correlationsOf } from './correlation/correlations.ts';

/** What a model is to answer. Rows without a label are NaN. */
export type Label =
  /** Places among the classes; of two classes the second alone is looked at. */
  { readonly classes: readonly string[]; readonly values: Float64Array } | { readonly numbers: Float64Array };

type Measured =
  /** A number against one class and all others; of several the class that it tells best. */
  | { readonly measure: 'roc_auc'; readonly class: string; readonly estimate: Estimate }
  /** A number against a number. */
  | { readonly measure: 'spearman'; readonly estimate: Estimate }
  /** Levels against classes; the label is the second. */
  | { readonly measure: 'cramers_v'; readonly association: Association }
  /** Levels against a number. */
  | { readonly measure: 'correlation_ratio'; readonly value: number; readonly n: number };

/** How far a column moves with the label, `strength` from 0 to 1, or why that can't be said. */
export type LabelRelation = { readonly column: string } & (
  | (Measured & { readonly strength: number; readonly nearlyTheLabel: boolean })
  | { readonly undefined: string; readonly n: number }
);

/** From here on a column all but is the label: most often it is known only once the label is. */
const nearly = 0.95;

/** The label as a column of its own. */
export function labelColumn(label: Label): Column {
  return 'numbers' in label ? { type: 'number', values: label.numbers } : { type: 'category', ...coded(label) };
}

function coded({ classes, values }: Extract<Label, { classes: unknown }>): Pick<CategoryColumn, 'codes' | 'levels'> {
  return { codes: Int32Array.from(values, (value) => (Number.isNaN(value) ? -1 : value)), levels: classes };
}

/** Every column against the label, the strongest first. */
export function withLabel({ numbers, categories }: ComparedColumns, label: Label, alpha: number): LabelRelation[] {
  const found = [
    ...numbers.map(({ name, column }) => related(name, ofNumbers(column, label, alpha))),
    ...categories.map(({ name, column }) => related(name, ofLevels(column, label))),
  ];
  return found.sort((a, b) => strengthOf(b) - strengthOf(a));
}

type Found =
  | { readonly measured: Measured; readonly strength: number }
  | { readonly undefined: string; readonly n: number };

function related(column: string, found: Found): LabelRelation {
  if ('undefined' in found) return { column, ...found };
  const { measured, strength } = found;
  return { column, ...measured, strength, nearlyTheLabel: strength >= nearly };
}

const strengthOf = (relation: LabelRelation): number => ('strength' in relation ? relation.strength : -1);

function ofNumbers({ values }: NumberColumn, label: Label, alpha: number): Found {
  if ('numbers' in label) {
    const { spearman } = correlationsOf(values, label.numbers, alpha);
    if ('undefined' in spearman) return { undefined: spearman.undefined, n: spearman.n };
    return { measured: { measure: 'spearman', estimate: spearman }, strength: Math.abs(spearman.value) };
  }
  const told = label.classes.map((name, place) => {
    const isOfClass = label.values.map((value) => (Number.isNaN(value) ? value : Number(value === place)));
    return { name, ...aucOfColumn(values, isOfClass, alpha) };
  });
  const candidates = told.length === 2 ? told.slice(1) : told;
  const [best] = candidates.sort((a, b) => b.strength - a.strength);
  if (best === undefined) return { undefined: 'the label has no classes', n: 0 };
  const { name, estimate, strength } = best;
  if ('undefined' in estimate && strength === 0) return { undefined: estimate.undefined, n: estimate.n };
  return { measured: { measure: 'roc_auc', class: name, estimate }, strength };
}

function ofLevels(column: CategoryColumn, label: Label): Found {
  if ('numbers' in label) {
    const ratio = correlationRatio(column, label.numbers);
    if ('undefined' in ratio) return ratio;
    return { measured: { measure: 'correlation_ratio', ...ratio }, strength: ratio.value };
  }
  const association = associationOf(contingencyTable(column, coded(label)));
  if ('undefined' in association) return association;
  return { measured: { measure: 'cramers_v', association }, strength: association.correctedV };
}
