import { measure } from '../comparison/measure.ts';
import { holmAdjust } from '../comparison/multiple-testing.ts';
import type { MeasureSettings, ScoredRows } from '../comparison/scored-rows.ts';
import type { MetricName } from '../definitions/schema/gates.ts';
import type { Estimate } from '../evaluation/estimate.ts';
import type { GroupSizes } from '../gate/rule-quantities.ts';
import { present } from '../present.ts';
import { backgroundAucs } from './background-auc.ts';
import { type Decisions, decisionsOf } from './decisions.ts';
import { countCells, type GroupCells } from './group-cells.ts';
import type { Rate } from './group-rates.ts';
import { type FairnessIndices, fairnessIndices } from './indices.ts';
import { type RateDisparity, rateDisparities } from './rate-disparities.ts';
import { contrastEstimate, contrastP, countedRate, rateEstimate } from './rate-estimates.ts';

/** A number of one part of a group. */
export interface PartNumber {
  readonly part: string;
  readonly estimate: Estimate;
  /** Minus that of the reference; absent for the reference itself. */
  readonly contrast?: Estimate;
  /** That the part and the reference are alike: two-sided p, by Holm over all contrasts of the report that have one. */
  readonly p?: number;
}

/** One metric over the parts of a group. */
export interface GroupNumber {
  readonly metric: MetricName;
  /** Multiclass: the class that counts as positive, against all others. */
  readonly class?: string;
  readonly parts: readonly PartNumber[];
  /** Of rates: how far apart the parts are. */
  readonly disparity?: RateDisparity;
}

export interface GroupFairness {
  readonly group: string;
  readonly reference?: string;
  readonly sizes: GroupSizes[string];
  readonly numbers: readonly GroupNumber[];
  /** Of a binary model's decisions. */
  readonly indices?: FairnessIndices;
  /** Of a binary model: each part's positives against the negatives of all others, as AUC without interval; null where there are none. */
  readonly backgroundAuc?: Readonly<Record<string, number | null>>;
}

/** Rates that the usual criteria compare: demographic parity, equal opportunity, with it equalized odds, predictive parity. */
const rates = [
  ['selection_rate', 'selectionRate'],
  ['recall', 'truePositiveRate'],
  ['false_positive_rate', 'falsePositiveRate'],
  ['precision', 'positivePredictiveValue'],
] as const satisfies readonly (readonly [MetricName, Rate])[];

/** Numbers that are no rates of decisions, by task: calibration, ranking and error. */
const beside = {
  binary: ['mean_calibration_error', 'roc_auc', 'brier'],
  regression: ['mae', 'mean_error'],
} as const satisfies Readonly<Record<string, readonly MetricName[]>>;

/**
 * What a model does to each group, against its reference: rates of decisions, calibration, error. Of `declared`, metrics that a group can have
 * beside these. Parts with too few rows are undefined. Rows that come in clusters have the intervals of whole clusters.
 */
export function fairnessReport(
  rows: ScoredRows,
  groups: GroupSizes,
  declared: readonly MetricName[],
  settings: MeasureSettings,
): readonly GroupFairness[] {
  const found = Object.entries(groups).map(([group, sizes]) => groupFairness(rows, group, sizes, declared, settings));
  return adjusted(found);
}

function groupFairness(
  rows: ScoredRows,
  group: string,
  sizes: GroupSizes[string],
  declared: readonly MetricName[],
  settings: MeasureSettings,
): GroupFairness {
  const reference = sizes.find((part) => part.reference)?.value;
  const asked = sizes.filter(({ pruned }) => pruned !== true).map(({ value }) => value);
  const on = { rows, group, reference, asked, settings };
  const metrics = rows.task === 'binary' || rows.task === 'regression' ? beside[rows.task] : declared;
  const rates = decisionsOf(rows, settings).flatMap((decisions) => rateNumbers(decisions, on));
  return {
    group,
    ...(reference !== undefined && { reference }),
    sizes,
    numbers: [...rates, ...metrics.map((metric) => measuredNumber(metric, on))],
    ...indicesOf(on),
  };
}

