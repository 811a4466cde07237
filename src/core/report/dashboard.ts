import { type DashboardModel, dashboardRow } from './dashboard-row.ts';
import { escapeMarkdown } from './escape.ts';
import { countText } from './number-text.ts';
import { table } from './table.ts';

/** What the one dashboard issue begins with. With our own identity it finds the issue again; nothing is ever read from it. */
export const dashboardMarker = '<!-- aval:dashboard v1 -->';
export const dashboardTitle = 'aval: models and environments';

/** As of a comment. */
const mostBytes = 60_000;

export interface Dashboard {
  /** In the order of promotion. */
  readonly environments: readonly string[];
  readonly models: readonly DashboardModel[];
}

/**
 * The body of the dashboard: every model; where that is too long those alone that wait for someone, as many as fit, and counts of the others. No
 * clock is in it: equal states give equal bytes.
 */
export function dashboardBody({ environments, models }: Dashboard): string {
  const sorted = models.toSorted(
    (a, b) => Number(b.awaits.length > 0) - Number(a.awaits.length > 0) || (a.model < b.model ? -1 : 1),
  );
  const waiting = sorted.filter(({ awaits }) => awaits.length > 0);
  const whole = body(environments, sorted, headline(models, waiting));
  if (bytesOf(whole) <= mostBytes) return whole;
  const shown = fitting(environments, waiting);
  const left = waiting.length - shown.length;
  const counts = [
    ...(left > 0 ? [`${countText(left)} more that wait for someone`] : []),
    `${countText(models.length - waiting.length)} that wait for nobody`,
  ];
  return body(environments, shown, `${headline(models, waiting)} Not shown, for want of room: ${counts.join('; ')}.`);
}

function headline(models: readonly DashboardModel[], waiting: readonly DashboardModel[]): string {
  return `**${countText(models.length)}** models · **${countText(waiting.length)}** waiting for someone.`;
}

function body(environments: readonly string[], models: readonly DashboardModel[], sentence: string): string {
  const rows = models.map((model) => dashboardRow(environments, model));
  const head = ['model', ...environments.map((name) => escapeMarkdown(name)), 'last windows', 'waits for'];
  const align = head.map(() => 'l' as const);
  return [
    dashboardMarker,
    sentence,
    ...(rows.length > 0 ? [table(head, align, rows)] : []),
    'The App keeps this up to date; what anyone writes here is not read. Closed, it stays closed.',
  ].join('\n\n');
}

/** As many as there is room for. */
function fitting(environments: readonly string[], models: readonly DashboardModel[]): readonly DashboardModel[] {
  let room = mostBytes - bytesOf(body(environments, models.slice(0, 1), '')) - 300; // what is around the rows, and the counts
  const shown: DashboardModel[] = [];
  for (const model of models) {
    room -= bytesOf(dashboardRow(environments, model).join(' | ')) + 6;
    if (room < 0) break;
    shown.push(model);
  }
  return shown;
}

const bytesOf = (text: string): number => new TextEncoder().encode(text).length;
