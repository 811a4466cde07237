import type { Tree } from '../../../training/gbdt/tree.ts';
import { interventionalGame, type LeafGame, pathDependentGame } from './leaf-game.ts';
import { type LeafPath, leafPaths, meets } from './leaf-path.ts';
import { treeCover } from './tree-cover.ts';

/** Rows in bins, one byte each, column by column as the trees number them. */
export interface BinnedRows {
  readonly rows: number;
  readonly columns: readonly Uint8Array[];
}

export interface TreeQuestion {
  readonly trees: readonly Tree[];
  /** Of which feature each column was made. */
  readonly featureOf: Uint32Array;
  readonly features: number;
  readonly background: BinnedRows;
  /** `interventional`: the background's rows stand in for absent features. `pathDependent`: the shares of them that went each way. */
  readonly absent: 'interventional' | 'pathDependent';
  /** Rows that came through each node of each tree; absent: those of the background. */
  readonly covers?: readonly Float64Array[];
}

export interface TreeShares {
  /** The sum of the trees for no feature. */
  readonly base: number;
  /** rows × features. */
  readonly shares: Float64Array;
}

/** Features of one path whose answers are remembered for every pattern. */
const mostRemembered = 10;

/**
 * Shapley values of a sum of trees, exact, for every row. A leaf's game has only its path's features for players, and rows that meet the same of its
 * conditions have the same shares: those are computed once for a leaf and pattern, so the size of the background hardly matters. One tree at a time
 * is held: memory is that of the answer.
 */
export function treeShapley(question: TreeQuestion, rows: BinnedRows): TreeShares {
  const { features } = question;
  const shares = new Float64Array(rows.rows * features);
  let base = 0;
  for (const { path, game } of leafGames(question)) {
    base += game.none;
    if (path.features.length <= mostRemembered) addRemembered(path, game, rows, features, shares);
    else addDirectly(path, game, rows, features, shares);
  }
  return { base, shares };
}

/** Every leaf of every tree, with its game. */
export function* leafGames({
  trees,
  featureOf,
  background,
  absent,
  covers,
}: TreeQuestion): Generator<{ readonly path: LeafPath; readonly game: LeafGame }> {
  for (const [t, tree] of trees.entries()) {
    const cover = absent === 'pathDependent' ? (covers?.[t] ?? treeCover(tree, background)) : undefined;
    for (const path of leafPaths(tree, featureOf, cover)) {
      const game =
        absent === 'pathDependent'
          ? pathDependentGame(path)
          : interventionalGame(path, background.columns, background.rows);
      yield { path, game };
    }
  }
}

function addRemembered(
  path: LeafPath,
  game: LeafGame,
  { rows, columns }: BinnedRows,
  features: number,
  shares: Float64Array,
): void {
  const width = path.features.length;
  if (width === 0) return;
  const all = 2 ** width - 1;
  const answers = new Float64Array((all + 1) * width);
  const answered = new Uint8Array(all + 1);
  const tests = path.conditions.map(({ place, column, allowed }) => ({
    bins: columns[column] as Uint8Array, // the model's columns, all of them
    allowed,
    keep: all & ~(1 << place),
  }));
  for (let row = 0; row < rows; row++) {
    let pattern = all;
    for (const { bins, allowed, keep } of tests) if (!allowed[bins[row] as number]) pattern &= keep;
    if (!answered[pattern]) {
      answered[pattern] = 1;
      const own = Uint8Array.from({ length: width }, (_, j) => (pattern >>> j) & 1);
      game.add(own, answers.subarray(pattern * width, (pattern + 1) * width));
    }
    for (let j = 0; j < width; j++) {
      const at = row * features + (path.features[j] as number);
      (shares[at] as number) += answers[pattern * width + j] as number; // within: pattern <= all, j < width
    }
  }
}

function addDirectly(
  path: LeafPath,
  game: LeafGame,
  { rows, columns }: BinnedRows,
  features: number,
  shares: Float64Array,
): void {
  const own = new Uint8Array(path.features.length);
  const answer = new Float64Array(path.features.length);
  for (let row = 0; row < rows; row++) {
    meets(path, columns, row, own);
    answer.fill(0);
    game.add(own, answer);
    for (const [j, feature] of path.features.entries())
      (shares[row * features + feature] as number) += answer[j] as number;
  }
}
