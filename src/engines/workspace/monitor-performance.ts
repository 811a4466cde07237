import { takeNumbers } from '../../core/comparison/part-sample.ts';
import { takeRows } from '../../core/features/frame.ts';
import { backTested } from '../../core/monitoring/estimated-performance/back-test.ts';
import type { CurrentWindow } from '../../core/monitoring/monitor-window.ts';
import { type Labels, labelledAt, realised } from './monitor-labels.ts';
import type { LoggedWindow } from './monitor-predictions.ts';
import type { MonitoringReference } from './monitor-reference.ts';

/** How well a window did: as it is estimated without labels, and by those that are known. A window of too few rows is not estimated. */
export async function performanceOf(
  logged: LoggedWindow,
  labels: Labels,
  { rules, training, estimator }: Pick<MonitoringReference, 'rules' | 'training' | 'estimator'>,
  minimumRows: number,
): Promise<Pick<CurrentWindow, 'estimated' | 'realised'>> {
  const known = realised(logged, labels, rules, training);
  const { frame, scores, keys } = logged;
  if (estimator === undefined || frame.rows < minimumRows) return known ? { realised: known } : {};
  const metrics = await estimator.estimateTwice({ frame, score: scores });
  const estimated = { metrics: [...metrics] };
  if (known === undefined) return { estimated };
  const at = labelledAt(keys, labels);
  const score = takeNumbers(scores, at, scores.length / frame.rows);
  const same = await estimator.estimate({ frame: takeRows(frame, at), score });
  return { estimated, realised: backTested(known, same) };
}
