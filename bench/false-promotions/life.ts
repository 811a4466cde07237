import type { Random } from '../../src/core/comparison/random.ts';
import { margin, type Pair, type Shown } from './gate.ts';

/** Share of rows that production gets right. */
const accuracy = 0.8;
/** Share of rows that only a challenger gets right; production alone gets `margin` more of them right. */
const onlyChallenger = 0.02;

/**
 * How the next challenger is found. `fresh`: knowing nothing of the last. `climb`: the best challenger so far, by the rounded difference that was
 * shown, with a share of its decisions drawn anew.
 */
export type Strategy = { readonly name: 'fresh' } | { readonly name: 'climb'; readonly changed: number };

/**
 * One life of a holdout of `rows` rows, used once at each level: challengers, each truly worse than production by exactly the margin, ask until one is promoted or no
 * use is left. Whatever was learned from these rows, the next challenger is as bad on all others.
 */
export function anyPromotion(
  rows: number,
  levels: readonly number[],
  strategy: Strategy,
  random: Random,
  ask: (pair: Pair, level: number) => Shown,
): boolean {
  const uniform = () => (random.next() + 0.5) / 2 ** 32;
  const champion = Uint8Array.from({ length: rows }, () => (uniform() < accuracy ? 1 : 0));
  const answer = (right: number | undefined) => {
    const wins = right === 1 ? 1 - (onlyChallenger + margin) / accuracy : onlyChallenger / (1 - accuracy);
    return uniform() < wins ? 1 : 0;
  };
  let best: { readonly challenger: Uint8Array; readonly difference: number } | undefined;
  for (const level of levels) {
    const parent = best?.challenger;
    const changed = strategy.name === 'climb' && parent ? strategy.changed : 1;
    const challenger = champion.map((right, i) =>
      parent && changed < 1 && uniform() >= changed ? (parent[i] ?? 0) : answer(right),
    );
    const { passed, difference } = ask({ champion, challenger }, level);
    if (passed) return true;
    if (difference > (best?.difference ?? Number.NEGATIVE_INFINITY)) {
      best = { challenger, difference };
    }
  }
  return false;
}
