import { isDefined } from '../evaluation/estimate.ts';
import { metrics } from '../evaluation/metrics.ts';
import { countText, decimalsOf, estimateText, numberText } from '../report/number-text.ts';
import type { RetrainingDecision } from './decide-retraining.ts';
import type { EstimatedLoss } from './estimated-loss.ts';
import type { ColumnSummary, MonitoringEvidence } from './monitoring-evidence.ts';
import { movedByText } from './moved-by-text.ts';
import type { MovedColumn } from './moved-columns.ts';
import { sparkline } from './sparkline.ts';

/** A table of what moved: name, at training, now, by how much against what is usual, over all windows. Its first row is the head. */
export function movedTable(moved: readonly MovedColumn[]): readonly (readonly string[])[] {
  const head = ['', 'at training', 'now', 'moved by', 'windows'];
  return [
    head,
    ...moved.map(({ name, statistic, newest, effects }) => [
      statistic === 'missing_rate' ? `${name}, missing` : name,
      summaryText(newest.reference, newest.current),
      summaryText(newest.current, newest.current),
      movedByText(newest),
      sparkline(effects),
    ]),
  ];
}

/** The mean, the level that moved most, or the missing rate. `by` has the unit of the last digit, so that both sides show as many. */
function summaryText(summary: ColumnSummary | undefined, by: ColumnSummary | undefined): string {
  if (summary === undefined) return 'no values';
  if ('missing' in summary) return shareText(summary.n > 0 ? summary.missing / summary.n : 0);
  if ('levels' in summary) {
    const [first] = summary.levels;
    return first === undefined ? `unseen ${shareText(summary.unseen)}` : `${first.level} ${shareText(first.share)}`;
  }
  const spread = by !== undefined && 'mean' in by ? (by.high - by.low) / 4 : 0;
  const estimate = { value: summary.mean, low: summary.mean - spread / 10, high: summary.mean + spread / 10 };
  return numberText(summary.mean, decimalsOf({ ...estimate, n: summary.n, method: 'spread' }));
}

const shareText = (share: number): string => `${numberText(100 * share, 1)} %`;

/** `drift: 2 of 6`, of the columns and what is missing of them; with a least share of columns, that too. */
export function outcomeText({ outcome, columns, together, minimumRows, drifted }: MonitoringEvidence): string {
  const alarms = columns.filter(({ alarm }) => alarm).length;
  const share = drifted && `${shareText(drifted.share)} of columns alarm, ${shareText(drifted.least)} are a drift`;
  switch (outcome) {
    case 'drift':
      return `drift: ${share ?? `${alarms} of ${columns.length}`}${together?.alarm ? ', all together' : ''}`;
    case 'steady':
      return alarms > 0 && share !== undefined ? `steady: ${share}` : 'steady';
    case 'waiting':
      return `waiting for ${countText(minimumRows)} rows`;
  }
}

/** `May 6 – 27` of windows in order, in UTC; with the year where it is not one. */
export function periodText(windows: readonly Pick<MonitoringEvidence, 'window'>[]): string {
  const [first, last] = [windows[0]?.window.from, windows.at(-1)?.window.until];
  return first === undefined || last === undefined ? '' : `${first.slice(0, 10)} – ${last.slice(0, 10)}`;
}

/** The heading of a retraining: what moved, or what is worse. */
export function retrainingTitle(
  model: string,
  { decision, moved, together, metric }: Pick<RetrainingDecision, 'decision' | 'moved' | 'together' | 'metric'>,
): string {
  if (decision === 'retrain' && metric !== undefined) return `Retrain ${model}: ${metrics[metric].title} is worse`;
  if (decision === 'retrain' && moved.length === 0 && together) return `Retrain ${model}: the columns together moved`;
  const names = moved.slice(0, 2).map(({ name }) => (name === 'prediction' ? 'its answers' : name));
  const more = moved.length > 2 ? ` and ${moved.length - 2} more` : '';
  if (decision === 'retrain') return `Retrain ${model}: ${names.join(', ')}${more} moved`;
  return decision === 'steady' ? `${model} is steady` : `${model}: wait`;
}

/** `2 of the newest 3 windows drifted …, 2001-05-06 – 2001-05-27, 8,412 predictions.` */
export function retrainingSentence({ because, windows }: RetrainingDecision): string {
  const rows = countText(windows.reduce((sum, window) => sum + window.rows, 0));
  return windows.length === 0 ? `${because}.` : `${because}. ${periodText(windows)}, ${rows} predictions.`;
}

/** What the windows that ask cost, metric by metric; one without a number says why, and one that may as well be none says so. */
export function lossText({ metric, by, loss }: EstimatedLoss): string {
  const { title } = metrics[metric];
  if (!isDefined(loss)) return `${title}: ${loss.undefined}`;
  const { value, low, high } = loss;
  const better = value < 0;
  const shown = better ? { ...loss, value: -value, low: -high, high: -low } : loss;
  const perhaps = low <= 0 && high >= 0 ? 'perhaps ' : '';
  return `${title} ${perhaps}${better ? 'better' : 'worse'} by ${estimateText(shown, { signed: false })}, ${countText(loss.n)} ${by === 'labels' ? 'labelled rows' : 'rows, estimated without labels'}`;
}
