import type { Histogram } from './histogram.ts';
import type { LeafSums } from './split-rules.ts';
import type { FoundSplit } from './split-search.ts';
import type { Split, Tree, TreeNode } from './tree.ts';

/** A node of a tree that is still growing. */
export interface OpenLeaf {
  readonly sums: LeafSums;
  /** Its rows are `index[from]` to `index[to - 1]`. */
  readonly index: Uint32Array;
  readonly from: number;
  readonly to: number;
  /** Gone when the pool needed it for leaves of greater gain, or when it can't be split. */
  histogram: Histogram | undefined;
  found: FoundSplit | undefined;
  /** Set when it was split. */
  branch: { readonly split: Split; readonly left: OpenLeaf; readonly right: OpenLeaf } | undefined;
  value: number;
}

export function openLeaf(sums: LeafSums, index: Uint32Array, from: number, to: number): OpenLeaf {
  return { sums, index, from, to, histogram: undefined, found: undefined, branch: undefined, value: 0 };
}

/** The finished tree, in preorder; leaf values times `factor`. */
export function treeOf(root: OpenLeaf, factor: number): Tree {
  const nodes: TreeNode[] = [];
  const waiting = [root];
  for (let node = waiting.pop(); node; node = waiting.pop()) {
    if (node.branch) {
      nodes.push(node.branch.split);
      waiting.push(node.branch.right, node.branch.left);
    } else nodes.push({ kind: 'leaf', value: node.value * factor });
  }
  return nodes;
}
