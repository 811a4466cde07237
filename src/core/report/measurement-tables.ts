import { type Estimate, isDefined } from '../evaluation/estimate.ts';
import { metrics } from '../evaluation/metrics.ts';
import { countedUnitOf } from '../gate/counted-unit.ts';
import type { Evidence, Measurement, Quantity } from '../gate/evidence.ts';
import { quantityTitle } from '../gate/quantity-title.ts';
import { withBar } from './fairness-table.ts';
import { estimateText, levelText, rowCountText } from './number-text.ts';
import type { TextTable } from './text-table.ts';

/** Every number over all rows, of both models, with intervals; those of single classes have a table of their own. */
export function metricTable(evidence: Evidence, champion: string, challenger = 'this change'): TextTable {
  const whole = evidence.measurements.filter(
    ({ quantity }) => quantity.group === undefined && quantity.class === undefined && isPlain(quantity),
  );
  return tableOfModels(whole, evidence, champion, challenger);
}

/** A line for each number, with the baseline's where production is another model, and that of the training part alone where the baseline is another. */
export function tableOfModels(
  measurements: readonly Measurement[],
  evidence: Evidence,
  champion: string,
  challenger = 'this change',
): TextTable {
  const beside = evidence.champion !== undefined && measurements.some(({ baseline }) => baseline !== undefined);
  const trivial = measurements.some((one) => one.trivial !== undefined);
  const difference = `difference, ${levelText(evidence.alpha)}`;
  return {
    head: [
      '',
      ...(trivial ? ['training mean'] : []),
      ...(beside ? ['no model'] : []),
      champion,
      challenger,
      difference,
      countedUnitOf(evidence),
      'interval by',
    ],
    align: ['l', ...(trivial ? (['r'] as const) : []), ...(beside ? (['r'] as const) : []), 'r', 'r', 'c', 'r', 'l'],
    rows: measurements.map((measurement) => metricRow(measurement, beside, trivial)),
  };
}

function metricRow(measurement: Measurement, beside: boolean, trivial: boolean): readonly string[] {
  const { champion, baseline } = measurement;
  const known = baseline && isDefined(baseline) ? baseline : undefined;
  return [
    quantityTitle(measurement.quantity),
    ...(trivial ? [cell(measurement.trivial, false)] : []),
    ...(beside ? [cell(known, false)] : []),
    cell(champion ?? known, false),
    cell(measurement.challenger, false),
    cell(measurement.difference, true),
    rowCountText(measurement.challenger),
    methodOf(measurement),
  ];
}

/** As the tables have it: neither a ratio nor at a level that one rule asks for. */
export function isPlain({ relative, level }: Quantity): boolean {
  return relative === undefined && level === undefined;
}

/** Every metric by group, as the whole evaluation has it (what rules ask for beyond is in their table), with rows, bars to one scale for each metric, and the gap to the reference. */
export function groupTable(evidence: Evidence, champion: string): TextTable {
  const own = evidence.measurements.filter(
    ({ quantity }) =>
      quantity.group &&
      quantity.group.reference === undefined &&
      quantity.class === undefined &&
      quantity.among === undefined &&
      isPlain(quantity),
  );
  const largest = largestByMetric(own);
  return {
    head: ['', 'group', countedUnitOf(evidence), champion, 'this change', 'gap to reference'],
    align: ['l', 'l', 'r', 'l', 'l', 'r'],
    rows: own.map((measurement) => {
      const { metric, group } = measurement.quantity;
      const { challenger } = measurement;
      const scale = largest.get(metric) || 1;
      return [
        metrics[metric].title,
        `${group?.name} ${group?.value}`,
        rowCountText(challenger),
        barCell(measurement.champion, scale),
        barCell(challenger, scale),
        gapCell(evidence, measurement),
      ];
    }),
  };
}

/** A number below 0 has no bar: it would look like as much above. */
function barCell(estimate: Estimate | undefined, scale: number): string {
  const text = cell(estimate, false);
  return estimate !== undefined && isDefined(estimate) && estimate.value < 0 ? text : withBar(estimate, scale, text);
}

/** Of both models, so that their bars can be compared. */
function largestByMetric(measurements: readonly Measurement[]): ReadonlyMap<string, number> {
  const largest = new Map<string, number>();
  for (const { quantity, challenger, champion } of measurements) {
    const sizes = [challenger, champion].map((one) => (one && isDefined(one) ? Math.max(0, one.value) : 0));
    largest.set(quantity.metric, Math.max(...sizes, largest.get(quantity.metric) ?? 0));
  }
  return largest;
}

function gapCell(evidence: Evidence, { quantity, challenger }: Measurement): string {
  const { metric, group } = quantity;
  const sizes = group && evidence.groups[group.name];
  if (sizes?.find(({ value }) => value === group?.value)?.reference) return 'reference';
  if (!isDefined(challenger)) return '–'; // its own cell says why
  const gap = evidence.measurements.find(
    ({ quantity: other }) =>
      other.metric === metric &&
      isPlain(other) &&
      other.class === undefined &&
      other.among === undefined &&
      other.group?.reference !== undefined &&
      other.group.name === group?.name &&
      other.group.value === group.value,
  );
  return cell(gap?.challenger, true);
}

function cell(estimate: Estimate | undefined, signed: boolean): string {
  return estimate === undefined ? '–' : estimateText(estimate, { signed });
}

function methodOf({ difference, challenger }: Measurement): string {
  const decisive = difference ?? challenger;
  return isDefined(decisive) ? decisive.method : '';
}
