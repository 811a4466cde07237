import { normalQuantile } from '../comparison/normal.ts';
import type { ModelScores } from '../comparison/part-sample.ts';
import type { MeasureSettings, ScoredRows } from '../comparison/scored-rows.ts';
import { wilsonInterval } from '../comparison/wilson.ts';
import { present } from '../present.ts';
import { predictedPositive } from './binary/decisions.ts';
import type { Estimate } from './estimate.ts';
import { decidedClasses } from './multiclass/class-scores.ts';
import { effectiveRows } from './sample-weights.ts';

/**
 * Share of the rows on which challenger and champion decide differently, in [0, 1], with Wilson's interval at 1 - 2 alpha; weighted rows count by
 * their weight, and as Kish's effective number of them. Labels are not looked at. Undefined without a champion, and where no decision is made
 * (regression, ranking).
 */
export function disagreement(rows: ScoredRows, settings: MeasureSettings): Estimate | undefined {
  const { alpha, thresholds, classCosts } = settings;
  const { champion, challenger } = rows;
  if (champion === undefined) return undefined;
  const mine = decisions(
    rows,
    { score: challenger, threshold: thresholds.challenger, decided: rows.decided?.challenger },
    classCosts,
  );
  const theirs = decisions(
    rows,
    { score: champion, threshold: thresholds.champion ?? thresholds.challenger, decided: rows.decided?.champion },
    classCosts,
  );
  if (mine === undefined || theirs === undefined) return undefined;
  const n = rows.label.length;
  if (n === 0) return { undefined: 'no rows', n };
  const weight = rows.weight ?? new Float64Array(n).fill(1);
  let [differing, all] = [0, 0];
  for (const [row, w] of weight.entries()) {
    if (mine[row] !== theirs[row]) differing += w;
    all += w;
  }
  const effective = effectiveRows(weight);
  const value = differing / all;
  const interval = wilsonInterval(value * effective, effective, normalQuantile(1 - alpha));
  return { value, ...interval, n, method: 'Wilson' };
}

/** What is decided on each row: positive or not, or which class. */
function decisions(
  { task, label, classes }: ScoredRows,
  { score, threshold, decided }: ModelScores,
  classCosts: Float64Array | undefined,
): ArrayLike<number> | undefined {
  if (task === 'binary') return decided ?? predictedPositive({ label, score, threshold });
  if (task !== 'multiclass' || classes === undefined) return undefined;
  return decidedClasses(present({ label, score, classes: classes.length, classCosts }));
}
