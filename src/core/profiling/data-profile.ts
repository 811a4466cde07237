import { type ComparedColumns, comparedColumns, type LeftOut, type NamedColumn } from './compared-columns.ts';
import { type ColumnDescription, describeColumn, withheld } from './describe-column.ts';
import { type Pairs, pairsOf } from './pairs.ts';
import { type UnseenLevels, unseenLevels } from './unseen-levels.ts';
import { type Label, type LabelRelation, labelColumn, withLabel } from './with-label.ts';

export interface ProfiledColumn extends NamedColumn {
  /** Levels that are known, and the column in whose rows others are looked for. */
  readonly known?: { readonly levels: ReadonlySet<string>; readonly in: NamedColumn['column'] };
}

export interface ProfiledLabel extends Pick<NamedColumn, 'name' | 'withheld'> {
  readonly label: Label;
}

/** What some rows of data hold, column by column and two by two. */
export interface DataProfile {
  readonly rows: number;
  /** Two-sided level of the intervals is 1 - 2 alpha. */
  readonly alpha: number;
  readonly columns: readonly {
    readonly name: string;
    readonly holds: ColumnDescription;
    readonly unseen?: UnseenLevels;
  }[];
  readonly pairs: Pairs & { readonly leftOut: readonly LeftOut[] };
  /** Of a model. What moves with a label that is personal is not said. */
  readonly label?: {
    readonly name: string;
    readonly holds: ColumnDescription;
    readonly relations?: readonly LabelRelation[];
  };
}

/** Profiles columns of `rows` rows each. Nothing but counts is said of what is withheld. */
export function profileData(
  columns: readonly ProfiledColumn[],
  rows: number,
  alpha: number,
  label?: ProfiledLabel,
): DataProfile {
  const compared = comparedColumns(columns);
  return {
    rows,
    alpha,
    columns: columns.map((column) => {
      const unseen = unseenOf(column);
      return { name: column.name, holds: descriptionOf(column), ...(unseen && { unseen }) };
    }),
    pairs: { ...pairsOf(compared, rows, alpha), leftOut: compared.leftOut },
    ...(label && { label: labelPart(label, compared, alpha) }),
  };
}

function descriptionOf({ column, withheld: because }: Omit<NamedColumn, 'name'>): ColumnDescription {
  return because === undefined ? describeColumn(column) : withheld(column, because);
}

function unseenOf({ known, withheld: because }: ProfiledColumn): UnseenLevels | undefined {
  if (known?.in.type !== 'category') return undefined;
  const unseen = unseenLevels(known.in, known.levels);
  return because === undefined ? unseen : { ...unseen, levels: [] };
}

function labelPart({ name, label, withheld: because }: ProfiledLabel, compared: ComparedColumns, alpha: number) {
  const holds = descriptionOf({ column: labelColumn(label), ...(because && { withheld: because }) });
  if (because !== undefined) return { name, holds };
  return { name, holds, relations: withLabel(compared, label, alpha) };
}
