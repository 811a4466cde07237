import { firstMetricImportance } from '../explanation/first-metric-importance.ts';
import { type ModelFrame, type Part, parts } from '../features/frame.ts';
import type { Evidence } from '../gate/evidence.ts';
import { askedRules } from '../gate/rule-tree.ts';
import { packageScorer } from '../registry/package-scorer.ts';
import type { Comparison, ComparisonPorts, ModelToCompare } from './compare-models.ts';
import type { Evaluation } from './evaluate.ts';
import { type AskedOperation, askedOperations, distinct } from './operational/asked-operations.ts';
import { measureOperations, type TimedModel } from './operational/measure-operations.ts';

/** What a person may ask for, beside what rules do. */
export interface AlsoMeasure {
  readonly importance?: boolean;
  readonly latency?: boolean;
}

/** The rows and scores that these measures are made of, read only where they are. */
export interface MeasuredModels {
  /** The dev rows, with the challenger's scores: on the holdout tier, too, because nothing of this may come from its rows. */
  readonly onDev: () => Promise<Evaluation>;
  readonly frameOf: (model: ModelToCompare) => Promise<ModelFrame>;
}

/** Both may be asked for by rules or by a person; what nobody asked for is not measured, and evidence stays the same bytes. */
export async function packageMeasures(
  comparison: Comparison,
  ports: Pick<ComparisonPorts, 'openEngine' | 'stopwatch'>,
  models: MeasuredModels,
): Promise<Pick<Evidence, 'operational' | 'importance'>> {
  const { gates, project, also = {} } = comparison;
  const everything: readonly AskedOperation[] = [
    { measure: 'latency_p50' },
    { measure: 'latency_p99' },
    { measure: 'rows_per_second' },
  ];
  const operations = distinct([...(also.latency ? everything : []), ...askedOperations(gates, project)]);
  const importance = also.importance || askedRules(gates, project).some(({ rule }) => rule.rule === 'importanceAtMost');
  return {
    ...(importance && { importance: await importanceOf(comparison, ports, models) }),
    ...(operations.length > 0 && { operational: await timed(operations, comparison, ports, models) }),
  };
}

async function importanceOf(
  { challenger }: Comparison,
  { openEngine }: Pick<ComparisonPorts, 'openEngine'>,
  { onDev }: MeasuredModels,
) {
  const score = await packageScorer(challenger.package, await openEngine(challenger.resolved));
  return firstMetricImportance(await onDev(), challenger.resolved.model.features, score);
}

async function timed(
  asked: readonly AskedOperation[],
  { challenger, champion, project, seed }: Comparison,
  { openEngine, stopwatch }: Pick<ComparisonPorts, 'openEngine' | 'stopwatch'>,
  { frameOf }: MeasuredModels,
) {
  const open = async (model: ModelToCompare): Promise<TimedModel> => ({
    score: await packageScorer(model.package, await openEngine(model.resolved)),
    frame: (await frameOf(model)).frame,
  });
  const rows = rowsOf(await frameOf(challenger), 'dev');
  const models = { challenger: await open(challenger), ...(champion && { champion: await open(champion) }) };
  return measureOperations({ asked, ...models, rows, alpha: project.statistics.alpha, seed }, stopwatch);
}

/** Positions of the rows of one part. */
export function rowsOf(frame: ModelFrame, part: Part): Uint32Array {
  const wanted = parts.indexOf(part);
  const rows: number[] = [];
  frame.part.forEach((value, row) => {
    if (value === wanted) rows.push(row);
  });
  return Uint32Array.from(rows);
}
