import type { MonitoredColumn, MonitoringEvidence } from './monitoring-evidence.ts';

/** A column that alarmed. */
export interface MovedColumn {
  readonly name: string;
  readonly statistic: MonitoredColumn['statistic'];
  /** Windows in which it alarmed. */
  readonly alarms: number;
  /** Its newest alarm. */
  readonly newest: MonitoredColumn;
  /** Its effect in every window that there is, oldest first; null where there is none. */
  readonly effects: readonly (number | null)[];
}

/** What alarmed in the windows `drifted`, with its course over `all` (oldest first): most alarms first, then the farthest beyond its threshold. */
export function movedColumns(
  all: readonly MonitoringEvidence[],
  drifted: readonly MonitoringEvidence[],
): readonly MovedColumn[] {
  const alarmed = Map.groupBy(
    drifted.flatMap(({ columns }) => columns.filter(({ alarm }) => alarm)),
    keyOf,
  );
  const moved = [...alarmed.values()].flatMap((columns): MovedColumn[] => {
    const newest = columns.at(-1);
    if (newest === undefined) return [];
    const { name, statistic } = newest;
    return [{ name, statistic, alarms: columns.length, newest, effects: all.map((one) => effectIn(one, newest)) }];
  });
  return moved.sort((a, b) => b.alarms - a.alarms || excess(b.newest) - excess(a.newest) || (a.name < b.name ? -1 : 1));
}

const keyOf = ({ name, statistic }: MonitoredColumn): string => `${name} ${statistic}`;

/** How far beyond its limit: by its effect, or where a tool looks at p only, by that. */
function excess({ effect, threshold, p, tool }: MonitoredColumn): number {
  if (tool?.tests === 'p') return tool.limit / Math.max(p ?? 1, Number.MIN_VALUE);
  return typeof effect === 'number' ? effect / threshold : 0;
}

function effectIn({ columns }: MonitoringEvidence, wanted: MonitoredColumn): number | null {
  const effect = columns.find((column) => keyOf(column) === keyOf(wanted))?.effect;
  return typeof effect === 'number' ? effect : null;
}
