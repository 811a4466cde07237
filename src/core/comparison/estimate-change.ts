import { type Estimate, isDefined } from '../evaluation/estimate.ts';
import { type BoundPart, onlyResampling } from './bound-model.ts';
import { byBootstrap, clusterCounts } from './by-bootstrap.ts';
import { delongPaired } from './delong.ts';
import { changeOfShareGap, discordantPairs } from './gap-of-shares.ts';
import { further } from './interval.ts';
import { normalQuantile } from './normal.ts';
import { countedByBoth, type PairedModels, refusalOfPair, tooFewClusters, unchanged } from './paired-models.ts';
import type { Replicates } from './replicates.ts';
import { studentQuantile } from './student-t.ts';
import { tangoInterval } from './tango.ts';
import { asFarAs, unseenDisagreement } from './unseen-disagreement.ts';

/**
 * Challenger minus the other model on the same rows, two-sided 1 - 2 alpha: Tango for shares of the same rows, DeLong
 * for ROC AUC, paired BCa for the rest, for changes of signed gaps and wherever rows have weights or clusters. `change` is asked for only by BCa.
 * Of thirty rows of a group on which both decide alike resampling says that they always do: of a gap of shares each bound is the further one of BCa's
 * and that of Tango in each group, of any other gap the width that such a group has is put to it.
 */
export function estimateChange(models: PairedModels, alpha: number, change: () => Replicates): Estimate {
  const { metric, challenger, other } = models;
  const n = countedByBoth(models);
  const refusal = refusalOfPair(models);
  if (refusal !== undefined) return { undefined: refusal, n };
  const [part, against] = [challenger[0], other[0]];
  const formula = challenger.length === 1 && !onlyResampling(challenger);
  const single = formula && part && against ? { part, against } : undefined;
  if (single && metric.kind === 'proportion') {
    return { n, ...byTango(metric.perRow(single.part.sample), metric.perRow(single.against.sample), alpha) };
  }
  const same = unchanged(models, alpha);
  if (same !== undefined) return same;
  if (single && metric.kind === 'rocAuc') return { n, ...byDelong(single.part, single.against, alpha) };
  const few = tooFewClusters(models);
  if (few !== undefined) return { undefined: few, n };
  const found = byBootstrap(change, alpha, { n, ...clusterCounts(challenger), paired: true });
  if (!isDefined(found)) return found;
  const ofShares = changeOfShareGap(models, normalQuantile(1 - alpha));
  if (ofShares) return { ...found, ...further(found, ofShares) };
  return asFarAs(found, unseenDisagreement(models, normalQuantile(1 - alpha)));
}

function byTango(challenger: Float64Array, other: Float64Array, alpha: number) {
  const pairs = discordantPairs(challenger, other);
  const { difference, low, high } = tangoInterval(pairs, normalQuantile(1 - alpha));
  const { onlyChallenger, onlyChampion, n } = pairs;
  const se = Math.sqrt(Math.max(0, (onlyChallenger + onlyChampion) / n - difference * difference) / n);
  return { value: difference, low, high, method: 'Tango', se };
}

function byDelong({ sample }: BoundPart, against: BoundPart, alpha: number) {
  const { difference, se, degrees, interval } = delongPaired(sample.label, sample.score, against.sample.score);
  if (se === 0) return { undefined: 'the curves are equal though the rankings are not: no width is known' };
  return { value: difference, ...interval(studentQuantile(1 - alpha, degrees)), method: 'DeLong', se };
}
