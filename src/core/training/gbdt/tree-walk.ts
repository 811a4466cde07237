import type { AddTrees } from './compile-trees.ts';
import { fillGoesLeft, type Tree } from './tree.ts';

const wordsPerSplit = 8; // 256 bins, one bit each

/** Scores by walking from the root, for trees of any size. */
export function compileWalk(tree: Tree, bins: readonly Uint8Array[]): AddTrees {
  const feature = new Int32Array(tree.length).fill(-1);
  const right = new Int32Array(tree.length);
  const value = new Float64Array(tree.length);
  const goesLeft = new Uint32Array(wordsPerSplit * tree.length);
  const table = new Uint8Array(256);
  const ends = endsOfSubtrees(tree);
  for (const [k, node] of tree.entries()) {
    if (node.kind === 'leaf') {
      value[k] = node.value;
      continue;
    }
    feature[k] = node.feature;
    right[k] = ends[k + 1] as number; // the left side begins at k + 1 and ends where the right side begins
    fillGoesLeft(table, node);
    for (let bin = 0; bin < 256; bin++) {
      if (table[bin]) (goesLeft[wordsPerSplit * k + (bin >>> 5)] as number) |= 1 << (bin & 31);
    }
  }
  return (scores) => walkRows({ feature, right, value, goesLeft }, scores, bins);
}

/** For each node of the preorder, where its subtree ends. */
function endsOfSubtrees(tree: Tree): Int32Array {
  const ends = new Int32Array(tree.length);
  for (let k = tree.length - 1; k >= 0; k--) {
    ends[k] = tree[k]?.kind === 'leaf' ? k + 1 : (ends[ends[k + 1] as number] as number);
  }
  return ends;
}

interface WalkedTree {
  readonly feature: Int32Array;
  readonly right: Int32Array;
  readonly value: Float64Array;
  readonly goesLeft: Uint32Array;
}

function walkRows(
  { feature, right, value, goesLeft }: WalkedTree,
  scores: Float64Array,
  columns: readonly Uint8Array[],
): void {
  for (let row = 0; row < scores.length; row++) {
    let node = 0;
    for (let split = feature[0] as number; split >= 0; split = feature[node] as number) {
      const bin = (columns[split] as Uint8Array)[row] as number; // the model file's check keeps indices in range
      const word = goesLeft[wordsPerSplit * node + (bin >>> 5)] as number;
      node = (word >>> (bin & 31)) & 1 ? node + 1 : (right[node] as number);
    }
    (scores[row] as number) += value[node] as number;
  }
}