function indicesOf({ rows, group, settings }: Group): Pick<GroupFairness, 'indices' | 'backgroundAuc'> {
  const column = rows.groups.get(group);
  const [decisions] = rows.task === 'binary' ? decisionsOf(rows, settings) : [];
  if (column === undefined || decisions === undefined) return {};
  const { label, challenger: score, weight } = rows;
  const background = backgroundAucs(present({ label, score, weight }), column).map((auc) =>
    Number.isNaN(auc) ? null : auc,
  );
  return {
    indices: fairnessIndices(decisions, column, settings, rows),
    backgroundAuc: Object.fromEntries(column.levels.map((part, i) => [part, background[i] ?? null])),
  };
}

interface Group {
  readonly rows: ScoredRows;
  readonly group: string;
  readonly reference: string | undefined;
  readonly asked: readonly string[];
  readonly settings: MeasureSettings;
}

/** The four rates, from the cells of all groups at once. */
function rateNumbers(decisions: Decisions, on: Group): readonly GroupNumber[] {
  const { rows, group, settings } = on;
  const column = rows.groups.get(group);
  if (column === undefined) return [];
  const { label, predicted, other } = decisions;
  const { weight, cluster } = rows;
  const counted = countCells({ label, predicted, group: column, ...present({ other, weight, cluster }) });
  const own = countCells({ label, predicted, group: column, ...present({ weight }) });
  const disparities = rateDisparities(
    counted,
    rates.map(([, rate]) => rate),
    settings,
  );
  return rates.map(([metric, rate], i) => {
    const disparity = disparities[i];
    return {
      metric,
      ...(decisions.class !== undefined && { class: decisions.class }),
      parts:
        rows.cluster === undefined
          ? on.asked.map((part) => ratePart(own, part, rate, on))
          : measuredNumber(metric, on, decisions.class).parts,
      ...(disparity && { disparity }),
    };
  });
}

function ratePart(cells: GroupCells, part: string, rate: Rate, { reference, settings }: Group): PartNumber {
  const rateOfPart = (name: string) => countedRate(cells, cells.groups.indexOf(name), rate);
  const own = rateOfPart(part);
  const estimate = rateEstimate(own, settings);
  if (reference === undefined || part === reference) return { part, estimate };
  const other = rateOfPart(reference);
  const contrast = contrastEstimate(own, other, settings);
  return { part, estimate, contrast, ...('value' in contrast && { p: contrastP(own, other) }) };
}

/** Parts and contrasts by what decides a rule; whole clusters are drawn where rows come in such. */
function measuredNumber(
  metric: MetricName,
  { rows, group, reference, asked, settings }: Group,
  positive?: string,
): GroupNumber {
  const ofClass = positive === undefined ? {} : { class: positive };
  const { champion: _, anchor: __, ...alone } = rows;
  const number = (value: string, against?: string) => {
    const of = { name: group, value, ...(against !== undefined && { reference: against }) };
    return measure(alone, { metric, ...ofClass, group: of }, settings).challenger;
  };
  const parts = asked.map((part): PartNumber => {
    const estimate = number(part);
    return reference === undefined || part === reference
      ? { part, estimate }
      : { part, estimate, contrast: number(part, reference) };
  });
  return { metric, ...ofClass, parts };
}

/** Which contrasts differ from 0 is a claim for each: Holm over all of them. */
function adjusted(found: readonly GroupFairness[]): readonly GroupFairness[] {
  const all = found.flatMap(({ numbers }) => numbers.flatMap(({ parts }) => parts.flatMap(({ p }) => p ?? [])));
  const corrected = holmAdjust(all);
  let next = 0;
  const part = (one: PartNumber): PartNumber => (one.p === undefined ? one : { ...one, p: corrected[next++] ?? 1 });
  return found.map((group) => ({
    ...group,
    numbers: group.numbers.map((number) => ({ ...number, parts: number.parts.map(part) })),
  }));
}
