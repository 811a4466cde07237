import { addLeavesByWidth, widestAddLeaves } from './kernels/add-leaves.generated.ts';
import { fillGoesLeft, leafCount, type Tree } from './tree.ts';

/** Adds a tree's leaf values to the scores of rows whose bins are given column by column. */
export type AddTree = (scores: Float64Array, columns: readonly Uint8Array[]) => void;

/** Leaves that fit the bits of one mask. */
const bits = 32;
const binsPerFeature = 256;

/** Whether a tree is small enough for masks. */
export function fitsMasks(tree: Tree): boolean {
  return leafCount(tree) <= bits && usedFeatures(tree).length <= widestAddLeaves;
}

/** Bytes that the masks of a tree take. */
export function maskBytes(tree: Tree): number {
  return 4 * binsPerFeature * usedFeatures(tree).length;
}

/**
 * Scores without walking the tree (QuickScorer, Lucchese et al. 2015, over bins). Leaves are numbered from left to
 * right, one bit each. `masks[feature][bin]` keeps the leaves that this bin still allows over all splits on the feature;
 * the AND over the tree's features leaves the row's leaf as the lowest bit.
 */
export function compileMasks(tree: Tree): AddTree {
  const features = usedFeatures(tree);
  const place = new Map(features.map((feature, k) => [feature, k]));
  const masks = new Int32Array(binsPerFeature * features.length).fill(-1);
  const values = new Float64Array(bits);
  const goesLeft = new Uint8Array(binsPerFeature);
  let next = 0;
  let leaves = 0;

  /** The bits of the leaves below the next node. */
  const visit = (): number => {
    const node = tree[next++];
    if (!node || node.kind === 'leaf') {
      values[leaves] = node?.value ?? 0;
      return 1 << leaves++;
    }
    const left = visit();
    const right = visit();
    fillGoesLeft(goesLeft, node);
    const at = binsPerFeature * (place.get(node.feature) ?? 0);
    for (let bin = 0; bin < binsPerFeature; bin++) (masks[at + bin] as number) &= goesLeft[bin] ? ~right : ~left; // at + 255 < length
    return left | right;
  };
  visit();

  const addLeaves = addLeavesByWidth[features.length - 1];
  if (!addLeaves) return (scores) => addConstant(scores, values[0] as number); // no feature: a single leaf
  return (scores, columns) =>
    addLeaves(
      scores,
      values,
      masks,
      features.flatMap((feature) => columns[feature] ?? []),
    );
}

function usedFeatures(tree: Tree): number[] {
  return [...new Set(tree.flatMap((node) => (node.kind === 'leaf' ? [] : [node.feature])))];
}

function addConstant(scores: Float64Array, value: number): void {
  for (let row = 0; row < scores.length; row++) (scores[row] as number) += value;
}
