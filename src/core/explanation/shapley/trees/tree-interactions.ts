import { mainEffects } from '../../interactions/main-effects.ts';
import { meets } from './leaf-path.ts';
import { type BinnedRows, leafGames, type TreeQuestion, treeShapley } from './tree-shapley.ts';

/**
 * Shapley interaction values of a sum of trees, exact, rows × features × features: a leaf's game has only its path's features for players, so that each leaf
 * adds to few pairs. The diagonals are what is left of the Shapley values.
 */
export function treeInteractions(question: TreeQuestion, { rows, columns }: BinnedRows): Float64Array {
  const { features } = question;
  const found = new Float64Array(rows * features * features);
  for (const { path, game } of leafGames(question)) {
    const width = path.features.length;
    const own = new Uint8Array(width);
    const pairs = new Float64Array(width * width);
    for (let row = 0; row < rows; row++) {
      meets(path, columns, row, own);
      pairs.fill(0);
      game.addPairs(own, pairs);
      for (const [i, one] of path.features.entries())
        for (const [j, other] of path.features.entries())
          (found[(row * features + one) * features + other] as number) += pairs[i * width + j] as number;
    }
  }
  const { shares } = treeShapley(question, { rows, columns });
  for (let row = 0; row < rows; row++) {
    const own = found.subarray(row * features ** 2, (row + 1) * features ** 2);
    mainEffects(own, shares.subarray(row * features, (row + 1) * features));
  }
  return found;
}
