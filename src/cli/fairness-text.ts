import { type Estimate, isDefined } from '../core/evaluation/estimate.ts';
import { metrics } from '../core/evaluation/metrics.ts';
import type { GroupFairness, GroupNumber, PartNumber } from '../core/fairness/fairness-report.ts';
import type { FairnessIndices } from '../core/fairness/indices.ts';
import type { IndexName } from '../core/fairness/indices-of-cells.ts';
import { countText, estimateText, levelText } from '../core/report/number-text.ts';
import { oneLine } from '../core/report/plain-text.ts';
import { columns, type Paint } from './terminal/paint.ts';

/** A table for each group, with what is undefined told once under it. */
export function fairnessText(groups: readonly GroupFairness[], alpha: number, paint: Paint): string {
  return groups.map((group) => groupText(group, alpha, paint)).join('\n\n');
}

function groupText(group: GroupFairness, alpha: number, paint: Paint): string {
  const reasons: string[] = [];
  const head = [
    '',
    group.group,
    'rows',
    `number, ${levelText(alpha)}`,
    `against ${group.reference ?? '–'}`,
    'p, by Holm',
  ];
  const lines = group.numbers.flatMap((number) => numberLines(number, reasons));
  const indices = group.indices ? indexLines(group.indices, reasons) : [];
  const notes = [
    ...(group.backgroundAuc ? [backgroundText(group.backgroundAuc)] : []),
    ...pooledNotes(group),
    ...reasons.map((reason, k) => `${mark(k)} ${reason}`),
  ];
  return [columns([head, ...lines, ...indices]), ...notes.map((note) => paint('dim', `  ${oneLine(note)}`))].join('\n');
}

function numberLines(number: GroupNumber, reasons: string[]): string[][] {
  const { title } = metrics[number.metric];
  const name = number.class === undefined ? title : `${title}, ${number.class}`;
  const said = (estimate: Estimate | undefined, signed: boolean) => textOf(estimate, signed, reasons);
  const line = ({ part, estimate, contrast, p }: PartNumber, i: number) => [
    i === 0 ? name : '',
    part,
    countText(estimate.n),
    said(estimate, false),
    contrast === undefined ? 'reference' : said(contrast, true),
    p === undefined ? '' : pText(p),
  ];
  const { disparity } = number;
  if (disparity === undefined) return number.parts.map(line);
  const { difference, ratio, change } = disparity;
  const apart = (what: string, estimate: Estimate, signed = false) => [
    '',
    what,
    countText(estimate.n),
    said(estimate, signed),
  ];
  return [
    ...number.parts.map(line),
    apart('largest − smallest', difference),
    apart('smallest ÷ largest', ratio),
    ...(change ? [apart('change of the difference', change, true)] : []),
  ];
}

const mark = (k: number): string => `(${k + 1})`;

/** A number that is undefined shows a mark; each reason is told once, under the table. */
function textOf(estimate: Estimate | undefined, signed: boolean, reasons: string[]): string {
  if (estimate === undefined) return '';
  if (isDefined(estimate)) return estimateText(estimate, { signed });
  if (!reasons.includes(estimate.undefined)) reasons.push(estimate.undefined);
  return `– ${mark(reasons.indexOf(estimate.undefined))}`;
}

function pText(p: number): string {
  return p < 0.0001 ? 'below 0.0001' : String(Number(p.toPrecision(1)));
}

/** Combinations that a crossing pools, by name. */
function pooledNotes({ sizes }: GroupFairness): readonly string[] {
  return sizes.flatMap(({ value, pooled, pruned }) =>
    pooled === undefined
      ? []
      : [`${pruned === true ? 'pruned, too few rows even together' : value}: ${pooled.join(', ')}`],
  );
}

function backgroundText(aucs: Readonly<Record<string, number | null>>): string {
  const named = Object.entries(aucs).map(([part, auc]) => `${part} ${auc === null ? '–' : auc.toFixed(2)}`);
  return `positives of one part among the negatives of all others, AUC: ${named.join(' · ')}`;
}

function indexLines(indices: FairnessIndices, reasons: string[]): string[][] {
  return Object.entries(indexTitles).flatMap(([name, title]) => {
    const { estimate, change } = indices[name as IndexName]; // the titles are of the indices
    const line = (what: [string, string], one: Estimate, signed: boolean) => [
      ...what,
      countText(one.n),
      textOf(one, signed, reasons),
    ];
    return [line([title, 'all parts'], estimate, false), ...(change ? [line(['', 'change'], change, true)] : [])];
  });
}

const indexTitles: Readonly<Record<IndexName, string>> = {
  generalizedEntropy: 'generalised entropy',
  theilIndex: 'Theil',
  betweenGroups: 'entropy between groups',
  smoothedDifferentialFairness: 'smoothed differential fairness',
  biasAmplification: 'bias amplification',
  demographicDisparity: 'demographic disparity',
};
