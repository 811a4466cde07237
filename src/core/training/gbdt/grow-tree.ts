import type { BinnedFrame } from './bin-frame.ts';
import type { HistogramLayout } from './column-groups.ts';
import { type HistogramBuilder, subtractHistogram } from './histogram.ts';
import type { HistogramPool } from './histogram-pool.ts';
import type { Kernels } from './kernels/kernels.ts';
import { type OpenLeaf, openLeaf } from './open-leaf.ts';
import type { LeafSums, SplitRules } from './split-rules.ts';
import { type FoundSplit, searchSplit } from './split-search.ts';
import { fillGoesLeft } from './tree.ts';

/** Statistics of each row, as `Loss.pack` writes them, and what adds them up. */
export interface Pass {
  readonly builder: HistogramBuilder;
  readonly packed: Float64Array;
}

/** What stays the same over all trees of one training, but for what is packed. All arrays are of the kernels. */
export interface Ground {
  readonly kernels: Kernels;
  readonly frame: BinnedFrame;
  readonly layout: HistogramLayout;
  /** The passes over the rows that make a histogram. */
  readonly passes: readonly Pass[];
  readonly pool: HistogramPool;
  /** Every row once. */
  readonly allRows: Uint32Array;
  /** Two buffers that partitions write to in turn. */
  readonly buffers: readonly [Uint32Array, Uint32Array];
  /** For each bin of the feature that a leaf is split on: 1 if it goes left. */
  readonly goesLeft: Uint8Array;
}

export interface GrownTree {
  readonly root: OpenLeaf;
  readonly leaves: readonly OpenLeaf[];
}

/** Grows one tree leaf by leaf, always splitting where the loss falls most (equal gains: the older leaf). */
export function growTree(ground: Ground, rules: SplitRules, maximumLeaves: number): GrownTree {
  const growth = new Growth(ground, rules);
  const root = growth.plant();
  const leaves = [root];
  while (leaves.length < maximumLeaves) {
    const at = greatestGain(leaves);
    const leaf = leaves[at];
    if (!leaf?.found) break;
    const [left, right] = growth.split(leaf, leaf.found);
    leaves[at] = left;
    leaves.push(right);
    if (leaves.length < maximumLeaves) growth.search(leaf, left, right, leaves);
    else growth.release(leaf);
  }
  for (const leaf of leaves) growth.release(leaf);
  return { root, leaves };
}

function greatestGain(leaves: readonly OpenLeaf[]): number {
  let best = 0;
  for (let k = 1; k < leaves.length; k++) {
    if ((leaves[k]?.found?.gain ?? 0) > (leaves[best]?.found?.gain ?? 0)) best = k;
  }
  return best;
}

class Growth {
  readonly #ground: Ground;
  readonly #rules: SplitRules;

  constructor(ground: Ground, rules: SplitRules) {
    this.#ground = ground;
    this.#rules = rules;
  }

  plant(): OpenLeaf {
    const { allRows } = this.#ground;
    const unknown = openLeaf({ gradient: 0, hessian: 0, rows: allRows.length }, allRows, 0, allRows.length);
    this.#build(unknown, []);
    const root = { ...unknown, sums: this.#totals(unknown) };
    this.#searchOne(root);
    return root;
  }

  /** Both sides of a leaf, without histograms. Small sides come first nowhere: left is left. */
  split(leaf: OpenLeaf, { split, left }: FoundSplit): [OpenLeaf, OpenLeaf] {
    const { kernels, frame, buffers, goesLeft } = this.#ground;
    const target = leaf.index === buffers[0] ? buffers[1] : buffers[0];
    const bins = frame.columns[split.feature];
    if (!bins) throw new RangeError('a split names a feature that is not there');
    fillGoesLeft(goesLeft, split);
    const middle = kernels.partition(leaf.index, target, bins, goesLeft, leaf.from, leaf.to);
    const a = openLeaf(left, target, leaf.from, middle);
    const b = openLeaf(rest(leaf.sums, left), target, middle, leaf.to);
    leaf.branch = { split, left: a, right: b };
    return [a, b];
  }

  /** Histograms and best splits of both sides: the smaller is summed, the larger is the parent minus it. */
  search(parent: OpenLeaf, left: OpenLeaf, right: OpenLeaf, open: readonly OpenLeaf[]): void {
    const [small, large] = left.sums.rows <= right.sums.rows ? [left, right] : [right, left];
    if (large.sums.rows < 2 * this.#rules.minimumRows) {
      this.release(parent);
      return;
    }
    this.#build(small, open);
    if (parent.histogram && small.histogram) {
      subtractHistogram(parent.histogram, small.histogram);
      large.histogram = parent.histogram;
      parent.histogram = undefined;
    } else this.#build(large, open);
    this.#searchOne(left);
    this.#searchOne(right);
  }

  release(leaf: OpenLeaf): void {
    if (leaf.histogram) this.#ground.pool.giveBack(leaf.histogram);
    leaf.histogram = undefined;
  }

  #searchOne(leaf: OpenLeaf): void {
    const { frame, layout } = this.#ground;
    if (leaf.histogram) {
      leaf.found = searchSplit(leaf.histogram, frame.features, layout.firstBin, leaf.sums, this.#rules);
    }
    if (!leaf.found) this.release(leaf);
  }

  #build(leaf: OpenLeaf, open: readonly OpenLeaf[]): void {
    const histogram = this.#ground.pool.take() ?? this.#evict(open);
    for (const { builder, packed } of this.#ground.passes) builder.build(histogram, packed, leaf);
    leaf.histogram = histogram;
  }

  /** Takes the histogram of the open leaf that is least likely to be split next; that leaf's sides are both summed then. */
  #evict(open: readonly OpenLeaf[]): Float64Array {
    const owners = open.filter((leaf) => leaf.histogram && leaf.found);
    const poorest = owners.reduce<OpenLeaf | undefined>(
      (worst, leaf) => ((worst?.found?.gain ?? Number.POSITIVE_INFINITY) > (leaf.found?.gain ?? 0) ? leaf : worst),
      undefined,
    );
    const histogram = poorest?.histogram;
    if (!poorest || !histogram) throw new RangeError('the pool holds fewer than three histograms');
    poorest.histogram = undefined;
    return histogram;
  }

  #totals({ histogram, sums }: OpenLeaf): LeafSums {
    const { units } = this.#rules;
    const bins = this.#ground.layout.firstBin[1] ?? 0; // every row is in one bin of the first feature
    let gradient = 0;
    let hessian = 0;
    for (let o = 0; o < 3 * bins; o += 3) {
      gradient += (histogram?.[o] ?? 0) * units.gradient;
      hessian += (histogram?.[o + 1] ?? 0) * units.hessian;
    }
    return { gradient, hessian, rows: sums.rows };
  }
}

function rest(sums: LeafSums, left: LeafSums): LeafSums {
  return {
    gradient: sums.gradient - left.gradient,
    hessian: sums.hessian - left.hessian,
    rows: sums.rows - left.rows,
  };
}
