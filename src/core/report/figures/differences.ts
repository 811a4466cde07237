import { type DefinedEstimate, isDefined } from '../../evaluation/estimate.ts';
import { metrics } from '../../evaluation/metrics.ts';
import { taskUnit } from '../../gate/counted-unit.ts';
import type { Measurement } from '../../gate/evidence.ts';
import { sentenceStart } from '../../gate/quantity-title.ts';
import { isPlain } from '../measurement-tables.ts';
import { countText, levelText } from '../number-text.ts';
import type { Figure, FigureRows } from './figure.ts';
import { drawn, intervals } from './specification.ts';

const mostFigures = 12;
const mostGroups = 20;

/** A forest plot for each metric: this change minus what it is compared with, over all rows and in each part of each group. */
export function differenceFigures(rows: FigureRows): readonly Figure[] {
  const byMetric = new Map<string, Measurement[]>();
  for (const measurement of rows.evidence.measurements) {
    const { quantity } = measurement;
    if (
      !isPlain(quantity) ||
      quantity.class !== undefined ||
      quantity.among !== undefined ||
      quantity.group?.reference !== undefined
    )
      continue;
    byMetric.set(quantity.metric, [...(byMetric.get(quantity.metric) ?? []), measurement]);
  }
  return [...byMetric.values()].slice(0, mostFigures).flatMap((measurements) => differenceFigure(measurements, rows));
}

interface Drawn {
  readonly name: string;
  readonly estimate: DefinedEstimate;
}

function differenceFigure(measurements: readonly Measurement[], rows: FigureRows): readonly Figure[] {
  const [first] = measurements;
  if (first === undefined) return [];
  const { metric } = first.quantity;
  const { title, betterIs } = metrics[metric];
  const named = measurements.map((one) => ({ name: nameOf(one), estimate: one.difference ?? one.challenger }));
  const defined = named.filter((one): one is Drawn => isDefined(one.estimate));
  const missing = named.filter(({ estimate }) => !isDefined(estimate)).map(({ name }) => name);
  const beyond = defined.slice(mostGroups).map(({ name }) => name);
  const values = defined.slice(0, mostGroups).map(({ name, estimate: { value, low, high, n } }) => ({
    part: `${name} (${countText(n)})`,
    value: drawn(value),
    low: drawn(low),
    high: drawn(high),
  }));
  if (values.length === 0) return [];
  const leftOut = [...missing, ...beyond].join(', ');
  return [
    {
      name: `difference-${metric}`,
      title: `Difference in ${title}`,
      caption: `${sentenceStart(rows.names.challenger)} minus ${rows.names.champion}, with ${levelText(rows.evidence.alpha)} intervals. ${sides[betterIs]}`,
      specification: intervals(values, `difference in ${title}`, [{ at: 0, style: 'reference' }]),
      ...(leftOut !== '' && { leftOut: `too few rows, or no room: ${leftOut}` }),
    },
  ];
}

const sides = {
  higher: 'Right of the line is better.',
  lower: 'Left of the line is better.',
  neither: 'Neither side is better in itself.',
} as const;

function nameOf({ quantity: { group, metric } }: Measurement): string {
  return group === undefined ? `all ${taskUnit(metric)}` : `${group.name} ${group.value}`;
}
