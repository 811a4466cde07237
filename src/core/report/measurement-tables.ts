import { type Estimate, isDefined } from '../evaluation/estimate.ts';
import { metrics } from '../evaluation/metrics.ts';
import type { Evidence, Measurement, Quantity } from '../gate/evidence.ts';
import { quantityTitle } from '../gate/quantity-title.ts';
import { bar } from './bar.ts';
import { escapeMarkdown } from './escape.ts';
import { countText, estimateText, levelText } from './number-text.ts';
import { table } from './table.ts';

/** Every number over all rows, of both models, with intervals. */
export function metricTable(evidence: Evidence, champion: string, challenger = 'this change'): string | undefined {
  const rows = evidence.measurements.filter(({ quantity }) => quantity.group === undefined && isPlain(quantity));
  if (rows.length === 0) return undefined;
  const head = [
    '',
    escapeMarkdown(champion),
    escapeMarkdown(challenger),
    `difference, ${levelText(evidence.alpha)}`,
    'rows',
    'interval by',
  ];
  return table(
    head,
    ['l', 'r', 'r', 'c', 'r', 'l'],
    rows.map((measurement) => [
      escapeMarkdown(quantityTitle(measurement.quantity)),
      cell(measurement.champion, false),
      cell(measurement.challenger, false),
      cell(measurement.difference, true),
      countText(measurement.challenger.n),
      escapeMarkdown(methodOf(measurement)),
    ]),
  );
}

/** As the tables have it: neither a ratio nor at a level that one rule asks for. */
function isPlain({ relative, level }: Quantity): boolean {
  return relative === undefined && level === undefined;
}

/** Every number by group, with rows, a bar, and the gap to the reference. */
export function groupTable(evidence: Evidence, champion: string): string | undefined {
  const own = evidence.measurements.filter(({ quantity }) => quantity.group && quantity.group.reference === undefined);
  if (own.length === 0) return undefined;
  const largest = largestByMetric(own);
  return table(
    ['', 'group', 'rows', escapeMarkdown(champion), 'this change', '', 'gap to reference'],
    ['l', 'l', 'r', 'r', 'r', 'l', 'r'],
    own.map((measurement) => {
      const { metric, group } = measurement.quantity;
      const { challenger } = measurement;
      const share = isDefined(challenger) ? Math.abs(challenger.value) / (largest.get(metric) ?? 1) : 0;
      return [
        escapeMarkdown(metrics[metric].title),
        escapeMarkdown(`${group?.name} ${group?.value}`),
        countText(challenger.n),
        cell(measurement.champion, false),
        cell(challenger, false),
        bar(share),
        gapCell(evidence, measurement),
      ];
    }),
  );
}

function largestByMetric(measurements: readonly Measurement[]): ReadonlyMap<string, number> {
  const largest = new Map<string, number>();
  for (const { quantity, challenger } of measurements) {
    const size = isDefined(challenger) ? Math.abs(challenger.value) : 0;
    largest.set(quantity.metric, Math.max(size, largest.get(quantity.metric) ?? 0));
  }
  return largest;
}

function gapCell(evidence: Evidence, { quantity }: Measurement): string {
  const { metric, group } = quantity;
  const sizes = group && evidence.groups[group.name];
  if (sizes?.find(({ value }) => value === group?.value)?.reference) return 'reference';
  const gap = evidence.measurements.find(
    ({ quantity: other }) =>
      other.metric === metric &&
      isPlain(other) &&
      other.among === undefined &&
      other.group?.reference !== undefined &&
      other.group.name === group?.name &&
      other.group.value === group.value,
  );
  return cell(gap?.challenger, true);
}

function cell(estimate: Estimate | undefined, signed: boolean): string {
  return estimate === undefined ? '–' : escapeMarkdown(estimateText(estimate, { signed }));
}

function methodOf({ difference, challenger }: Measurement): string {
  const decisive = difference ?? challenger;
  return isDefined(decisive) ? decisive.method : '';
}
