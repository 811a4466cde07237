import { logFactorials } from '../../comparison/log-factorials.ts';
import type { Random } from '../../comparison/random.ts';

/**
 * Draws `m` of all rows without replacement and counts them by level (`columns` holds the rows of each): a random table with these margins, cell by
 * cell (Patefield 1981).
 */
export function hypergeometricDraws(columns: readonly number[], random: Random): (m: number) => number[] {
  const total = columns.reduce((sum, column) => sum + column, 0);
  const factorials = logFactorials(total);
  return (m) => {
    let [left, wanted] = [total, m];
    return columns.map((column) => {
      const taken = drawOne(left, column, wanted, factorials, (random.next() + 0.5) / 2 ** 32);
      left -= column;
      wanted -= taken;
      return taken;
    });
  };
}

/** Of `total` rows `marked` are of the level and `m` are drawn: how many of the level. By inversion, outwards from the mode. */
function drawOne(total: number, marked: number, m: number, factorials: ArrayLike<number>, u: number): number {
  const choose = (n: number, k: number) => (factorials[n] ?? 0) - (factorials[k] ?? 0) - (factorials[n - k] ?? 0);
  const [least, most] = [Math.max(0, marked + m - total), Math.min(marked, m)];
  const mode = Math.min(most, Math.max(least, Math.floor(((m + 1) * (marked + 1)) / (total + 2))));
  const peak = Math.exp(choose(marked, mode) + choose(total - marked, m - mode) - choose(total, m));
  let rest = u - peak;
  let [down, up, chanceDown, chanceUp] = [mode, mode, peak, peak];
  while (rest > 0 && (down > least || up < most)) {
    if (up < most) {
      chanceUp *= ((marked - up) * (m - up)) / ((up + 1) * (total - marked - m + up + 1));
      up++;
      rest -= chanceUp;
      if (rest <= 0) return up;
    }
    if (down > least) {
      chanceDown *= (down * (total - marked - m + down)) / ((marked - down + 1) * (m - down + 1));
      down--;
      rest -= chanceDown;
      if (rest <= 0) return down;
    }
  }
  return mode;
}
