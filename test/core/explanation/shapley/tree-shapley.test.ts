import { describe, expect, test } from 'vitest';
import { createRandom } from '../../../../src/core/comparison/random.ts';
import { exactInteractions } from '../../../../src/core/explanation/interactions/exact-interactions.ts';
import { allCoalitions } from '../../../../src/core/explanation/shapley/coalitions.ts';
import { exactShapley } from '../../../../src/core/explanation/shapley/exact-shapley.ts';
import { treeCover } from '../../../../src/core/explanation/shapley/trees/tree-cover.ts';
import { treeInteractions } from '../../../../src/core/explanation/shapley/trees/tree-interactions.ts';
import { type BinnedRows, treeShapley } from '../../../../src/core/explanation/shapley/trees/tree-shapley.ts';
import { fillGoesLeft, type Tree, type TreeNode } from '../../../../src/core/training/gbdt/tree.ts';

const random = createRandom(11);
const below = (n: number) => Math.floor((random.next() / 2 ** 32) * n);

/** A tree that splits on each column once at most on its way down, so that long paths ask many features. */
function randomTree(columns: number, leaves: number): Tree {
  const grow = (left: number, from: number): TreeNode[] => {
    if (left === 1 || from >= columns) return [{ kind: 'leaf', value: below(2001) / 1000 - 1 }];
    const first = Math.max(1, Math.min(left - 1, below(2)));
    const split: TreeNode =
      from % 3 === 2
        ? { kind: 'category', feature: from, leftLevels: [0, 2], missingLeft: below(2) === 1 }
        : { kind: 'number', feature: from, lastLeftBin: below(3), missingLeft: below(2) === 1 };
    return [split, ...grow(first, from + 1), ...grow(left - first, from + 1)];
  };
  return grow(leaves, 0);
}

function randomRows(rows: number, columns: number): BinnedRows {
  const bin = () => [0, 1, 2, 3, 255][below(5)] ?? 0;
  return { rows, columns: Array.from({ length: columns }, () => Uint8Array.from({ length: rows }, bin)) };
}

function answer(tree: Tree, bin: (column: number) => number): number {
  const table = new Uint8Array(256);
  const walk = (at: number): readonly [value: number, end: number] => {
    const node = tree[at];
    if (node === undefined || node.kind === 'leaf') return [node?.value ?? 0, at + 1];
    fillGoesLeft(table, node);
    const goesLeft = table[bin(node.feature)] === 1;
    const [left, middle] = walk(at + 1);
    const [right, end] = walk(middle);
    return [goesLeft ? left : right, end];
  };
  return walk(0)[0];
}

/** The value of every coalition of features, each column as its feature's. */
function coalitionValues(
  tree: Tree,
  featureOf: Uint32Array,
  features: number,
  own: BinnedRows,
  background: BinnedRows,
): Float64Array {
  const { count, members } = allCoalitions(features);
  return Float64Array.from({ length: count }, (_, k) => {
    let sum = 0;
    for (let row = 0; row < background.rows; row++) {
      sum += answer(tree, (column) => {
        const isOwn = members[k * features + (featureOf[column] ?? 0)] === 1;
        return (isOwn ? own.columns[column]?.[0] : background.columns[column]?.[row]) ?? 0;
      });
    }
    return sum / background.rows;
  });
}

/** The value of every coalition where an absent feature goes both ways, by how many rows went so. */
function coverValues(tree: Tree, features: number, own: BinnedRows, background: BinnedRows): Float64Array {
  const cover = treeCover(tree, background);
  const table = new Uint8Array(256);
  const walk = (at: number, has: number): readonly [value: number, end: number] => {
    const node = tree[at];
    if (node === undefined || node.kind === 'leaf') return [node?.value ?? 0, at + 1];
    fillGoesLeft(table, node);
    const goesLeft = table[own.columns[node.feature]?.[0] ?? 0] === 1;
    const [left, middle] = walk(at + 1, has);
    const [right, end] = walk(middle, has);
    if ((has >>> node.feature) & 1) return [goesLeft ? left : right, end];
    const share = (cover[at + 1] ?? 0) / Math.max(1e-300, cover[at] ?? 0);
    const other = (cover[middle] ?? 0) / Math.max(1e-300, cover[at] ?? 0);
    return [share * left + other * right, end];
  };
  return Float64Array.from({ length: 2 ** features }, (_, k) => walk(0, k)[0]);
}

