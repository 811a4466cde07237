// How often a bound of a change is beyond the true change at the levels that the uses of one holdout are judged at: one in twenty for the first, one in
// ten thousand for the last. That side only which lets a worse model through. Each simulation draws new rows, resamples once and asks every level of
// them. One JSON line per metric: added over all uses, it is at least the chance that fresh challengers, each worse by exactly the margin, are ever
// promoted. `--smoke`: few simulations. `--simulations=10000`, `--only=log_loss` change a run.
import { parseArgs } from 'node:util';
import { bindModels, replicateOnce } from '../src/core/comparison/bind-models.ts';
import { estimateChange } from '../src/core/comparison/estimate-change.ts';
import type { PairedModels } from '../src/core/comparison/paired-models.ts';
import { combine } from '../src/core/comparison/replicates.ts';
import { selectParts } from '../src/core/comparison/select-parts.ts';
import type { MetricName } from '../src/core/definitions/schema/gates.ts';
import { isDefined } from '../src/core/evaluation/estimate.ts';
import { metricOf } from '../src/core/evaluation/metrics.ts';
import type { LateLevelsLine } from './false-promotions/read-results.ts';
import { spentLevels } from './false-promotions/spent-levels.ts';
import { twoClasses } from './intervals/populations/two-classes.ts';
import { truthOf } from './intervals/truth.ts';

const { values: options } = parseArgs({
  options: {
    smoke: { type: 'boolean', default: false },
    simulations: { type: 'string', default: '10000' },
    only: { type: 'string' },
  },
});
const simulations = options.smoke ? 3 : Number(options.simulations);
const rows = 1000;
const resamples = 2000;
const alpha = 0.05;
const levels = spentLevels(alpha, 32, 'basel');
const shown = [1, 2, 4, 8, 16, 32];
const population = twoClasses(0.5);
const metricNames: readonly MetricName[] = [
  'log_loss',
  'expected_cost',
  'f1',
  'average_precision',
  'roc_auc',
  'accuracy',
];

const settingsOf = (seed: number) => ({
  alpha,
  resamples,
  seed,
  minimumGroup: 30,
  costs: { falseNegative: 5, falsePositive: 1, truePositive: 0, trueNegative: 0 },
  thresholds: population.thresholds,
});

/** Bounds of the change at every level, challenger minus champion, from the same resamples. */
function changesOf(name: MetricName, simulation: number) {
  const drawn = population.draw(rows, simulation);
  const settings = settingsOf(simulation + 2 ** 30); // another stream than the rows'
  const quantity = { metric: name };
  const metric = metricOf(drawn.task, quantity);
  if (metric === undefined) throw new RangeError(`${name} is no metric of two classes`);
  const { challenger, other } = bindModels(drawn, selectParts(drawn, quantity, metric), metric, quantity, settings);
  const models: PairedModels = { metric, challenger, other, against: 'champion', minimumGroup: settings.minimumGroup };
  const replicates = replicateOnce([challenger, other], metric, quantity, undefined, settings);
  const change = () => combine(replicates(), ([own = Number.NaN, theirs = Number.NaN]) => own - theirs);
  return { better: metric.betterIs, estimates: levels.map((level) => estimateChange(models, level, change)) };
}

function run(name: MetricName): void {
  const beyond = levels.map(() => 0);
  let undecided = 0;
  // An error of the truth itself would show in the tails first.
  const truth = truthOf({ metric: name }, population, settingsOf(1), options.smoke ? 50_000 : 10_000_000).difference;
  for (let simulation = 1; simulation <= simulations; simulation += 1) {
    const { better, estimates } = changesOf(name, simulation);
    if (estimates.some((estimate) => !isDefined(estimate))) undecided += 1;
    estimates.forEach((estimate, use) => {
      if (!isDefined(estimate)) return;
      const promotes = better === 'lower' ? estimate.high < truth : estimate.low > truth;
      if (promotes) beyond[use] = (beyond[use] ?? 0) + 1;
    });
  }
  const share = (count: number) => Number((count / simulations).toFixed(5));
  const line: LateLevelsLine = {
    bench: 'late-levels',
    figure: name,
    unit: 'share of simulations',
    value: share(beyond.reduce((sum, count) => sum + count, 0)),
    alpha,
    uses: shown.map((use) => ({
      use,
      level: Number((levels[use - 1] ?? 0).toPrecision(4)),
      beyond: share(beyond[use - 1] ?? 0),
    })),
    undefined: share(undecided),
    simulations,
    rows,
    resamples,
  };
  console.log(JSON.stringify(line));
}

const wanted = options.only?.split(',');
for (const name of metricNames) if (wanted === undefined || wanted.includes(name)) run(name);
