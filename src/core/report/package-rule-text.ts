import { type Estimate, isDefined } from '../evaluation/estimate.ts';
import type { OperationalMeasure } from '../gate/operational-evidence.ts';
import type { RuleVerdict } from '../gate/verdict.ts';
import type { Limit } from '../gate/what-would-change.ts';
import { bytesText, countText, estimateText } from './number-text.ts';

const aboutPackage: ReadonlySet<RuleVerdict['rule']> = new Set([
  'sizeAtMost',
  'latencyAtMost',
  'latencyNotWorse',
  'rowsPerSecondAtLeast',
  'importanceAtMost',
  'noNewDominantFeature',
]);

/** Whether a rule is about the package itself: its numbers have units of their own, and no metric. */
export function isAboutPackage({ rule }: Pick<RuleVerdict, 'rule'>): boolean {
  return aboutPackage.has(rule);
}

/** Whether it is about the change of a number, whose values stand beside it. */
function isPackageChange({ rule }: Pick<RuleVerdict, 'rule'>): boolean {
  return rule === 'latencyNotWorse';
}

function isImportance({ rule }: Pick<RuleVerdict, 'rule'>): boolean {
  return rule === 'importanceAtMost' || rule === 'noNewDominantFeature';
}

/** A model's own number of such a rule, in its units; with its interval where it is not counted. */
function packageNumberText({ rule, threshold }: RuleVerdict, estimate: Estimate): string {
  if (!isDefined(estimate)) return 'undefined';
  switch (rule) {
    case 'sizeAtMost':
      return bytesText(estimate.value, threshold);
    case 'importanceAtMost':
    case 'noNewDominantFeature':
      return estimateText(estimate, { signed: false, limit: threshold, percent: true });
    case 'rowsPerSecondAtLeast':
      return operationText('rows_per_second', estimate, threshold);
    default:
      return operationText('latency_p50', estimate, rule === 'latencyAtMost' ? threshold : undefined);
  }
}

/** The number that decides. */
export function packageEffectText(rule: RuleVerdict): string {
  if (!isPackageChange(rule)) return packageNumberText(rule, rule.effect);
  return estimateText(rule.effect, { signed: true, limit: rule.threshold, percent: true });
}

/** The cells of the rules' table: production, this change, the difference, and how often it was measured. */
export function packageCells(rule: RuleVerdict): readonly [string, string, string, string] {
  const { champion, challenger, effect, applies } = rule;
  const text = (estimate: Estimate | undefined) =>
    estimate === undefined || !isDefined(estimate) ? '–' : packageNumberText(rule, estimate);
  const change = isPackageChange(rule) && applies !== false ? packageEffectText(rule) : '–';
  return [text(champion), text(challenger), change, effect.n === 0 ? '–' : countText(effect.n)];
}

/** What such a rule saw, for `aval explain-verdict`. */
export function packageSawText(rule: RuleVerdict): string {
  const [champion, challenger, change, n] = packageCells(rule);
  const times = isImportance(rule) ? 'dev rows' : 'timings';
  const parts = [
    champion !== '–' && `production ${champion}`,
    challenger !== '–' && `this change ${challenger}`,
    change !== '–' && `change ${change}`,
    n !== '–' && `${n} ${times}`,
  ];
  return parts.filter((part) => typeof part === 'string').join(' · ');
}

/** The policy's own limit at which these numbers would pass, as gates.yaml writes it, and rounded so that they do. Undefined where it could not stand there. */
export function packageLimitWay({ of, side, at }: Limit): string | undefined {
  const rounded = (value: number) => (side === 'above' ? Math.ceil(value) : Math.floor(value));
  const thousandths = rounded(at * 1000) / 1000;
  if (side === 'below' && (of === 'rows' ? rounded(at) : thousandths) <= 0) return undefined;
  switch (of) {
    case 'size': {
      const [size, unit] = writtenSize(at);
      return side === 'above' ? `a size of ${rounded(size)}${unit} or more` : `a size below ${Math.ceil(size)}${unit}`;
    }
    case 'rows':
      return `${side === 'below' ? 'fewer' : 'more'} than ${countText(rounded(at))} rows`;
    case 'margin':
      return `a margin ${side} ${Number((rounded(at * 1000) / 10).toFixed(1))} %`;
    case 'share':
      return thousandths < 1 ? `a share ${side} ${Number(thousandths.toFixed(3))}` : undefined;
    default:
      return `a ${of} ${side} ${Number(thousandths.toFixed(3))}${of === 'latency' ? 'ms' : ''}`;
  }
}

/** Bytes in the unit of gates.yaml that tells them to a tenth or better. */
function writtenSize(bytes: number): readonly [number, 'kB' | 'MB' | 'GB'] {
  if (bytes < 10 * 1024 ** 2) return [bytes / 1024, 'kB'];
  return bytes < 10 * 1024 ** 3 ? [bytes / 1024 ** 2, 'MB'] : [bytes / 1024 ** 3, 'GB'];
}

/** `1.24 ms (1.20 … 1.31)`, or `52,300 rows/s (51,000 … 53,400)`: three meaningful digits, or as many as tell a bound from the limit. */
export function operationText(measure: OperationalMeasure, estimate: Estimate, limit?: number): string {
  if (!isDefined(estimate)) return `undefined: ${estimate.undefined}`;
  const { value, low, high } = estimate;
  const unit = measure === 'rows_per_second' ? 'rows/s' : 'ms';
  const bounds = [low, high];
  let digits = 3;
  while (digits < 7 && bounds.some((bound) => bound !== limit && rounded(bound, digits) === limit)) digits++;
  const [middle, from, to] = [value, low, high].map((number) => digitsText(number, digits));
  return `${middle} ${unit} (${from} … ${to})`;
}

const rounded = (value: number, digits: number): number => Number(value.toPrecision(digits));

function digitsText(value: number, digits: number): string {
  const number = rounded(value, digits);
  return number >= 1000 ? countText(Math.round(number)) : String(number);
}
