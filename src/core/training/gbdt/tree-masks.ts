import { kernelBytes } from '../kernels/kernel-memory.ts';
import type { Kernels } from './kernels/kernels.ts';
import { treeWords, widestAddLeaves } from './kernels/module.generated.ts';
import { binsOfPlace, type Place } from './shared-columns.ts';
import { fillGoesLeft, leafCount, type Tree } from './tree.ts';

/** Leaves that fit the bits of one mask. */
const bits = 32;
const binsPerColumn = 256;

/** Whether a tree is small enough for masks. */
export function fitsMasks(tree: Tree): boolean {
  return leafCount(tree) <= bits && usedFeatures(tree).length <= widestAddLeaves;
}

/** Bytes of kernel memory that a tree takes. */
export function maskBytes(tree: Tree, places: readonly Place[]): number {
  return bytesOf(usedColumns(tree, places).length);
}

/** As `maskBytes`, of any tree over columns that aren't shared. */
export function widestMaskBytes(features: number): number {
  return bytesOf(Math.min(features, widestAddLeaves));
}

function bytesOf(columns: number): number {
  return kernelBytes(4 * binsPerColumn * columns) + kernelBytes(8 * bits) + kernelBytes(4 * treeWords);
}

/**
 * Writes what scores a tree without walking it (QuickScorer, Lucchese et al. 2015, over bins) into its words of a program. Leaves are numbered
 * from left to right, one bit each. `masks[column][bin]` keeps the leaves that this bin still allows over all splits on the column's features; the AND
 * over the tree's columns leaves the row's leaf as the lowest bit.
 */
export function compileMasks(
  tree: Tree,
  places: readonly Place[],
  kernels: Kernels,
  columns: readonly Uint8Array[],
  words: Int32Array,
): void {
  const used = usedColumns(tree, places);
  const binsOf = new Map(usedFeatures(tree).map((feature) => [feature, binsOfPlace(places[feature] as Place)])); // one for each
  const masks = kernels.integers(binsPerColumn * used.length).fill(-1);
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
    const at = binsPerColumn * used.indexOf((places[node.feature] as Place).column);
    for (let bin = 0; bin < binsPerColumn; bin++) {
      (masks[at + bin] as number) &= goesLeft[bins[bin] as number] ? ~right : ~left; // at + 255 < length
    }
    return left | right;
  };
  visit();
  words.set([
    used.length,
    values.byteOffset,
    masks.byteOffset,
    ...used.map((k) => (columns[k] as Uint8Array).byteOffset),
  ]);
}

function usedColumns(tree: Tree, places: readonly Place[]): number[] {
  return [...new Set(usedFeatures(tree).map((feature) => (places[feature] as Place).column))]; // one for each feature
}

function usedFeatures(tree: Tree): number[] {
  return [...new Set(tree.flatMap((node) => (node.kind === 'leaf' ? [] : [node.feature])))];
}
