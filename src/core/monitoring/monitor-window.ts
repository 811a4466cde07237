import { AvalError } from '../errors.ts';
import type { Frame } from '../features/frame.ts';
import { timeText } from '../features/time-text.ts';
import { summaries } from './column-summary.ts';
import { columnQuality } from './data-quality.ts';
import { driftedShare } from './drift/drifted-share.ts';
import { type JudgedTest, judgeWindow } from './drift/judge-window.ts';
import type { DriftReference } from './drift/reference.ts';
import {
  type EstimatedPerformance,
  type MonitoredColumn,
  type MonitoringEvidence,
  monitoringEvidenceSchema,
  type RealisedMetrics,
} from './monitoring-evidence.ts';
import { byName, type Profile } from './profile/profile.ts';
import { profileFrame } from './profile/profile-frame.ts';
import type { TogetherEvidence } from './together/together-evidence.ts';
import type { TimeWindow } from './windows.ts';

/** Which package answered, and by what rule it is watched. */
export interface MonitoredPackage extends Pick<MonitoringEvidence, 'model' | 'version' | 'package' | 'minimumRows'> {
  readonly reference: DriftReference;
  /** Columns of which nothing is told that only one person may have. */
  readonly personal: ReadonlySet<string>;
}

/** The predictions of one window. */
export interface CurrentWindow {
  readonly window: TimeWindow;
  /** Features before preparation, and `prediction`. */
  readonly frame: Frame;
  readonly repeated: number;
  readonly keyless: number;
  /** Where it is asked for, and there are enough rows. */
  readonly together?: TogetherEvidence;
  readonly estimated?: EstimatedPerformance;
  readonly realised?: RealisedMetrics;
}

/** Any number does; it is fixed so that the same window gives the same bytes. */
const seed = 7;

/** Evidence of one window: a pure function of what was predicted, the reference and the labels known. */
export function monitorWindow(subject: MonitoredPackage, current: CurrentWindow): MonitoringEvidence {
  const { reference, personal, ...named } = subject;
  const { frame, window, repeated, keyless, together, estimated, realised } = current;
  const profile = profileFrame(frame, seed);
  const enough = frame.rows >= subject.minimumRows;
  const tests = enough ? judgeWindow(reference, { frame, profile }, seed) : [];
  const { share, drift } = driftedShare(alarmsByColumn(tests), reference.share);
  return checked({
    format: 'aval/monitoring/v1',
    ...named,
    window: { from: timeText(window.from), until: timeText(window.until) },
    rows: frame.rows,
    reference: {
      rows: reference.profile.rows,
      windows: reference.null?.windows ?? 0,
      q: reference.q,
      ...(reference.tool && { profile: reference.tool.tool.name }),
    },
    ...(enough && reference.share !== undefined && { drifted: { share, least: reference.share } }),
    columns: tests.flatMap((test) => monitoredColumn(test, reference.profile, profile, personal)),
    ...(together && { together }),
    ...(estimated && { estimated }),
    ...(realised && { realised }),
    quality: { repeated, keyless, columns: [...columnQuality(reference.profile, frame, profile)] },
    outcome: !enough ? 'waiting' : drift || together?.alarm ? 'drift' : 'steady',
  });
}

/** A column alarms when any of its tests does. */
function alarmsByColumn(tests: readonly JudgedTest[]): boolean[] {
  return [...Map.groupBy(tests, ({ column }) => column).values()].map((own) => own.some(({ alarm }) => alarm));
}

/** A column that never misses a value says so in the quality counts, once. */
function monitoredColumn(
  test: JudgedTest,
  before: Profile,
  now: Profile,
  personal: ReadonlySet<string>,
): MonitoredColumn[] {
  const [reference, current] = [byName(before).get(test.column), byName(now).get(test.column)];
  if (reference === undefined || current === undefined) return [];
  const { column: name, statistic, threshold, p, adjusted, tool, alarm } = test;
  if (statistic === 'missing_rate' && reference.missing === 0 && current.missing === 0) return [];
  return [
    {
      name,
      kind: reference.type,
      statistic,
      ...(test.chosen && { chosen: true as const }),
      effect: effectOrReason(test),
      threshold,
      ...(!Number.isNaN(p) && { p }),
      ...(adjusted !== undefined && { adjusted }),
      ...(tool && { tool }),
      alarm,
      ...summaries(test, reference, current, personal.has(name)),
    },
  ];
}

function effectOrReason({ effect, because = 'a side has no values' }: JudgedTest): MonitoredColumn['effect'] {
  if (Number.isNaN(effect)) return { undefined: because };
  return Number.isFinite(effect) ? effect : { undefined: 'it is beyond any number' };
}

function checked(evidence: MonitoringEvidence): MonitoringEvidence {
  const parsed = monitoringEvidenceSchema.safeParse(evidence);
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  throw new AvalError('invariant', {
    rule: 'monitoring.evidence',
    message: `${evidence.model}: the evidence does not fit its own schema at ${issue?.path.join('.')}: ${issue?.message}`,
  });
}
