import type { Source } from '../../core/definitions/schema/source.ts';
import { AvalError } from '../../core/errors.ts';
import type { Column, ModelFrame } from '../../core/features/frame.ts';
import { type FrameReport, frameReport } from '../../core/features/frame-report.ts';
import { columnOf } from '../../core/features/spine.ts';
import { identifier } from '../../core/features/sql.ts';
import type { ResolvedModel } from '../../core/plan/resolved-model.ts';
import type { Progress } from '../../core/training/engine.ts';
import { joinView } from './join-view.ts';
import { openSession, type Session } from './session.ts';
import { loadSource } from './source-table.ts';
import { makeSpine, readSpine } from './spine.ts';
import { viewOrigins } from './view-origin.ts';

export interface ModelFrameOptions {
  /** Like "2GB". */
  readonly memoryLimit?: string;
  readonly progress?: Progress;
}

export interface ReadModelFrame {
  readonly frame: ModelFrame;
  readonly report: FrameReport;
}

/**
 * The frame of a model: every row of its spine by row key, with features as known at its time, label, groups and parts.
 * `files` maps each source to a local file. The same files give the same bytes. Throws `config` for what definitions and
 * data don't agree on, `platform` when memory runs out.
 */
export async function readModelFrame(
  resolved: ResolvedModel,
  files: ReadonlyMap<string, string>,
  options: ModelFrameOptions = {},
): Promise<ReadModelFrame> {
  await using session = await openSession(
    options.memoryLimit === undefined ? {} : { memoryLimit: options.memoryLimit },
  );
  const spine = resolved.sources.get(resolved.gates.data.spine);
  if (spine === undefined) throw unknownSource(resolved.gates.data.spine);
  const steps = resolved.sources.size + resolved.views.size + 1;
  let done = 0;
  const advance = (note: string): void => options.progress?.('frame', ++done, steps, note);
  for (const source of resolved.sources.values()) {
    const file = files.get(source.name);
    if (file === undefined) throw unknownSource(source.name);
    await loadSource(session, source, file, resolved.pins.get(source.name)?.until);
    advance(source.name);
  }
  for (const schema of ['work', 'free']) await session.run(`CREATE SCHEMA ${schema}`);
  await session.lock('free'); // from here on SQL of definitions may run
  await makeSpine(session, spine);
  const features = await joinFeatures(session, resolved, spine, advance);
  const rows = await readSpine(session, resolved, spine);
  const frame: ModelFrame = { ...rows, frame: { rows: rows.keys.length, columns: features.columns } };
  const matched = new Map([...features.matched].map(([view, count]) => [view, { rows: count, of: rows.keys.length }]));
  const report = frameReport(frame, matched, resolved.gates.data.equalRows);
  advance('parts');
  return { frame, report };
}

async function joinFeatures(
  session: Session,
  resolved: ResolvedModel,
  spine: Source,
  advance: (note: string) => void,
): Promise<{ columns: Map<string, Column>; matched: Map<string, number> }> {
  const { model, views, entities } = resolved;
  const origins = await viewOrigins(session, resolved, spine);
  const joined = new Map<string, Column>();
  const matched = new Map<string, number>();
  for (const view of views.values()) {
    const origin = origins.get(view.name);
    const wanted = model.features.filter((feature) => feature.startsWith(`${view.name}:`)).map(columnOf);
    if (origin === undefined || wanted.length === 0) continue;
    const keys = (entities.get(view.entity)?.keys ?? []).map((key) => model.join[key] ?? key);
    const list = keys.map((key, i) => `, ${identifier(key)} AS k${i}`).join('');
    await session.run(`CREATE OR REPLACE TABLE work.probe AS SELECT "#rid" AS rid, "#t" AS t${list} FROM work.spine`);
    const result = await joinView(session, view, wanted, 'work.probe', origin);
    for (const [name, column] of result.columns) joined.set(`${view.name}:${name}`, column);
    matched.set(view.name, result.matched);
    advance(view.name);
  }
  return { columns: inOrder(model.features, joined), matched };
}

function inOrder(features: readonly string[], joined: ReadonlyMap<string, Column>): Map<string, Column> {
  const columns = new Map<string, Column>();
  for (const feature of features) {
    const column = joined.get(feature);
    if (column === undefined) {
      throw new AvalError('config', { rule: 'model.feature', message: `no view gives the feature "${feature}"` });
    }
    columns.set(feature, column);
  }
  return columns;
}

function unknownSource(name: string): AvalError {
  return new AvalError('invariant', { rule: 'frame.source', message: `source ${name} was not resolved to a file` });
}
