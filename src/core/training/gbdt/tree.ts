import { missingBin } from './feature-bins.ts';

/** Bins up to and including `lastLeftBin` go left. */
export interface NumberSplit {
  readonly kind: 'number';
  readonly feature: number;
  readonly lastLeftBin: number;
  readonly missingLeft: boolean;
}

/** These levels go left, the others right. */
export interface CategorySplit {
  readonly kind: 'category';
  readonly feature: number;
  /** Ascending indices into the feature's levels. */
  readonly leftLevels: readonly number[];
  readonly missingLeft: boolean;
}

export type Split = NumberSplit | CategorySplit;

/** `value` is added to the score of each row that ends here. */
export interface Leaf {
  readonly kind: 'leaf';
  readonly value: number;
}

export type TreeNode = Split | Leaf;

/** Nodes from the root in preorder: a split is followed by its whole left side, then by its right side. */
export type Tree = readonly TreeNode[];

/** Writes 1 for each bin that goes left and 0 for the others; `table` has 256 entries. */
export function fillGoesLeft(table: Uint8Array, split: Split): void {
  table.fill(0);
  if (split.kind === 'number') table.fill(1, 0, split.lastLeftBin + 1);
  else for (const level of split.leftLevels) table[level] = 1;
  table[missingBin] = split.missingLeft ? 1 : 0;
}

export function leafCount(tree: Tree): number {
  return (tree.length + 1) / 2; // a binary tree has one leaf more than it has splits
}
