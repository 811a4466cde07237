import type { RowInteractions } from '../explanation/explanation.ts';
import { signedText } from './number-text.ts';
import type { TextTable } from './text-table.ts';

const mostPairs = 10;

/** The strongest pairs of a row, both halves of each together; all are in JSON. */
export function interactionTable({ players, matrix }: RowInteractions): TextTable {
  const pairs = players.flatMap((one, i) =>
    players.slice(0, i).map((other, j) => ({ names: [other, one], together: 2 * (matrix[i]?.[j] ?? 0) })),
  );
  const strongest = pairs
    .filter(({ together }) => Math.abs(together) > negligible)
    .sort((a, b) => Math.abs(b.together) - Math.abs(a.together))
    .slice(0, mostPairs);
  return {
    head: ['together', 'and', 'interaction'],
    align: ['l', 'l', 'r'],
    rows: strongest.map(({ names, together }) => [...names, signedText(together, 4)]),
  };
}

/** Below it a sum is rounding, and no interaction. */
const negligible = 1e-9;
