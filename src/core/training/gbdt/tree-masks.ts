import { kernelBytes } from './kernels/kernel-memory.ts';
import type { Kernels } from './kernels/kernels.ts';
import { widestAddLeaves } from './kernels/module.generated.ts';
import { binsOfPlace, type Place } from './shared-columns.ts';
import { fillGoesLeft, leafCount, type Tree } from './tree.ts';

/** Bins of rows, feature by feature and, for masks, in columns that features may share. */
export interface Bins {
  readonly features: readonly Uint8Array[];
  readonly columns: readonly Uint8Array[];
}

/** Adds a tree's leaf values to the scores of rows whose bins are given, all of them arrays of the memory that the tree was compiled into. */
export type AddTree = (scores: Float64Array, bins: Bins) => void;

/** Leaves that fit the bits of one mask. */
const bits = 32;
const binsPerColumn = 256;

/** Whether a tree is small enough for masks. */
export function fitsMasks(tree: Tree): boolean {
  return leafCount(tree) <= bits && usedFeatures(tree).length <= widestAddLeaves;
}

/** Bytes of kernel memory that a tree takes. */
export function maskBytes(tree: Tree, places: readonly Place[]): number {
  return kernelBytes(4 * binsPerColumn * usedColumns(tree, places).length) + kernelBytes(8 * bits);
}

/** As `maskBytes`, of any tree over columns that aren't shared. */
export function widestMaskBytes(features: number): number {
  return kernelBytes(4 * binsPerColumn * Math.min(features, widestAddLeaves)) + kernelBytes(8 * bits);
}

/**
 * Scores without walking the tree (QuickScorer, Lucchese et al. 2015, over bins). Leaves are numbered from left to
 * right, one bit each. `masks[column][bin]` keeps the leaves that this bin still allows over all splits on the column's
 * features; the AND over the tree's columns leaves the row's leaf as the lowest bit.
 */
export function compileMasks(tree: Tree, places: readonly Place[], kernels: Kernels): AddTree {
  const columns = usedColumns(tree, places);
  const binsOf = new Map(usedFeatures(tree).map((feature) => [feature, binsOfPlace(places[feature] as Place)])); // one for each
  const masks = kernels.integers(binsPerColumn * columns.length).fill(-1);
  const values = kernels.numbers(bits);
  const goesLeft = new Uint8Array(binsPerColumn);
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
    const bins = binsOf.get(node.feature) as Uint8Array; // a used feature
    const at = binsPerColumn * columns.indexOf((places[node.feature] as Place).column);
    for (let bin = 0; bin < binsPerColumn; bin++) {
      (masks[at + bin] as number) &= goesLeft[bins[bin] as number] ? ~right : ~left; // at + 255 < length
    }
    return left | right;
  };
  visit();

  if (columns.length === 0) return (scores) => addConstant(scores, values[0] as number); // no column: a single leaf
  return (scores, bins) =>
    kernels.addLeaves(
      scores,
      values,
      masks,
      columns.flatMap((column) => bins.columns[column] ?? []),
    );
}

function usedColumns(tree: Tree, places: readonly Place[]): number[] {
  return [...new Set(usedFeatures(tree).map((feature) => (places[feature] as Place).column))]; // one for each feature
}

function usedFeatures(tree: Tree): number[] {
  return [...new Set(tree.flatMap((node) => (node.kind === 'leaf' ? [] : [node.feature])))];
}

function addConstant(scores: Float64Array, value: number): void {
  for (let row = 0; row < scores.length; row++) (scores[row] as number) += value;
}
