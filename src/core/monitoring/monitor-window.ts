import { AvalError } from '../errors.ts';
import type { Frame } from '../features/frame.ts';
import { timeText } from '../features/time-text.ts';
import { summaries } from './column-summary.ts';
import { columnQuality } from './data-quality.ts';
import { type JudgedTest, judgeWindow } from './drift/judge-window.ts';
import { byName, type DriftReference } from './drift/reference.ts';
import {
  type EstimatedPerformance,
  type MonitoredColumn,
  type MonitoringEvidence,
  monitoringEvidenceSchema,
  type RealisedMetrics,
} from './monitoring-evidence.ts';
import type { Profile } from './profile/profile.ts';
import { profileFrame } from './profile/profile-frame.ts';
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
  readonly estimated?: EstimatedPerformance;
  readonly realised?: RealisedMetrics;
}

/** Any number does; it is fixed so that the same window gives the same bytes. */
const seed = 7;

/** Evidence of one window: a pure function of what was predicted, the reference and the labels known. */
export function monitorWindow(subject: MonitoredPackage, current: CurrentWindow): MonitoringEvidence {
  const { reference, personal, ...named } = subject;
  const { frame, window, repeated, keyless, estimated, realised } = current;
  const profile = profileFrame(frame, seed);
  const enough = frame.rows >= subject.minimumRows;
  const tests = enough ? judgeWindow(reference, profile, seed) : [];
  return checked({
    format: 'aval/monitoring/v1',
    ...named,
    window: { from: timeText(window.from), until: timeText(window.until) },
    rows: frame.rows,
    reference: { rows: reference.profile.rows, windows: reference.null?.windows ?? 0, q: reference.q },
    columns: tests.flatMap((test) => monitoredColumn(test, reference.profile, profile, personal)),
    ...(estimated && { estimated }),
    ...(realised && { realised }),
    quality: { repeated, keyless, columns: [...columnQuality(reference.profile, frame, profile)] },
    outcome: !enough ? 'waiting' : tests.some(({ alarm }) => alarm) ? 'drift' : 'steady',
  });
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
  const { column: name, statistic, effect, threshold, p, adjusted, alarm } = test;
  if (statistic === 'missing_rate' && reference.missing === 0 && current.missing === 0) return [];
  return [
    {
      name,
      kind: reference.type,
      statistic,
      effect: Number.isNaN(effect) ? { undefined: 'a side has no values' } : effect,
      threshold,
      ...(!Number.isNaN(p) && { p }),
      ...(adjusted !== undefined && { adjusted }),
      alarm,
      ...summaries(test, reference, current, personal.has(name)),
    },
  ];
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
