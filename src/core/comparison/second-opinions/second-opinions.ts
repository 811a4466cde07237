import type { Estimate } from '../../evaluation/estimate.ts';
import type { Direction, Metric } from '../../evaluation/metric.ts';
import type { Measurement } from '../../gate/evidence.ts';
import { type BoundModel, onlyResampling } from '../bound-model.ts';
import { mcnemarTest } from '../mcnemar.ts';
import { meanBounds } from '../mean-bounds.ts';
import { countedByBoth, type PairedModels, refusalOfPair } from '../paired-models.ts';
import { createRandom } from '../random.ts';
import { mixtureRatio, signEvidence } from './anytime.ts';
import { equivalenceP, type PairedT, pairedT } from './paired-t.ts';
import { cochranQ, friedmanTest } from './several-models.ts';
import { signFlipTest } from './sign-flips.ts';
import { wilcoxonTest } from './wilcoxon.ts';

/** Random assignments of signs where there are too many to look at all. */
const flips = 1999;

export interface OpinionSettings {
  /** One-sided level of each bound. */
  readonly alpha: number;
  readonly seed: number;
  /** What a rule allows to be lost, in units of the metric. */
  readonly margin?: number;
}

type Opinions = Pick<Measurement, 'secondTests' | 'guaranteed'>;
type SecondTest = NonNullable<Measurement['secondTests']>[number];

/**
 * What other methods say of the difference that an interval decides: tests that it is 0 (with a margin, that it is not worse by it), and for shares the
 * interval that holds whatever the distribution. Of numbers that are one per row, independent and unweighted; none for anything else.
 */
export function secondOpinions(
  models: PairedModels,
  anchor: BoundModel | undefined,
  settings: OpinionSettings,
): Opinions {
  const { metric, challenger, other } = models;
  if (!('perRow' in metric) || challenger.length > 1 || onlyResampling(challenger)) return {};
  if (refusalOfPair(models) !== undefined) return {};
  const [own = new Float64Array(), against = new Float64Array()] = [challenger, other].map((of) => perRow(metric, of));
  const third = anchor && perRow(metric, anchor);
  const several = third && third.length === own.length ? [own, against, third] : undefined;
  const differences = own.map((value, row) => value - (against[row] ?? Number.NaN));
  if (metric.kind === 'proportion') {
    const q = several && cochranQ(several);
    const guaranteed = guaranteedInterval(differences, countedByBoth(models), settings.alpha);
    return { secondTests: [...ofShares(differences), ...named("Cochran's Q, with the anchor", q?.p)], guaranteed };
  }
  const friedman = several && friedmanTest(several);
  const secondTests = [
    ...ofMeans(differences, metric.betterIs, settings),
    ...named('Friedman, with the anchor', friedman?.p),
  ];
  return secondTests.length > 0 ? { secondTests } : {};
}

function perRow(metric: Extract<Metric, { perRow: unknown }>, [part]: BoundModel): Float64Array {
  return part === undefined ? new Float64Array() : metric.perRow(part.sample);
}

function ofShares(differences: Float64Array): readonly SecondTest[] {
  const onlyChallenger = differences.filter((d) => d > 0).length;
  const onlyChampion = differences.filter((d) => d < 0).length;
  const { exact, mid } = mcnemarTest(onlyChampion, onlyChallenger);
  return [
    { test: 'McNemar, mid-p', p: mid },
    { test: 'McNemar, exact', p: exact },
    { test: 'sign test, at any time', p: signEvidence(onlyChallenger, onlyChampion).p },
  ];
}

function ofMeans(differences: Float64Array, betterIs: Direction, { seed, margin }: OpinionSettings) {
  const t = pairedT(differences);
  if (t === undefined) return [];
  const sequential =
    margin && mixtureRatio({ mean: t.mean, variance: t.deviation ** 2, n: differences.length }, margin);
  return [
    ...named('paired t', t.p),
    ...named('Wilcoxon signed rank', wilcoxonTest(differences)?.twoSided),
    ...named('sign flips', signFlipTest(differences, flips, createRandom(seed)).twoSided),
    ...(sequential ? named('mixture SPRT, at any time', sequential.p) : []),
    ...(margin === undefined ? [] : byMargin(t, betterIs, margin)),
  ];
}

/** A metric that is neither good nor bad must not move either way. */
function byMargin(t: PairedT, betterIs: Direction, margin: number): readonly SecondTest[] {
  const { lower, upper, both } = equivalenceP(t, margin);
  if (betterIs === 'neither') return named('within the margin, two one-sided t', both);
  return named('not worse by the margin, t', betterIs === 'higher' ? lower : upper);
}

/** The difference of two shares lies between -1 and 1. */
function guaranteedInterval(differences: Float64Array, n: number, alpha: number): Estimate {
  const { mean, bernstein } = meanBounds(differences, 2 * alpha, 2);
  const [low, high] = [Math.max(-1, mean - bernstein), Math.min(1, mean + bernstein)];
  return { value: mean, low, high, n, method: 'empirical Bernstein' };
}

function named(test: SecondTest['test'], p: number | undefined): readonly SecondTest[] {
  return p === undefined || !Number.isFinite(p) ? [] : [{ test, p: Math.min(1, Math.max(0, p)) }];
}
