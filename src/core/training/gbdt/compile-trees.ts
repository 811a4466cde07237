import type { Place } from './shared-columns.ts';
import type { Tree } from './tree.ts';
import { type AddTree, compileMasks, fitsMasks, maskBytes } from './tree-masks.ts';
import { compileWalk } from './tree-walk.ts';

/** Masks are four to eight times as fast as a walk and take more memory; past this many bytes, trees are walked. */
const maskBudget = 64 * 2 ** 20;

/** The fastest scorer for each tree, where `places` says how features share columns. Both kinds give the same bits. */
export function compileTrees(trees: readonly Tree[], places: readonly Place[], budget: number = maskBudget): AddTree[] {
  let left = budget;
  return trees.map((tree) => {
    if (!fitsMasks(tree) || maskBytes(tree, places) > left) return compileWalk(tree);
    left -= maskBytes(tree, places);
    return compileMasks(tree, places);
  });
}
