import { numberText, pText } from '../report/number-text.ts';
import { isChosenMethod, methodFacts, naturalJensenShannon } from './drift/methods/method-facts.ts';
import type { MonitoredColumn } from './monitoring-evidence.ts';

/** `1.06 (usual: up to 0.15)`; a method that the definition asks for is named, and so is the tool whose limit it is. */
export function movedByText({ statistic, chosen, effect, threshold, p, tool }: MonitoredColumn): string {
  const size = typeof effect === 'number' ? numberText(effect, 2) : '–';
  const method = chosen && isChosenMethod(statistic) ? ` ${methodFacts[statistic].title}` : '';
  if (tool?.tests === 'p')
    return `${size}${method}, p ${p === undefined ? '–' : pText(p)} (${tool.tool}: up to ${pText(tool.limit)})`;
  if (tool) return `${size}${method} (${tool.tool}: from ${numberText(tool.limit, 2)})`;
  return `${size}${method} (usual: up to ${numberText(threshold, 2)})`;
}

/** What an effect of 1 is, of each method that definitions ask for: one line each. */
export function unitTexts(columns: readonly MonitoredColumn[]): readonly string[] {
  const lines = columns.flatMap(({ statistic, chosen, tool }) => {
    if (!chosen || !isChosenMethod(statistic)) return [];
    const { title, unit } = methodFacts[statistic];
    const natural = tool?.tool === 'evidently' && ['jensen_shannon', 'g_test'].includes(statistic);
    return [`${title}: ${natural ? naturalJensenShannon : unit}`];
  });
  return [...new Set(lines)].sort();
}
