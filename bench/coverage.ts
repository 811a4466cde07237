// How often the intervals that the gate decides by hold the true number, in simulations with a known truth. Each simulation draws new rows and calls
// `measure`, as an evaluation does. One JSON line per interval, population and number of rows; fixed seeds. `--smoke`: few simulations of 200 rows.
// `--rows=200,1000`, `--only=log_loss,f1` (names of cells), `--population=binary`, `--prevalence=0.05`, `--simulations=500`, `--resamples=1000` narrow or
// change a run: all of it takes two cores four hours, 200 rows of a population a few minutes. Put the lines into bench/intervals/results.jsonl; `npm run
// generate` makes docs/reference/coverage.md of them.
import { parseArgs } from 'node:util';
import { measure } from '../src/core/comparison/measure.ts';
import type { Resample } from '../src/core/comparison/resample-job.ts';
import type { MeasureSettings } from '../src/core/comparison/scored-rows.ts';
import { type Estimate, isDefined } from '../src/core/evaluation/estimate.ts';
import { type Cell, cellName, cells, type Side } from './intervals/cells.ts';
import type { CoverageLine } from './intervals/line.ts';
import type { Population } from './intervals/populations/population.ts';
import { shareDraws } from './intervals/shared-draws.ts';
import { truthOf } from './intervals/truth.ts';

const { values: options } = parseArgs({
  options: {
    smoke: { type: 'boolean', default: false },
    rows: { type: 'string', default: '200,1000,5000' },
    population: { type: 'string' },
    prevalence: { type: 'string' },
    only: { type: 'string' },
    simulations: { type: 'string', default: '10000' },
    resamples: { type: 'string', default: '500' },
  },
});
const nominal = 0.95;
const goal = 0.015;
const resamples = options.smoke ? 200 : Number(options.resamples);
const truthRows = options.smoke ? 50_000 : 1_000_000;
const simulations = options.smoke ? 3 : Number(options.simulations);
const sizes = options.smoke ? [200] : options.rows.split(',').map(Number);

interface CellWithTruth {
  readonly cell: Cell;
  readonly truth: Readonly<Record<Side, number>>;
}

function settings({ thresholds }: Population, seed: number, resample?: Resample): MeasureSettings {
  return {
    alpha: (1 - nominal) / 2,
    resamples,
    seed,
    minimumGroup: 30,
    costs: { falseNegative: 5, falsePositive: 1, truePositive: 0, trueNegative: 0 },
    thresholds,
    ...(resample && { resample }),
  };
}

/** What the simulations found of one interval. */
function tallyOf(cell: Cell, side: Side, truth: number) {
  const methods = new Set<string>();
  return { cell, side, truth, methods, held: 0, below: 0, above: 0, undefined: 0, width: 0 };
}
type Tally = ReturnType<typeof tallyOf>;

function count(tally: Tally, estimate: Estimate | undefined): void {
  if (estimate === undefined || !isDefined(estimate)) {
    tally.undefined += 1;
    return;
  }
  tally.methods.add(estimate.method);
  tally.width += estimate.high - estimate.low;
  if (estimate.high < tally.truth) tally.below += 1;
  else if (estimate.low > tally.truth) tally.above += 1;
  else tally.held += 1;
}

/** Every cell of one population on the same rows, so that these are drawn and resampled once. */
function runPopulation(population: Population, asked: readonly CellWithTruth[], n: number): void {
  const tallies = asked.map(({ cell, truth }) => cell.sides.map((side) => tallyOf(cell, side, truth[side])));
  const resample = shareDraws();
  for (let simulation = 1; simulation <= simulations; simulation += 1) {
    const rows = population.draw(n, simulation);
    const seeded = settings(population, simulation + 2 ** 30, resample); // another stream than the rows'
    for (const [i, { cell }] of asked.entries()) {
      const measurement = measure(rows, cell.quantity, seeded);
      for (const tally of tallies[i] ?? []) count(tally, measurement[tally.side]);
    }
  }
  for (const tally of tallies.flat()) console.log(JSON.stringify(lineOf(tally, n)));
}

function lineOf({ cell, side, truth, methods, held, below, above, width, ...tally }: Tally, n: number): CoverageLine {
  const defined = held + below + above;
  const share = (of: number) => (defined > 0 ? Number((of / defined).toFixed(4)) : undefined);
  const value = share(held);
  return {
    bench: 'coverage',
    figure: `${cellName(cell)}, ${side}`,
    method: [...methods].sort().join('; '),
    population: cell.population.title,
    rows: n,
    prevalence: cell.population.prevalence,
    unit: 'share of intervals',
    value,
    below: share(below),
    above: share(above),
    meanWidth: defined > 0 ? Number((width / defined).toPrecision(4)) : undefined,
    undefined: Number((tally.undefined / simulations).toFixed(4)),
    simulations,
    resamples: cell.resampled ? resamples : 0,
    truth: Number(truth.toPrecision(6)),
    nominal,
    met: value === undefined ? undefined : Math.abs(value - nominal) <= goal,
  };
}

function isAsked({ population, ...cell }: Cell): boolean {
  const asked = (option: string | undefined, is: string) => option === undefined || option.split(',').includes(is);
  return (
    asked(options.only, cellName({ population, ...cell })) &&
    asked(options.population, population.title) &&
    asked(options.prevalence, String(population.prevalence))
  );
}

for (const [population, asked] of Map.groupBy(cells.filter(isAsked), (cell) => cell.population)) {
  const withTruth = asked.map((cell) => ({
    cell,
    truth: truthOf(cell.quantity, population, settings(population, 0), truthRows),
  }));
  for (const n of sizes) runPopulation(population, withTruth, n);
}
