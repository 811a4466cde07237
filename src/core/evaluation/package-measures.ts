import { mostLeading } from '../definitions/schema/package-rules.ts';
import { firstMetricImportance } from '../explanation/first-metric-importance.ts';
import { type ModelFrame, type Part, parts } from '../features/frame.ts';
import type { Evidence } from '../gate/evidence.ts';
import type { Importance } from '../gate/importance-evidence.ts';
import { askedRules } from '../gate/rule-tree.ts';
import { packageScorer } from '../registry/package-scorer.ts';
import type { Comparison, ComparisonPorts, ModelToCompare } from './compare-models.ts';
import type { Evaluation } from './evaluation.ts';
import { type AskedOperation, askedOperations, distinct } from './operational/asked-operations.ts';
import { measureOperations, type TimedModel } from './operational/measure-operations.ts';

/** What a person may ask for, beside what rules do. */
export interface AlsoMeasure {
  readonly importance?: boolean;
  readonly latency?: boolean;
}

/** The rows and scores that these measures are made of, read only where they are. */
export interface MeasuredModels {
  /** The dev rows, with the scores of the challenger, or of the champion in its place: on the holdout tier, too, because nothing of this may come from its rows. */
  readonly onDev: (model: 'challenger' | 'champion') => Promise<Evaluation>;
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
  const asked = new Set(askedRules(gates, project).map(({ rule }) => rule.rule));
  const whatIsNew = asked.has('noNewDominantFeature');
  const importance = also.importance || whatIsNew || asked.has('importanceAtMost');
  return {
    ...(importance && { importance: await importanceOf(comparison, ports, models, whatIsNew) }),
    ...(operations.length > 0 && { operational: await timed(operations, comparison, ports, models) }),
  };
}

/** Of the challenger; where a rule asks what is new to it, of the features that lead in production, too. */
async function importanceOf(
  { challenger, champion }: Comparison,
  { openEngine }: Pick<ComparisonPorts, 'openEngine'>,
  { onDev }: MeasuredModels,
  whatIsNew: boolean,
): Promise<Importance> {
  const of = async ({ package: item, resolved }: ModelToCompare, which: 'challenger' | 'champion') =>
    firstMetricImportance(
      await onDev(which),
      resolved.model.features,
      await packageScorer(item, await openEngine(resolved)),
    );
  const found = await of(challenger, 'challenger');
  if (!whatIsNew || champion === undefined) return found;
  const { rows, undefined: reason, features } = await of(champion, 'champion');
  const leading = {
    rows,
    ...(reason !== undefined && { undefined: reason }),
    features: features.slice(0, mostLeading),
  };
  return { ...found, champion: leading };
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
