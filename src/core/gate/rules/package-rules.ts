import type { PackageRule } from '../../definitions/schema/gate-rules.ts';
import { countText } from '../../report/number-text.ts';
import { marginOf, marginText } from './margin.ts';

/** What such a rule is about, as in "latency, p99". */
export function packageTitle(rule: PackageRule): string {
  switch (rule.rule) {
    case 'sizeAtMost':
      return 'size of the package';
    case 'latencyAtMost':
    case 'latencyNotWorse':
      return `latency, ${rule.quantile}`;
    case 'rowsPerSecondAtLeast':
      return 'rows per second';
    case 'importanceAtMost':
      return rule.feature === undefined ? 'importance of each feature' : `importance of ${rule.feature}`;
    case 'noNewDominantFeature':
      return 'new dominant feature';
  }
}

/** What it asks, as in "at most 20ms". */
export function packageRequirement(rule: PackageRule): string {
  switch (rule.rule) {
    case 'sizeAtMost':
      return `at most ${rule.size}`;
    case 'latencyAtMost':
      return `at most ${rule.latency}`;
    case 'latencyNotWorse':
      return `not slower by ${marginText(marginOf(rule.margin))}`;
    case 'rowsPerSecondAtLeast':
      return `at least ${countText(rule.rows)}`;
    case 'importanceAtMost':
      return `at most ${marginText({ value: rule.share, percent: true })} of the importance`;
    case 'noNewDominantFeature':
      return `at most ${marginText({ value: rule.share, percent: true })} of the importance, or among the ${rule.leading} that lead in production`;
  }
}
