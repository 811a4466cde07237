import * as z from 'zod';
import { maximumBins } from './feature-bins.ts';
import type { Tree } from './tree.ts';

const largestTree = 2 * 1024 - 1; // nodes of a tree of 1024 leaves
const bin = z
  .int()
  .min(0)
  .max(maximumBins - 1);

/**
 * A tree in a model file, in preorder, so that no pointer can dangle or loop. A number is a leaf's value; a split is
 * [feature, last bin that goes left | levels that go left, 1 if missing goes left].
 */
export const treeSchema = z
  .array(
    z.union([
      z.number(),
      z.tuple([z.int().min(0), z.union([bin, z.array(bin).max(maximumBins)]), z.union([z.literal(0), z.literal(1)])]),
    ]),
  )
  .min(1)
  .max(largestTree);
export type TreeRows = z.output<typeof treeSchema>;

export function treeRows(tree: Tree): TreeRows {
  return tree.map((node) => {
    if (node.kind === 'leaf') return node.value;
    const condition = node.kind === 'number' ? node.lastLeftBin : [...node.leftLevels];
    return [node.feature, condition, node.missingLeft ? 1 : 0];
  });
}
