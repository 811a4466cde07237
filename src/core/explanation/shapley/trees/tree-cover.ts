import { fillGoesLeft, type Tree } from '../../../training/gbdt/tree.ts';
import type { BinnedRows } from './tree-shapley.ts';

/** How many of the rows come through each node of a tree. */
export function treeCover(tree: Tree, { rows, columns }: BinnedRows): Float64Array {
  const cover = new Float64Array(tree.length);
  const table = new Uint8Array(256);
  let next = 0;
  const visit = (members: Uint32Array): void => {
    const at = next++;
    cover[at] = members.length;
    const node = tree[at];
    if (node === undefined || node.kind === 'leaf') return;
    fillGoesLeft(table, node);
    const bins = columns[node.feature] as Uint8Array; // the model's columns, all of them
    const goesLeft = members.map((row) => table[bins[row] as number] as number);
    visit(members.filter((_, k) => goesLeft[k] === 1));
    visit(members.filter((_, k) => goesLeft[k] === 0));
  };
  visit(new Uint32Array(rows).map((_, row) => row));
  return cover;
}
