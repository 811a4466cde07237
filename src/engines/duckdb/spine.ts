import type { GroupDefinition } from '../../core/definitions/schema/gates.ts';
import type { Source } from '../../core/definitions/schema/source.ts';
import { AvalError } from '../../core/errors.ts';
import { categoryColumn } from '../../core/features/category.ts';
import { columnText } from '../../core/features/column-text.ts';
import { crossGroups } from '../../core/features/crossed-groups.ts';
import type { CategoryColumn, Column, ModelFrame } from '../../core/features/frame.ts';
import { groupColumn } from '../../core/features/groups.ts';
import { labelValues } from '../../core/features/label.ts';
import { checkRowKeys } from '../../core/features/row-keys.ts';
import { rowWeights } from '../../core/features/row-weights.ts';
import { columnOf, rowKeyColumn } from '../../core/features/spine.ts';
import { identifier } from '../../core/features/sql.ts';
import { assignTiers } from '../../core/features/tiers.ts';
import { timeMicros } from '../../core/features/time-text.ts';
import type { ResolvedModel } from '../../core/plan/resolved-model.ts';
import { columnKind, readColumns } from './read-columns.ts';
import type { Session } from './session.ts';
import { sourceTable } from './source-table.ts';
import { storedTypes } from './typed-column.ts';

/** Makes `work.spine`: the columns of the spine's source with "#rid", its place by row key from 0, "#t" and "#key". */
export async function makeSpine(session: Session, spine: Source): Promise<void> {
  const key = identifier(rowKeyColumn(spine));
  const time = spine.time === undefined ? 'CAST(NULL AS TIMESTAMPTZ)' : identifier(spine.time);
  await session.run(`CREATE TABLE work.spine AS
SELECT row_number() OVER (ORDER BY ${key}, "#row") - 1 AS "#rid", ${time} AS "#t", CAST(${key} AS VARCHAR) AS "#key", *
FROM ${sourceTable(spine.name)}`);
}

/** Everything of a frame but its features. Throws `config` for missing or repeated keys and labels that can't be read. */
export async function readSpine(
  session: Session,
  resolved: ResolvedModel,
  spine: Source,
): Promise<Omit<ModelFrame, 'frame'>> {
  const { problem, data, evaluate } = resolved.gates;
  const keys = await readKeys(session, spine);
  const label = await spineColumn(session, spine, problem.label.column);
  const [time = new Float64Array()] = await session.numbers(
    'SELECT CAST(epoch_us("#t") AS DOUBLE) FROM work.spine ORDER BY "#rid"',
  );
  const groups = await readGroups(session, spine, evaluate.groups);
  const splitBy = new Map<string, readonly string[]>();
  for (const rule of [data.holdout, data.vault, data.dev]) {
    if (rule === undefined || !('group' in rule) || typeof rule.group !== 'string') continue;
    const texts = columnText(await spineColumn(session, spine, rule.group));
    splitBy.set(
      rule.group,
      texts.map((text) => text ?? ''),
    );
  }
  const until = resolved.pins.get(spine.name)?.until;
  const rows = { keys, time, group: (column: string) => splitBy.get(column) ?? [] };
  const part = assignTiers(until === undefined ? rows : { ...rows, until: timeMicros(until) }, data);
  checkRowKeys(keys, part, spine.name, rowKeyColumn(spine));
  const labelText = categoryColumn(columnText(label));
  const text = async (reference: string) => categoryColumn(columnText(await spineColumn(session, spine, reference)));
  return {
    keys,
    time,
    label: labelValues(label, problem.label),
    labelText,
    part,
    groups,
    ...(problem.query !== undefined && { query: await text(problem.query) }),
    ...(evaluate.cluster !== undefined && { cluster: await text(evaluate.cluster) }),
    ...(data.weight !== undefined && {
      weight: rowWeights(await spineColumn(session, spine, data.weight), data.weight),
    }),
  };
}

/** The groups by columns, then those that cross them. */
async function readGroups(
  session: Session,
  spine: Source,
  definitions: readonly GroupDefinition[],
): Promise<ReadonlyMap<string, CategoryColumn>> {
  const groups = new Map<string, CategoryColumn>();
  for (const group of definitions)
    if ('by' in group) groups.set(group.name, groupColumn(await spineColumn(session, spine, group.by), group));
  const columns = (names: readonly string[]) => names.flatMap((name) => groups.get(name) ?? []);
  for (const group of definitions)
    if ('crossing' in group) groups.set(group.name, crossGroups(columns(group.crossing)));
  return groups;
}

async function readKeys(session: Session, spine: Source): Promise<string[]> {
  const key = rowKeyColumn(spine);
  const [count] = await session.numbers(`SELECT count(*)::DOUBLE FROM work.spine WHERE ${identifier(key)} IS NULL`);
  if ((count?.[0] ?? 0) > 0) {
    const message = `source ${spine.name}: ${count?.[0]} rows have no key (${key})`;
    throw new AvalError('config', { rule: 'frame.missingKey', message });
  }
  const [keys = []] = await session.texts('SELECT "#key" FROM work.spine ORDER BY "#rid"');
  return keys.map((key) => key ?? '');
}

/** A column `source:column` of the spine. Booleans come as text, "true" and "false", as labels and groups name them. */
async function spineColumn(session: Session, spine: Source, reference: string): Promise<Column> {
  const name = columnOf(reference);
  const declared = spine.columns[name];
  if (declared === undefined || reference !== `${spine.name}:${name}`) {
    const message = `${reference} is not a column of the spine ${spine.name}`;
    throw new AvalError('config', { rule: 'frame.spineColumn', message });
  }
  const text = declared.type === 'boolean';
  const sql = text ? `CAST(${identifier(name)} AS VARCHAR)` : identifier(name);
  const kind = text ? 'category' : (columnKind(storedTypes[declared.type]) ?? 'category');
  const [column] = await readColumns(session, 'work.spine', [{ sql, kind }], '"#rid"');
  return column ?? { type: 'number', values: new Float64Array() };
}
