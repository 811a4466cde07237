import type { MonitoringEvidence } from '../monitoring/monitoring-evidence.ts';
import { sparkline } from '../monitoring/sparkline.ts';
import { code, escapeMarkdown } from './escape.ts';

/** What someone must do, or is waited for. */
export type Pending =
  | { readonly kind: 'promotion'; readonly pull: number; readonly environment: string; readonly version: string }
  | { readonly kind: 'retraining'; readonly pull: number }
  /** Enough windows drifted, and no pull request could be opened. */
  | { readonly kind: 'drift'; readonly because: string }
  /** It is on the default branch and no version yet. */
  | { readonly kind: 'unreleased'; readonly because: string };

export interface DashboardModel {
  readonly model: string;
  /** Version by environment. */
  readonly live: ReadonlyMap<string, string>;
  /** Of what runs in the last environment, oldest first. */
  readonly windows: readonly Pick<MonitoringEvidence, 'outcome' | 'columns' | 'together'>[];
  readonly awaits: readonly Pending[];
}

/** The row of a model: name, version by environment, windows, what it waits for. Markdown. */
export function dashboardRow(
  environments: readonly string[],
  { model, live, windows, awaits }: DashboardModel,
): string[] {
  return [
    code(model),
    ...environments.map((name) => escapeMarkdown(live.get(name) ?? '–')),
    windowsText(windows),
    awaits.map(pendingText).join('; ') || '–',
  ];
}

/** `▁▂█ drift`: how far the column that moved most, or all together, was beyond what is usual, window by window, and what the newest one is. */
function windowsText(windows: DashboardModel['windows']): string {
  const newest = windows.at(-1)?.outcome;
  return newest === undefined ? '–' : `${sparkline(windows.map(strengthOf))} ${newest}`;
}

function strengthOf({ outcome, columns, together }: DashboardModel['windows'][number]): number | null {
  if (outcome === 'waiting') return null;
  const judged = together && 'effect' in together ? [...columns, together] : columns;
  const ratios = judged.map(({ effect, threshold }) =>
    typeof effect === 'number' && threshold > 0 ? effect / threshold : 0,
  );
  return Math.max(0, ...ratios);
}

function pendingText(pending: Pending): string {
  switch (pending.kind) {
    case 'promotion':
      return `#${pending.pull} promotes ${escapeMarkdown(pending.version)} to ${escapeMarkdown(pending.environment)}`;
    case 'retraining':
      return `#${pending.pull} retrains it`;
    case 'drift':
      return `it drifted, and ${escapeMarkdown(pending.because)}`;
    case 'unreleased':
      return `what landed is not released: ${escapeMarkdown(pending.because, 200)}`;
  }
}
