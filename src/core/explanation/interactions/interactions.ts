import type { Attributions } from '../shapley/attributions.ts';

/** Shapley interaction values of each answer of each row. */
export interface Interactions {
  readonly rows: number;
  readonly outputs: number;
  /** Of each row, who plays: features, and where they are too many to go through all coalitions, all others together as the last player. */
  readonly players: readonly (readonly string[])[];
  /** rows × outputs × players × players, row-major, symmetric: half of a pair's interaction in each of its two places, main effects on the diagonal. */
  readonly values: Float64Array;
}

/** The last player, where a row has more features than are told apart. */
export const allOthers = 'all others';

/** The matrix of one row and output. */
export function matrixOf({ players, outputs, values }: Interactions, row: number, output: number): Float64Array {
  const size = (players[row]?.length ?? 0) ** 2; // every row has as many players
  return values.subarray((row * outputs + output) * size, (row * outputs + output + 1) * size);
}

/** What each player gets: the sums of the matrices' rows, Shapley values of the players. */
export function sharesOfPlayers(found: Interactions): Attributions {
  const { rows, outputs, players, values } = found;
  const width = players[0]?.length ?? 0;
  const shares = new Float64Array(rows * outputs * width);
  for (let at = 0; at < values.length; at++) (shares[Math.floor(at / width)] as number) += values[at] as number;
  return { rows, outputs, features: players[0] ?? [], shares };
}
