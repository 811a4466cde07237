import { type Frame, takeRows } from '../../features/frame.ts';
import { type Attributions, sizesOf } from '../shapley/attributions.ts';
import { type Asked, coalitionAnswers } from '../shapley/coalition-answers.ts';
import { allCoalitions, type Coalitions, mostEnumerated } from '../shapley/coalitions.ts';
import { exactInteractions } from './exact-interactions.ts';
import { allOthers, type Interactions } from './interactions.ts';

/** Features of a row that are told apart where all are too many. */
const leading = 7;

/**
 * Interactions of rows by asking the model: exact, from every coalition, with at most 12 features. With more, the 7 of the row's largest attributions play, and
 * all others together are one player more: exact for that game, 256 coalitions of each row. `attributions` are asked for then: those of the same rows.
 */
export async function askedInteractions(
  asked: Asked,
  rows: Frame,
  attributions: () => Promise<Attributions>,
): Promise<Interactions> {
  const { features, outputs } = asked;
  const many = features.length > mostEnumerated;
  const width = many ? leading + 1 : features.length;
  const sizes = many ? sizesOf(await attributions()) : undefined;
  const values = new Float64Array(rows.rows * outputs * width * width);
  const players: (readonly string[])[] = [];
  for (let row = 0; row < rows.rows; row++) {
    const n = features.length;
    const of = sizes ? playersOf(sizes.subarray(row * n, (row + 1) * n)) : Uint8Array.from(features, (_, j) => j);
    const answers = await coalitionAnswers(asked, takeRows(rows, Uint32Array.of(row)), coalitionsOfPlayers(of, width));
    for (const [output, own] of answers.entries())
      values.set(exactInteractions(own, width), (row * outputs + output) * width * width);
    players.push(Array.from({ length: width }, (_, player) => nameOf(player, of, features)));
  }
  return { rows: rows.rows, outputs, players, values };
}

/** For each feature its place by size, and for all but the leading ones that of the last player. */
function playersOf(sizes: Float64Array): Uint8Array {
  const order = [...sizes.keys()].sort((a, b) => (sizes[b] as number) - (sizes[a] as number) || a - b);
  return Uint8Array.from(sizes, (_, j) => Math.min(order.indexOf(j), leading));
}

function nameOf(player: number, of: Uint8Array, features: readonly string[]): string {
  const own = features.filter((_, j) => of[j] === player);
  return own.length === 1 ? (own[0] as string) : allOthers;
}

/** All coalitions of players, written as coalitions of features. */
function coalitionsOfPlayers(of: Uint8Array, players: number): Coalitions {
  const all = allCoalitions(players);
  const members = new Uint8Array(all.count * of.length);
  for (let k = 0; k < all.count; k++)
    for (const [j, player] of of.entries()) members[k * of.length + j] = all.members[k * players + player] as number;
  return { count: all.count, features: of.length, members };
}
