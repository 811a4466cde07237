import type { Kernels } from './kernels/kernels.ts';
import type { Place } from './shared-columns.ts';
import type { Tree } from './tree.ts';
import { type AddTree, compileMasks, fitsMasks, maskBytes } from './tree-masks.ts';
import { compileWalk } from './tree-walk.ts';

/** Masks are several times as fast as a walk and take more memory; past this many bytes, trees are walked. */
const maskBudget = 64 * 2 ** 20;

/** Bytes of kernel memory in which `compileTrees` finds room for the trees that masks are worth it for. */
export function treeBytes(trees: readonly Tree[], places: readonly Place[]): number {
  const all = trees.filter(fitsMasks).reduce((sum, tree) => sum + maskBytes(tree, places), 0);
  return Math.min(all, maskBudget);
}

/**
 * The fastest scorer for each tree, where `places` says how features share columns: masks as long as `kernels` have room, else a walk. Both
 * give the same bits.
 */
export function compileTrees(trees: readonly Tree[], places: readonly Place[], kernels: Kernels): AddTree[] {
  return trees.map((tree) => {
    if (!fitsMasks(tree) || maskBytes(tree, places) > kernels.left) return compileWalk(tree);
    return compileMasks(tree, places, kernels);
  });
}
