import type { GroupDefinition } from '../../core/definitions/schema/gates.ts';
import type { Source } from '../../core/definitions/schema/source.ts';
import { categoryColumn } from '../../core/features/category.ts';
import { columnText } from '../../core/features/column-text.ts';
import { crossGroups } from '../../core/features/crossed-groups.ts';
import type { CategoryColumn, ModelFrame } from '../../core/features/frame.ts';
import { groupColumn } from '../../core/features/groups.ts';
import { labelValues } from '../../core/features/label.ts';
import { checkRowKeys } from '../../core/features/row-keys.ts';
import { rowWeights } from '../../core/features/row-weights.ts';
import { rowKeyColumn } from '../../core/features/spine.ts';
import { identifier } from '../../core/features/sql.ts';
import type { ResolvedModel } from '../../core/plan/resolved-model.ts';
import type { Session } from './session.ts';
import { sourceTable } from './source-table.ts';
import { spineColumn } from './spine-column.ts';
import { readPlaces, spineParts } from './spine-parts.ts';

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
  const { keys, time } = await readPlaces(session, spine);
  const label = await spineColumn(session, spine, problem.label.column);
  const groups = await readGroups(session, spine, evaluate.groups);
  const part = await spineParts(session, spine, data, { keys, time, until: resolved.pins.get(spine.name)?.until });
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
