import { expect, test } from 'vitest';
import { interactionTable } from '../../../src/core/report/interaction-table.ts';

test('a pair is both of its halves, the strongest first; rounding is no interaction', () => {
  const { rows } = interactionTable({
    players: ['a', 'b', 'c', 'all others'],
    matrix: [
      [9, 0.25, 1e-17, 0],
      [0.25, 9, -2, 0],
      [1e-17, -2, 9, 0.001],
      [0, 0, 0.001, 9],
    ],
  });
  expect(rows).toEqual([
    ['b', 'c', '−4.0000'],
    ['a', 'b', '+0.5000'],
    ['c', 'all others', '+0.0020'],
  ]);
});

test('only the ten strongest are shown', () => {
  const players = Array.from({ length: 6 }, (_, j) => `f${j}`);
  const matrix = players.map((_, i) => players.map((_other, j) => 1 + i + j));
  expect(interactionTable({ players, matrix }).rows).toHaveLength(10);
});
