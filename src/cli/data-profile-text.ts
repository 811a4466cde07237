import type { DataProfile } from '../core/profiling/data-profile.ts';
import { categoryPairsTable, labelTable, numberPairsTable } from '../core/report/data-pairs-tables.ts';
import { columnsTable, levelText, outliersTable, shareText } from '../core/report/data-profile-tables.ts';
import { countText } from '../core/report/number-text.ts';
import type { TextTable } from '../core/report/text-table.ts';
import type { ProfiledData } from '../engines/workspace/profile-data.ts';
import { columns, type Paint } from './terminal/paint.ts';

const independence = '\n  Intervals take rows as independent: where several are of one thing, they are too narrow.';
const mostColumns = 40;
const mostPairs = 10;

/** What a person reads of a profile: the strongest of long lists, the rest in JSON. */
export function dataProfileText({ kind, name, setAside, profile }: ProfiledData, paint: Paint): string {
  const { rows, alpha, pairs, label } = profile;
  const aside = setAside === 0 ? '' : `; ${countText(setAside)} rows set aside for judging are not looked at`;
  const of = kind === 'model' ? `train and dev rows${aside}` : `rows${aside}`;
  const section = (title: string, table: TextTable, most: number) =>
    table.rows.length === 0 ? [] : [`\n${paint('bold', title)}`, shortened(table, most, paint)];
  return [
    `${paint('bold', name)}  ${kind}, ${countText(rows)} ${of}`,
    shortened(columnsTable(profile.columns), mostColumns, paint),
    ...unseenLines(kind, profile, paint),
    ...section('outliers: rows beyond, and between what', outliersTable(profile.columns), mostPairs),
    ...(label === undefined ? [] : labelLines(label, alpha, paint)),
    ...section(`numbers together${ofRows(profile)}`, numberPairsTable(pairs, alpha), mostPairs),
    ...section(`categories together${ofRows(profile)}`, categoryPairsTable(pairs), mostPairs),
    ...leftOutLine(profile, paint),
    ...(pairs.numbers.length > 0 || label?.relations !== undefined ? [paint('dim', independence)] : []),
  ].join('\n');
}

function shortened({ head, rows }: TextTable, most: number, paint: Paint): string {
  const more = rows.length - most;
  const table = columns([head, ...rows.slice(0, most)]);
  return more > 0 ? `${table}\n${paint('dim', `  ${countText(more)} more, see --json`)}` : table;
}

function unseenLines(kind: ProfiledData['kind'], profile: DataProfile, paint: Paint): string[] {
  const what =
    kind === 'model' ? 'dev rows have a level that no train row has' : 'rows have a level that is not declared';
  return profile.columns.flatMap(({ name, unseen }) => {
    if (unseen === undefined || unseen.rows === 0) return [];
    const levels = unseen.levels.length === 0 ? '' : `: ${unseen.levels.map(levelText).join(', ')}`;
    return [paint('yellow', `  ${name}: ${countText(unseen.rows)} (${shareText(unseen.share)}) ${what}${levels}`)];
  });
}

function labelLines(label: NonNullable<DataProfile['label']>, alpha: number, paint: Paint): string[] {
  const { name, holds, relations } = label;
  const title = `\n${paint('bold', `with the label ${name}`)}`;
  const own = shortened(columnsTable([{ name, holds }]), 1, paint);
  if (relations === undefined) return [title, own, '  The label is personal: what moves with it is not said.'];
  const leaks = relations.flatMap((one) => ('nearlyTheLabel' in one && one.nearlyTheLabel ? [one.column] : []));
  return [
    title,
    own,
    shortened(labelTable(relations, alpha), mostPairs, paint),
    ...leaks.map((column) => paint('yellow', `  ${column} all but is the label: is it known when the model is asked?`)),
  ];
}

function ofRows({ rows, pairs }: DataProfile): string {
  return pairs.rows === rows ? '' : `, of ${countText(pairs.rows)} rows drawn at random`;
}

function leftOutLine({ pairs: { leftOut } }: DataProfile, paint: Paint): string[] {
  if (leftOut.length === 0) return [];
  const shown = leftOut.slice(0, mostPairs).map(({ column, because }) => `${column} (${because})`);
  const more = leftOut.length > mostPairs ? `, and ${leftOut.length - mostPairs} more` : '';
  return [paint('dim', `\n  not compared: ${shown.join(', ')}${more}`)];
}
