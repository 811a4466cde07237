// How often the intervals that the gate decides by hold the true number, in simulations with a known truth. Each simulation draws new rows and calls
// `measure`, as an evaluation does. One JSON line per interval, population and number of rows; fixed seeds. `--smoke`: few simulations of 200 rows.
// `--rows=200,1000`, `--only=log_loss,f1` (names of cells), `--population=binary`, `--prevalence=0.05`, `--simulations=500`, `--resamples=1000` narrow or
// change a run: all of it takes two cores half a day, a cell of 200 rows half a minute. Put the lines into bench/intervals/results.jsonl; `npm run
// generate` makes docs/reference/coverage.md of them.
import { parseArgs } from 'node:util';
import { measure } from '../src/core/comparison/measure.ts';
import type { MeasureSettings } from '../src/core/comparison/scored-rows.ts';
import { isDefined } from '../src/core/evaluation/estimate.ts';
import { type Cell, cellName, cells, type Side } from './intervals/cells.ts';
import type { CoverageLine } from './intervals/line.ts';
import type { Population } from './intervals/populations/population.ts';
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
const sizes = options.smoke ? [200] : options.rows.split(',').map(Number);

function settings({ thresholds }: Population, seed: number): MeasureSettings {
  return {
    alpha: (1 - nominal) / 2,
    resamples,
    seed,
    minimumGroup: 30,
    costs: { falseNegative: 5, falsePositive: 1, truePositive: 0, trueNegative: 0 },
    thresholds,
  };
}

function runCell(cell: Cell, n: number, truth: Readonly<Record<Side, number>>): void {
  const { population } = cell;
  const simulations = options.smoke ? (cell.resampled ? 3 : 20) : Number(options.simulations);
  const counts = new Map(cell.sides.map((side) => [side, { held: 0, below: 0, above: 0, undefined: 0, width: 0 }]));
  const methods = new Map<Side, Set<string>>(cell.sides.map((side) => [side, new Set()]));
  for (let simulation = 1; simulation <= simulations; simulation += 1) {
    const measurement = measure(
      population.draw(n, simulation),
      cell.quantity,
      settings(population, simulation + 2 ** 30), // another stream than the rows'
    );
    for (const [side, count] of counts) {
      const estimate = measurement[side];
      if (estimate === undefined || !isDefined(estimate)) count.undefined += 1;
      else {
        methods.get(side)?.add(estimate.method);
        count.width += estimate.high - estimate.low;
        if (estimate.high < truth[side]) count.below += 1;
        else if (estimate.low > truth[side]) count.above += 1;
        else count.held += 1;
      }
    }
  }
  for (const [side, { held, below, above, undefined: undecided, width }] of counts) {
    const defined = held + below + above;
    const share = (count: number) => (defined > 0 ? Number((count / defined).toFixed(4)) : undefined);
    const value = share(held);
    const line: CoverageLine = {
      bench: 'coverage',
      figure: `${cellName(cell)}, ${side}`,
      method: [...(methods.get(side) ?? [])].sort().join('; '),
      population: population.title,
      rows: n,
      prevalence: population.prevalence,
      unit: 'share of intervals',
      value,
      below: share(below),
      above: share(above),
      meanWidth: defined > 0 ? Number((width / defined).toPrecision(4)) : undefined,
      undefined: Number((undecided / simulations).toFixed(4)),
      simulations,
      resamples: cell.resampled ? resamples : 0,
      truth: Number(truth[side].toPrecision(6)),
      nominal,
      met: value === undefined ? undefined : Math.abs(value - nominal) <= goal,
    };
    console.log(JSON.stringify(line));
  }
}

function isAsked({ population, ...cell }: Cell): boolean {
  const asked = (option: string | undefined, is: string) => option === undefined || option.split(',').includes(is);
  return (
    asked(options.only, cellName({ population, ...cell })) &&
    asked(options.population, population.title) &&
    asked(options.prevalence, String(population.prevalence))
  );
}

for (const cell of cells.filter(isAsked)) {
  const truth = truthOf(cell.quantity, cell.population, settings(cell.population, 0), truthRows);
  for (const n of sizes) runCell(cell, n, truth);
}
