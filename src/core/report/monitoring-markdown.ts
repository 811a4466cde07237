import type { RetrainingDecision } from '../monitoring/decide-retraining.ts';
import { lossText, outcomeText, periodText, retrainingSentence, retrainingTitle } from '../monitoring/evidence-text.ts';
import type { MonitoringEvidence } from '../monitoring/monitoring-evidence.ts';
import { movedColumns } from '../monitoring/moved-columns.ts';
import { movedTogether } from '../monitoring/moved-together.ts';
import { performanceTexts } from '../monitoring/performance-text.ts';
import { code, escapeMarkdown } from './escape.ts';
import { movedMarkdown, togetherMarkdown } from './moved-markdown.ts';
import { countText } from './number-text.ts';
import { table } from './table.ts';

/** What a monitoring run says of one model. */
export type MonitoredReport =
  | { readonly model: string; readonly because: string }
  | {
      readonly model: string;
      readonly version: string;
      readonly windows: readonly MonitoringEvidence[];
      /** Absent where model.yaml does not say when to retrain. */
      readonly decision?: RetrainingDecision;
      /** Locks that a retraining would move, as `sources/departures.lock.yaml to 2001-05-27T…`. */
      readonly moves: readonly string[];
    };

/** The summary of a monitoring run, as Markdown: models with windows first. */
export function monitoringMarkdown(models: readonly MonitoredReport[]): string {
  const watched = models.flatMap((one) => ('because' in one ? [] : [modelSection(one)]));
  const idle = models.flatMap((one) =>
    'because' in one ? [`- ${escapeMarkdown(one.model)}: ${escapeMarkdown(one.because, 1000)}`] : [],
  );
  const rest = idle.length > 0 ? [['### Nothing to look at', idle.join('\n')].join('\n\n')] : [];
  return `${[...watched, ...rest].join('\n\n')}\n`;
}

type WatchedModel = Exclude<MonitoredReport, { because: string }>;

function modelSection({ model, version, windows, decision, moves }: WatchedModel): string {
  const drifted = windows.filter(({ outcome }) => outcome === 'drift');
  const moved = decision?.moved ?? movedColumns(windows, drifted);
  const together = decision === undefined ? movedTogether(windows, drifted) : decision.together;
  const title = decision === undefined ? model : retrainingTitle(model, decision);
  return [
    `### ${escapeMarkdown(title)}`,
    ...(decision ? [escapeMarkdown(retrainingSentence(decision))] : []),
    windowTable(version, windows),
    ...movedMarkdown(moved),
    ...togetherMarkdown(together),
    ...(decision?.losses ?? []).map((loss) => escapeMarkdown(lossText(loss))),
    ...(moves.length > 0 ? [`A retraining moves ${moves.map((move) => code(move)).join(', ')}.`] : []),
  ].join('\n\n');
}

/** How well the windows did is told where anything is known of it. */
function windowTable(version: string, windows: readonly MonitoringEvidence[]): string {
  const texts = performanceTexts(windows).map((text) => escapeMarkdown(text));
  const told = texts.some((text) => text !== '');
  const rows = windows.map((window, i) => [...windowRow(window), ...(told ? [texts[i] ?? ''] : [])]);
  const head = ['window', 'rows', escapeMarkdown(version), ...(told ? ['performance'] : [])];
  return table(head, ['l', 'r', 'l', ...(told ? (['l'] as const) : [])], rows);
}

function windowRow(evidence: MonitoringEvidence): readonly string[] {
  const { outcome, rows } = evidence;
  return [escapeMarkdown(periodText([evidence])), countText(rows), `${icons[outcome]} ${outcomeText(evidence)}`];
}

const icons = { drift: '🟠', steady: '✅', waiting: '⏳' } as const;
