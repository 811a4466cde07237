import type { Kernels } from './kernels/kernels.ts';
import { treeWords } from './kernels/module.generated.ts';
import type { Place } from './shared-columns.ts';
import type { Tree } from './tree.ts';
import { compileMasks, fitsMasks, maskBytes } from './tree-masks.ts';
import { compileWalk } from './tree-walk.ts';

/** Masks are several times as fast as a walk and take more memory; past this many bytes, trees are walked. */
const maskBudget = 64 * 2 ** 20;

/** Bins of rows, feature by feature and in columns that features may share: arrays of the kernels that keep their place. */
export interface Bins {
  readonly features: readonly Uint8Array[];
  readonly columns: readonly Uint8Array[];
}

/** Adds the leaf values of some trees, one after another, to the scores of as many rows of the bins. */
export type AddTrees = (scores: Float64Array) => void;

/** Bytes of kernel memory in which `compileTrees` finds room for the trees that masks are worth it for. */
export function treeBytes(trees: readonly Tree[], places: readonly Place[]): number {
  const all = trees.filter(fitsMasks).reduce((sum, tree) => sum + maskBytes(tree, places), 0);
  return Math.min(all, maskBudget);
}

/**
 * The fastest way to add all trees in their order, where `places` says how features share columns: masks as long as `kernels` have room, else a
 * walk. Both give the same bits.
 */
export function compileTrees(trees: readonly Tree[], places: readonly Place[], kernels: Kernels, bins: Bins): AddTrees {
  const steps: AddTrees[] = [];
  let from = 0;
  while (from < trees.length) {
    const to = endOfMasks(trees, from, places, kernels.left);
    if (to > from) steps.push(compileRun(trees.slice(from, to), places, kernels, bins));
    const walked = trees[to];
    if (walked !== undefined) steps.push(compileWalk(walked, bins.features));
    from = to + 1;
  }
  return (scores) => {
    for (const step of steps) step(scores);
  };
}

/** Where the trees end that fit masks, and these the room. */
function endOfMasks(trees: readonly Tree[], from: number, places: readonly Place[], room: number): number {
  let left = room;
  let to = from;
  for (; to < trees.length; to++) {
    const tree = trees[to] as Tree; // to < length
    if (!fitsMasks(tree)) break;
    left -= maskBytes(tree, places);
    if (left < 0) break;
  }
  return to;
}

function compileRun(trees: readonly Tree[], places: readonly Place[], kernels: Kernels, { columns }: Bins): AddTrees {
  const program = kernels.integers(treeWords * trees.length);
  for (const [k, tree] of trees.entries()) {
    compileMasks(tree, places, kernels, columns, program.subarray(treeWords * k, treeWords * (k + 1)));
  }
  return (scores) => kernels.addLeaves(scores, program);
}
