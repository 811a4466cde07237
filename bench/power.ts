// How often as many rows as `aval power` says decide, where both models are as good as was planned for: new rows each time, measured and decided by the
// code that judges pull requests. One JSON line per row of its tables; fixed seeds. `--smoke`: few simulations. `--simulations=10000`. Put the
// lines into bench/power/results.jsonl; `npm run generate` makes docs/reference/power.md of them.
import assert from 'node:assert/strict';
import { parseArgs } from 'node:util';
import { aucNonInferioritySampleSize } from '../src/core/comparison/auc-sample-size.ts';
import { decide, type Question } from '../src/core/comparison/decide.ts';
import { mcnemarTest } from '../src/core/comparison/mcnemar.ts';
import { measure } from '../src/core/comparison/measure.ts';
import { normalCdf, normalQuantile } from '../src/core/comparison/normal.ts';
import {
  mcnemarSampleSize,
  meanDifferenceSampleSize,
  nonInferioritySampleSize,
  type Plan,
  pairedTSampleSize,
} from '../src/core/comparison/sample-size.ts';
import type { ScoredRows } from '../src/core/comparison/scored-rows.ts';
import { pairedT } from '../src/core/comparison/second-opinions/paired-t.ts';
import { tangoInterval } from '../src/core/comparison/tango.ts';
import type { MetricName } from '../src/core/definitions/schema/metric-names.ts';
import { isDefined } from '../src/core/evaluation/estimate.ts';
import { metrics } from '../src/core/evaluation/metrics.ts';
import type { PowerLine } from './power/line.ts';
import {
  drawDiscordant,
  equalRankers,
  lossDifferences,
  type Rankers,
  rowsWith,
  rowsWithLosses,
} from './power/worlds.ts';

const { values: options } = parseArgs({
  options: { smoke: { type: 'boolean', default: false }, simulations: { type: 'string', default: '10000' } },
});
const simulations = options.smoke ? 20 : Number(options.simulations);
const plan: Plan = { alpha: 0.05, power: 0.8 };
const goal = 0.02;

const settings = (seed: number) => ({
  alpha: plan.alpha,
  resamples: options.smoke ? 200 : 2000,
  seed: seed + 2 ** 30, // another stream than the rows'
  minimumGroup: 30,
  thresholds: { challenger: 0.5, champion: 0.5, baseline: 0.5 },
});

/** Whether the gate calls it not worse by the margin. */
function isNotWorse(rows: ScoredRows, metric: MetricName, margin: number, seed: number): boolean {
  const { difference } = measure(rows, { metric }, settings(seed));
  const question: Question = { rule: 'notWorse', margin, betterIs: metrics[metric].betterIs };
  return difference !== undefined && decide(difference, question, plan.alpha).outcome === 'pass';
}

/** What is resampled takes longer: a fifth of the simulations. */
const resampled = Math.ceil(simulations / 5);

function simulate(
  figure: string,
  method: string,
  rows: number,
  decides: (seed: number) => boolean,
  times = simulations,
): void {
  let decided = 0;
  for (let seed = 1; seed <= times; seed += 1) decided += decides(seed) ? 1 : 0;
  const value = decided / times;
  const error = Math.sqrt((value * (1 - value)) / times);
  const line: PowerLine = {
    bench: 'power',
    figure,
    method,
    rows,
    unit: 'share of simulations that decide',
    value: Number(value.toFixed(4)),
    planned: plan.power,
    alpha: plan.alpha,
    simulations: times,
    met: Math.abs(value - plan.power) <= goal + 2 * error,
  };
  console.log(JSON.stringify(line));
}

const percent = (share: number) => `${Number((100 * share).toPrecision(4))} %`;

/** Decided by the counts alone, which is quick. Every thousandth time the gate decides, too, and says the same. */
function accuracyNotWorse(margin: number, disagreement: number): void {
  const rows = Math.ceil(nonInferioritySampleSize(disagreement, margin, plan));
  const shares = { onlyChallenger: disagreement / 2, onlyChampion: disagreement / 2 };
  const z = normalQuantile(1 - plan.alpha);
  simulate(`accuracy not worse by ${margin}, ${percent(disagreement)} differ`, 'Tango', rows, (seed) => {
    const counts = drawDiscordant(rows, shares, seed);
    const decided = tangoInterval({ ...counts, n: rows }, z).low > -margin;
    if (seed % 1000 === 1) assert.equal(isNotWorse(rowsWith(rows, counts), 'accuracy', margin, seed), decided);
    return decided;
  });
}

function accuracyChange(change: number, disagreement: number): void {
  const shares = { onlyChallenger: (disagreement + change) / 2, onlyChampion: (disagreement - change) / 2 };
  const rows = Math.ceil(mcnemarSampleSize(shares.onlyChallenger, shares.onlyChampion, plan));
  simulate(`accuracy changed by ${change}, ${percent(disagreement)} differ`, 'McNemar, mid-p', rows, (seed) => {
    const { onlyChallenger, onlyChampion } = drawDiscordant(rows, shares, seed);
    return mcnemarTest(onlyChallenger, onlyChampion).mid <= plan.alpha;
  });
}

/** The correlation of both estimates is that of one large sample, as a person would take it from an evaluation. */
function aucNotWorse(margin: number, rankers: Rankers): void {
  const auc = normalCdf(rankers.apart / Math.SQRT2);
  const large = measure(
    equalRankers(options.smoke ? 20_000 : 200_000, rankers, 2 ** 29),
    { metric: 'roc_auc' },
    settings(0),
  );
  const [own, other, both] = [large.challenger, large.champion, large.difference].map((estimate) =>
    estimate !== undefined && isDefined(estimate) ? (estimate.se ?? Number.NaN) : Number.NaN,
  );
  if (own === undefined || other === undefined || both === undefined) throw new Error('three standard errors');
  const correlation = (own ** 2 + other ** 2 - both ** 2) / (2 * own * other);
  const models = { auc, positive: rankers.positive, correlation };
  const rows = Math.ceil(aucNonInferioritySampleSize(models, margin, plan));
  const about = `ROC AUC ${auc.toFixed(2)} not worse by ${margin}, ${percent(rankers.positive)} positive, correlation ${correlation.toFixed(2)}`;
  simulate(about, 'DeLong', rows, (seed) => isNotWorse(equalRankers(rows, rankers, seed), 'roc_auc', margin, seed));
}

function meanNotWorse(margin: number): void {
  const rows = Math.ceil(meanDifferenceSampleSize(1, margin, plan).nonInferiority);
  simulate(
    `mean absolute error not worse by ${margin}, deviation 1`,
    'paired BCa bootstrap',
    rows,
    (seed) => isNotWorse(rowsWithLosses(lossDifferences(rows, 0, seed), seed + 2 ** 31), 'mae', margin, seed),
    resampled,
  );
}

function meanChange(change: number): void {
  const rows = Math.ceil(pairedTSampleSize(change, plan));
  simulate(`mean loss changed by ${change}, deviation 1`, 'paired t', rows, (seed) => {
    const found = pairedT(lossDifferences(rows, change, seed));
    return found !== undefined && found.p <= plan.alpha;
  });
}

for (const margin of [0.005, 0.01, 0.02]) {
  for (const disagreement of [0.02, 0.05, 0.1]) accuracyNotWorse(margin, disagreement);
}
for (const disagreement of [0.02, 0.05, 0.1]) accuracyChange(0.01, disagreement);
aucNotWorse(0.02, { apart: 1.3, correlation: 0.8, positive: 0.3 });
meanNotWorse(0.1);
meanChange(0.1);