describe('tree SHAP', () => {
  const cases = [
    { name: 'a feature for each column', columns: 8, leaves: 9, of: (column: number) => column },
    { name: 'several columns of one feature', columns: 9, leaves: 10, of: (column: number) => column % 4 },
    {
      name: 'paths of more features than patterns are remembered for',
      columns: 12,
      leaves: 13,
      of: (column: number) => column,
    },
  ];
  test.each(cases)('is what all coalitions give, with $name', ({ columns, leaves, of }) => {
    const featureOf = new Uint32Array(columns).map((_, column) => of(column));
    const features = Math.max(...featureOf) + 1;
    const background = randomRows(20, columns);
    for (let round = 0; round < 5; round++) {
      const tree = randomTree(columns, leaves);
      const row = randomRows(1, columns);
      const { shares } = treeShapley({ trees: [tree], featureOf, features, background, absent: 'interventional' }, row);
      const values = coalitionValues(tree, featureOf, features, row, background);
      const expected = exactShapley(values, features);
      for (const [j, share] of shares.entries()) expect(share).toBeCloseTo(expected[j] ?? Number.NaN, 12);
    }
  });

  test.each(cases.slice(0, 2))('interactions are what all coalitions give, with $name', ({ columns, leaves, of }) => {
    const featureOf = new Uint32Array(columns).map((_, column) => of(column));
    const features = Math.max(...featureOf) + 1;
    const background = randomRows(20, columns);
    let largest = 0;
    for (let round = 0; round < 5; round++) {
      const tree = randomTree(columns, leaves);
      const row = randomRows(1, columns);
      const question = { trees: [tree], featureOf, features, background, absent: 'interventional' } as const;
      const found = treeInteractions(question, row);
      const expected = exactInteractions(coalitionValues(tree, featureOf, features, row, background), features);
      for (const [at, one] of found.entries()) {
        expect(one).toBeCloseTo(expected[at] ?? Number.NaN, 12);
        if (at % (features + 1) !== 0) largest = Math.max(largest, Math.abs(one));
      }
    }
    expect(largest).toBeGreaterThan(0.01);
  });

  test('path-dependent interactions are what all coalitions give, too', () => {
    const featureOf = new Uint32Array(8).map((_, column) => column);
    const background = randomRows(40, 8);
    for (let round = 0; round < 5; round++) {
      const tree = randomTree(8, 9);
      const row = randomRows(1, 8);
      const question = { trees: [tree], featureOf, features: 8, background, absent: 'pathDependent' } as const;
      const expected = exactInteractions(coverValues(tree, 8, row, background), 8);
      for (const [at, one] of treeInteractions(question, row).entries())
        expect(one).toBeCloseTo(expected[at] ?? Number.NaN, 12);
    }
  });

  test.each(['interventional', 'pathDependent'] as const)(
    '%s: base and shares add up to the answer of each row',
    (absent) => {
      const trees = Array.from({ length: 6 }, () => randomTree(14, 15));
      const featureOf = new Uint32Array(14).map((_, column) => column);
      const rows = randomRows(30, 14);
      const { base, shares } = treeShapley(
        { trees, featureOf, features: 14, background: randomRows(50, 14), absent },
        rows,
      );
      for (let row = 0; row < rows.rows; row++) {
        const sum = shares.subarray(row * 14, (row + 1) * 14).reduce((total, share) => total + share, base);
        const own = trees.reduce(
          (total, tree) => total + answer(tree, (column) => rows.columns[column]?.[row] ?? 0),
          0,
        );
        expect(sum).toBeCloseTo(own, 10);
      }
    },
  );

  test('a tree of one leaf is its value, for nobody', () => {
    const tree: Tree = [{ kind: 'leaf', value: 3 }];
    const question = {
      trees: [tree],
      featureOf: new Uint32Array(),
      features: 0,
      background: randomRows(2, 0),
      absent: 'interventional',
    } as const;
    expect(treeShapley(question, randomRows(4, 0))).toEqual({ base: 3, shares: new Float64Array() });
  });
});
