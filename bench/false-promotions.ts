// How often a holdout ever lets a model through that is worse by exactly the margin, when challengers are made from what the gate showed about the ones
// before: whole lives of a holdout of 1,000 rows through ledger, measurement, rounding and verdict. One JSON line per strategy and budget, with error
// rates spent as the ledger does, by each schedule, and, beside it, with every use at alpha. `--smoke`: few lives. `--lives=10000`.
import assert from 'node:assert/strict';
import { parseArgs } from 'node:util';
import { normalQuantile } from '../src/core/comparison/normal.ts';
import { createRandom } from '../src/core/comparison/random.ts';
import { wilsonInterval } from '../src/core/comparison/wilson.ts';
import type { SpendingSchedule } from '../src/core/gate/spending-schedules.ts';
import { type Pair, projectOf, type Shown, useHoldout } from './false-promotions/gate.ts';
import { anyPromotion, type Strategy } from './false-promotions/life.ts';
import type { FalsePromotionLine } from './false-promotions/read-results.ts';
import { spentLevels } from './false-promotions/spent-levels.ts';

const { values: options } = parseArgs({
  options: { smoke: { type: 'boolean', default: false }, lives: { type: 'string', default: '10000' } },
});
const lives = options.smoke ? 5 : Number(options.lives);
const rows = 1000;
const alpha = 0.05;
const strategies: readonly Strategy[] = [
  { name: 'fresh' },
  { name: 'climb', changed: 0.3 },
  { name: 'climb', changed: 0.2 },
];

/**
 * Answers by the gate. What it shows depends on the level and on how many rows only one model gets right, so equal counts are judged once. Intervals of
 * lower levels are wider and the numbers shown the same, so what doesn't pass at alpha isn't judged at a lower level. Now and then it is judged
 * all the same, and compared.
 */
function createGate(): (pair: Pair, level: number) => Shown {
  const project = projectOf(alpha, 100); // how many uses there are doesn't decide any
  const known = new Map<string, Shown>();
  const judged = (pair: Pair, level: number): Shown => {
    const key = `${level} ${onlyOf(pair.challenger, pair.champion)} ${onlyOf(pair.champion, pair.challenger)}`;
    const shown = known.get(key) ?? useHoldout(pair, level, project);
    known.set(key, shown);
    return shown;
  };
  let asked = 0;
  return (pair, level) => {
    const easiest = judged(pair, alpha);
    const shown = easiest.passed ? judged(pair, level) : easiest;
    asked += 1;
    if (asked % 1000 === 0) assert.deepEqual(shown, useHoldout(pair, level, project));
    return shown;
  };
}

function onlyOf(one: Uint8Array, other: Uint8Array): number {
  let count = 0;
  for (let i = 0; i < one.length; i += 1) count += one[i] === 1 && other[i] === 0 ? 1 : 0;
  return count;
}

const gate = createGate();

function run(strategy: Strategy, budget: number, spending: SpendingSchedule | 'none'): void {
  const levels = spending === 'none' ? new Array<number>(budget).fill(alpha) : spentLevels(alpha, budget, spending);
  let promoted = 0;
  for (let life = 1; life <= lives; life += 1) {
    if (anyPromotion(rows, levels, strategy, createRandom(life), gate)) promoted += 1;
  }
  const { low, high } = wilsonInterval(promoted, lives, normalQuantile(0.995));
  const how = strategy.name === 'fresh' ? 'fresh challengers' : `best so far, ${100 * strategy.changed} % changed`;
  const line: FalsePromotionLine = {
    bench: 'false-promotions',
    figure: `${how}, ${budget} uses, ${spentText(spending)}`,
    unit: 'share of lives with a promotion',
    value: Number((promoted / lives).toFixed(5)),
    low99: Number(low.toFixed(5)),
    high99: Number(high.toFixed(5)),
    lives,
    rows,
    alpha,
    ...(isAllowed(spending, budget) && { met: low <= alpha }),
  };
  console.log(JSON.stringify(line));
}

function spentText(spending: SpendingSchedule | 'none'): string {
  if (spending === 'none') return 'every use at alpha';
  return spending === 'basel' ? 'levels spent by the ledger' : `levels spent by the ledger, ${spending}`;
}

/** Whether aval.yaml takes it; what it does not take is here to show why. */
function isAllowed(spending: SpendingSchedule | 'none', budget: number): boolean {
  const most = { basel: Number.POSITIVE_INFINITY, harmonic: 32, pocock: 16, obrienFleming: 6, none: 0 };
  return budget <= most[spending];
}

for (const strategy of strategies) {
  for (const budget of [32, 100]) {
    for (const spending of ['basel', 'none'] as const) run(strategy, budget, spending);
  }
}
for (const strategy of strategies) {
  for (const budget of [32, 100]) run(strategy, budget, 'harmonic');
  for (const budget of [16, 32]) run(strategy, budget, 'pocock');
  run(strategy, 6, 'obrienFleming');
}
