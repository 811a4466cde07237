import { takeNumbers } from '../../core/comparison/part-sample.ts';
import { roundEstimate } from '../../core/evaluation/round-for-holdout.ts';
import type { CategoryColumn, ModelFrame } from '../../core/features/frame.ts';
import { timeMicros, timeText } from '../../core/features/time-text.ts';
import type { RealisedMetrics } from '../../core/monitoring/monitoring-evidence.ts';
import {
  type LabelledScores,
  type MetricEstimate,
  type MetricRules,
  realisedMetrics,
} from '../../core/monitoring/realised-metrics.ts';
import type { ResolvedModel } from '../../core/plan/resolved-model.ts';
import type { LoggedWindow } from './monitor-predictions.ts';

type Outcomes = Pick<ModelFrame, 'label' | 'query' | 'cluster' | 'weight'> & Partial<Pick<ModelFrame, 'groups'>>;

/** What became of rows, by their keys. */
export interface Labels {
  readonly rows: Outcomes;
  readonly rowOf: ReadonlyMap<string, number>;
}

/**
 * The model as it was released, on the data of today: labels come after the version that they are about. The spine is read up to `until`
 * (microseconds), or up to its lock where that is later.
 */
export function onNewestData(released: ResolvedModel, today: ResolvedModel, until: number): ResolvedModel {
  const pins = new Map([...released.pins, ...today.pins]);
  const spine = released.gates.data.spine;
  const pin = pins.get(spine);
  if (pin?.until !== undefined && timeMicros(pin.until) < until) pins.set(spine, { ...pin, until: timeText(until) });
  return { ...released, sources: new Map([...released.sources, ...today.sources]), pins };
}

export function labelsOf(rows: ModelFrame): Labels {
  return { rows, rowOf: new Map(rows.keys.map((key, row) => [key, row])) };
}

/**
 * How well a window did, by the labels known so far. A key that was asked about twice counts once, by its first answer. A ranking is judged by the
 * queries of which every row was answered in the window and has a label: of others the order is not known. Rows of a window may be in the holdout of a
 * later version, so that its numbers are rounded as those of a holdout are.
 */
export function realised(
  { scores, keys }: Pick<LoggedWindow, 'scores' | 'keys'>,
  labels: Labels,
  rules: MetricRules,
  training: readonly MetricEstimate[],
): RealisedMetrics | undefined {
  const judged = wholeQueries(joined(keys, labels), labels.rows);
  const answered = [...judged.keys()].filter((at) => judged[at] !== undefined);
  const index = Uint32Array.from(answered, (at) => judged[at] ?? 0);
  const score = takeNumbers(scores, Uint32Array.from(answered), rules.gates.problem.label.classes?.length);
  const now = { score, ...outcomesOf(labels.rows, index) };
  const labelled = now.label.reduce((rows, value) => rows + Number(!Number.isNaN(value)), 0);
  if (labelled === 0) return undefined;
  const unlabelled = new Set(keys.filter((key) => key !== null)).size - labelled;
  const metrics = realisedMetrics(now, rules).flatMap(({ metric, estimate }) => {
    const before = training.find((one) => one.metric === metric)?.estimate;
    const current = roundEstimate(estimate, rules.project.statistics.alpha);
    return before ? [{ metric, reference: before, current }] : [];
  });
  return { labelled, unlabelled, metrics };
}

/** Rows of a window whose label is known: the first answer to each key. */
export function labelledAt(keys: LoggedWindow['keys'], labels: Labels): Uint32Array {
  const rowOf = joined(keys, labels);
  const labelOf = (row = -1) => labels.rows.label[row] ?? Number.NaN;
  return Uint32Array.from([...rowOf.keys()].filter((at) => !Number.isNaN(labelOf(rowOf[at]))));
}

/** The row of the labels that each row of a window is about. */
function joined(keys: LoggedWindow['keys'], { rowOf }: Labels): readonly (number | undefined)[] {
  const seen = new Set<string>();
  return keys.map((key) => {
    if (key === null || seen.has(key)) return undefined;
    seen.add(key);
    return rowOf.get(key);
  });
}

/** What became of these rows of a frame, and what they are counted by. */
export function outcomesOf(rows: Outcomes, index: Uint32Array): Omit<LabelledScores, 'score'> {
  const { label, query, cluster, weight, groups } = rows;
  return {
    label: takeNumbers(label, index),
    ...(groups && { groups: new Map([...groups].map(([name, column]) => [name, takeCategory(column, index)])) }),
    ...(query && { query: takeCategory(query, index) }),
    ...(cluster && { cluster: takeCategory(cluster, index) }),
    ...(weight && { weight: takeNumbers(weight, index) }),
  };
}

function takeCategory({ type, levels, codes }: CategoryColumn, index: Uint32Array): CategoryColumn {
  return { type, levels, codes: Int32Array.from(index, (row) => codes[row] ?? -1) };
}

/** Of a ranking without the rows whose query is not there as a whole, or lacks a label. */
function wholeQueries(
  rowOf: readonly (number | undefined)[],
  { query, label }: Outcomes,
): readonly (number | undefined)[] {
  if (query === undefined) return rowOf;
  const open = new Int32Array(query.levels.length);
  for (const code of query.codes) if (code >= 0) open[code] = (open[code] ?? 0) + 1;
  const codeOf = (row: number | undefined) => (row === undefined ? -1 : (query.codes[row] ?? -1));
  for (const row of rowOf) {
    const code = codeOf(row);
    if (code >= 0 && !Number.isNaN(label[row ?? -1] ?? Number.NaN)) open[code] = (open[code] ?? 0) - 1;
  }
  return rowOf.map((row) => (open[codeOf(row)] === 0 ? row : undefined));
}
