import type { ScoredRows } from '../../src/core/comparison/scored-rows.ts';
import { category, variates } from '../intervals/populations/variates.ts';

/** How many rows only one model gets right, of `n` drawn by these shares. */
export interface Discordant {
  readonly onlyChallenger: number;
  readonly onlyChampion: number;
}

export function drawDiscordant(n: number, shares: Discordant, seed: number): Discordant {
  const { uniform } = variates(seed);
  const counts = { onlyChallenger: 0, onlyChampion: 0 };
  for (let row = 0; row < n; row += 1) {
    const u = uniform();
    if (u < shares.onlyChallenger) counts.onlyChallenger += 1;
    else if (u < shares.onlyChallenger + shares.onlyChampion) counts.onlyChampion += 1;
  }
  return counts;
}

/** Rows of which so many are right in one model only; both get all others right. */
export function rowsWith(n: number, { onlyChallenger, onlyChampion }: Discordant): ScoredRows {
  const label = Float64Array.from({ length: n }, (_, row) => row % 2);
  const scored = (wrongFrom: number, wrongTo: number) =>
    label.map((y, row) => ((y === 1) !== (row >= wrongFrom && row < wrongTo) ? 0.9 : 0.1));
  return binaryRows(label, scored(0, onlyChampion), scored(onlyChampion, onlyChampion + onlyChallenger));
}

/** Two models that rank equally well: normal scores, so many standard deviations apart between the classes, correlated within each. */
export function equalRankers(n: number, { apart, correlation, positive }: Rankers, seed: number): ScoredRows {
  const { uniform, pair } = variates(seed);
  const columns = { label: new Float64Array(n), challenger: new Float64Array(n), champion: new Float64Array(n) };
  for (let row = 0; row < n; row += 1) {
    const y = uniform() < positive ? 1 : 0;
    const noise = pair(correlation);
    columns.label[row] = y;
    columns.challenger[row] = noise.challenger + y * apart;
    columns.champion[row] = noise.champion + y * apart;
  }
  return binaryRows(columns.label, columns.challenger, columns.champion);
}

export interface Rankers {
  readonly apart: number;
  readonly correlation: number;
  readonly positive: number;
}

/** Losses of both models, whose difference has deviation 1 and this mean. */
export function lossDifferences(n: number, mean: number, seed: number): Float64Array {
  const { normal } = variates(seed);
  return Float64Array.from({ length: n }, () => mean + normal());
}

/** A regression whose absolute errors differ by these numbers. */
export function rowsWithLosses(differences: Float64Array, seed: number): ScoredRows {
  const { normal } = variates(seed);
  const champion = differences.map(() => 10 + normal());
  return {
    task: 'regression',
    label: new Float64Array(differences.length),
    labelText: category(['0'], new Int32Array(differences.length)),
    challenger: champion.map((loss, row) => loss + (differences[row] ?? 0)),
    champion,
    baseline: new Float64Array(differences.length),
    groups: new Map(),
  };
}

function binaryRows(label: Float64Array, challenger: Float64Array, champion: Float64Array): ScoredRows {
  return {
    task: 'binary',
    label,
    labelText: category(['other', 'one'], Int32Array.from(label)),
    challenger,
    champion,
    baseline: new Float64Array(label.length).fill(0.5),
    groups: new Map(),
  };
}
