import type { MonitoredColumn, MonitoringEvidence } from '../../../src/core/monitoring/monitoring-evidence.ts';

const day = 86_400_000;

export function columnOf(name: string, effect: number, alarm: boolean): MonitoredColumn {
  const summary = { n: 900, low: 1, median: 2, high: 5, mean: 2 };
  return {
    name,
    kind: 'number',
    statistic: 'wasserstein',
    effect,
    threshold: 0.2,
    alarm,
    reference: summary,
    current: { ...summary, mean: 3 },
  };
}

/** Evidence of week `week` (0 is the first of May 2001). */
export function evidenceOf(
  week: number,
  outcome: MonitoringEvidence['outcome'],
  more: Partial<MonitoringEvidence> = {},
): MonitoringEvidence {
  const time = (weeks: number) =>
    new Date(Date.parse('2001-05-01T00:00:00Z') + 7 * weeks * day).toISOString().replace('.000', '');
  return {
    format: 'aval/monitoring/v1',
    model: 'flight-delay',
    version: '1.0.0',
    package: `sha256:${'a'.repeat(64)}`,
    window: { from: time(week), until: time(week + 1) },
    rows: 900,
    minimumRows: 500,
    reference: { rows: 40_000, windows: 12, q: 0.05 },
    columns:
      outcome === 'waiting'
        ? []
        : [columnOf('flight:distance_mi', outcome === 'drift' ? 0.5 : 0.1, outcome === 'drift')],
    quality: { repeated: 0, keyless: 0, columns: [] },
    outcome,
    ...more,
  };
}
