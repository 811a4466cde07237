import type { FeatureView } from '../../core/definitions/schema/feature-view.ts';
import type { Source } from '../../core/definitions/schema/source.ts';
import { AvalError } from '../../core/errors.ts';
import { columnOf } from '../../core/features/spine.ts';
import { identifier } from '../../core/features/sql.ts';
import { viewFaults } from '../../core/features/view-faults.ts';
import { maskedSql, type ViewOrigin } from '../../core/features/view-rows.ts';
import type { ResolvedModel } from '../../core/plan/resolved-model.ts';
import { freeSqlFaults } from './free-sql.ts';
import type { Session } from './session.ts';
import { sourceTable } from './source-table.ts';
import { storedTypes } from './typed-column.ts';

/** Where each view's rows come from. Checks all views first: throws `config` with every fault found. Runs `view.sql`. */
export async function viewOrigins(
  session: Session,
  resolved: ResolvedModel,
  spine: Source,
): Promise<Map<string, ViewOrigin>> {
  const { views, sources, entities, gates } = resolved;
  const faults = [];
  for (const view of views.values()) {
    const label = view.source === spine.name ? columnOf(gates.problem.label.column) : undefined;
    const keys = keysOf(resolved, view);
    const joined = (entities.get(view.entity)?.keys ?? []).map((key) => resolved.model.join[key] ?? key);
    const use = {
      view,
      keys: [...keys, ...(label ? joined : [])],
      spine: spine.name,
      spineHasTime: spine.time !== undefined,
    };
    faults.push(...viewFaults(label ? { ...use, label } : use), ...(await freeSqlFaults(session, view)));
  }
  if (faults.length > 0) throw new AvalError('config', faults);
  const origins = new Map<string, ViewOrigin>();
  for (const view of views.values()) {
    const source = sources.get(view.source);
    if (source === undefined) continue;
    const label = view.source === spine.name ? columnOf(gates.problem.label.column) : undefined;
    origins.set(view.name, await originOf(session, view, source, label, keysOf(resolved, view)));
  }
  return origins;
}

async function originOf(
  session: Session,
  view: FeatureView,
  source: Source,
  label: string | undefined,
  keys: readonly string[],
): Promise<ViewOrigin> {
  const types = new Map(Object.entries(source.columns).map(([name, { type }]) => [name, storedTypes[type]]));
  const integers = new Set(
    Object.entries(source.columns).flatMap(([name, { type }]) => (type === 'int' ? [name] : [])),
  );
  const table = sourceTable(source.name);
  if (view.sql === undefined) {
    if (label === undefined) return { relation: table, keys, integers };
    return { relation: table, masked: `(${maskedSql(table, types, label, true)})`, keys, integers };
  }
  const relation = `work.${identifier(`view ${view.name}`)}`;
  await session.run(
    `CREATE OR REPLACE VIEW free.${identifier(source.name)} AS ${maskedSql(table, types, label, false)}`,
  );
  try {
    await session.run(`CREATE TABLE ${relation} AS SELECT * FROM (${view.sql}\n)`);
  } catch (cause) {
    if (cause instanceof AvalError && cause.class === 'platform') throw cause;
    const message = `view ${view.name}, sql: ${cause instanceof Error ? cause.message : cause}`;
    throw new AvalError('config', { rule: 'view.sql', message, hint: `See features/${view.name}.yaml` }, { cause });
  }
  return { relation, keys, integers: new Set() };
}

/** The columns of the view's source that hold its entity's keys. */
function keysOf({ entities }: ResolvedModel, view: FeatureView): string[] {
  return (entities.get(view.entity)?.keys ?? []).map((key) => view.keys[key] ?? key);
}
