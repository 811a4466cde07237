import type { Association } from '../profiling/association/association.ts';
import type { DataProfile } from '../profiling/data-profile.ts';
import type { LabelRelation } from '../profiling/with-label.ts';
import { levelText } from './data-profile-tables.ts';
import { levelText as confidenceText, countText, estimateText, numberText } from './number-text.ts';
import type { TextTable } from './text-table.ts';

type Pairs = DataProfile['pairs'];

/** Pairs that say something; why others don't is in the JSON. */
export function numberPairsTable({ numbers }: Pairs, alpha: number): TextTable {
  const level = confidenceText(alpha);
  return {
    head: ['', '', `Pearson, ${level}`, `Spearman, ${level}`, `Kendall, ${level}`, 'rows'],
    align: ['l', 'l', 'r', 'r', 'r', 'r'],
    rows: numbers
      .filter(({ spearman }) => 'value' in spearman)
      .map(({ first, second, pearson, spearman, kendall }) => [
        first,
        second,
        ...[pearson, spearman, kendall].map((one) => estimateText(one, { signed: true })),
        countText(pearson.n),
      ]),
  };
}

/** As `numberPairsTable`, of levels. */
export function categoryPairsTable({ categories }: Pairs): TextTable {
  return {
    head: ['', '', 'Cramér’s V', 'corrected', 'U(first|second)', 'U(second|first)', 'nats', 'rows'],
    align: ['l', 'l', 'r', 'r', 'r', 'r', 'r', 'r'],
    rows: categories.flatMap((pair) =>
      'undefined' in pair ? [] : [[pair.first, pair.second, ...associationCells(pair), countText(pair.n)]],
    ),
  };
}

function associationCells(found: Association): string[] {
  const { cramersV, correctedV, firstGivenSecond, secondGivenFirst, mutualInformation } = found;
  return [cramersV, correctedV, firstGivenSecond, secondGivenFirst, mutualInformation].map((one) => numberText(one, 3));
}

/** Columns against the label, the strongest first. */
export function labelTable(relations: readonly LabelRelation[], alpha: number): TextTable {
  return {
    head: ['', 'measure', `value, ${confidenceText(alpha)}`, 'strength', 'rows'],
    align: ['l', 'l', 'r', 'r', 'r'],
    rows: relations.map((relation) => {
      if ('undefined' in relation)
        return [relation.column, '', `undefined: ${relation.undefined}`, '–', countText(relation.n)];
      return [relation.column, ...relationCells(relation)];
    }),
  };
}

function relationCells(relation: Exclude<LabelRelation, { undefined: string }>): string[] {
  const strength = numberText(relation.strength, 2);
  switch (relation.measure) {
    case 'roc_auc':
      return [
        `ROC AUC of ${levelText(relation.class)}`,
        estimateText(relation.estimate, { signed: false }),
        strength,
        countText(relation.estimate.n),
      ];
    case 'spearman':
      return ['Spearman', estimateText(relation.estimate, { signed: true }), strength, countText(relation.estimate.n)];
    case 'cramers_v': {
      const { cramersV, secondGivenFirst, n } = relation.association;
      return [
        'Cramér’s V; U of the label',
        `${numberText(cramersV, 3)}; ${numberText(secondGivenFirst, 3)}`,
        strength,
        countText(n),
      ];
    }
    case 'correlation_ratio':
      return ['correlation ratio', numberText(relation.value, 3), strength, countText(relation.n)];
  }
}
