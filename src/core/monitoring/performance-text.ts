import { type DefinedEstimate, isDefined } from '../evaluation/estimate.ts';
import { metrics } from '../evaluation/metrics.ts';
import { decimalsOf, estimateText, numberText } from '../report/number-text.ts';
import { refutedMetrics } from './estimated-performance/back-test.ts';
import type { EstimatedPerformance, MonitoringEvidence, RealisedMetrics } from './monitoring-evidence.ts';

/** How well each window did, by the first metric that there is a number of: as labels say, or as it is estimated without. Oldest first; '' for none. */
export function performanceTexts(windows: readonly MonitoringEvidence[]): readonly string[] {
  const refuted = refutedMetrics(windows);
  return windows.map(({ realised, estimated }) => {
    const known = realised?.metrics.find(({ current }) => isDefined(current));
    if (known !== undefined) return realisedText(known);
    const guess = estimated?.metrics.find(({ current }) => isDefined(current));
    if (guess === undefined) return '';
    if (refuted.has(guess.metric)) return `${metrics[guess.metric].title}: estimates did not hold`;
    return estimatedText(guess);
  });
}

function realisedText({ metric, current, estimated, held }: RealisedMetrics['metrics'][number]): string {
  const text = `${metrics[metric].title} ${estimateText(current, { signed: false })}`;
  if (held === undefined || estimated === undefined || !isDefined(estimated)) return text;
  return held ? `${text}, as estimated` : `${text}, not the estimated ${valueText(estimated)}`;
}

function estimatedText({ metric, current, weighted }: EstimatedPerformance['metrics'][number]): string {
  const text = `${metrics[metric].title} estimated ${estimateText(current, { signed: false })}`;
  if (weighted === undefined || !isDefined(weighted) || !isDefined(current)) return text;
  const agrees = weighted.value >= current.low && weighted.value <= current.high;
  return agrees ? text : `${text}, ${valueText(weighted)} by weighted dev rows`;
}

const valueText = (estimate: DefinedEstimate): string => numberText(estimate.value, decimalsOf(estimate));
