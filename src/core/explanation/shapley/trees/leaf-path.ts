import { fillGoesLeft, type Split, type Tree } from '../../../training/gbdt/tree.ts';

/** A condition on one column's bin: 1 for each of 256 bins with which a row may still reach the leaf. */
export interface Condition {
  /** Which of the path's features the column was made of. */
  readonly place: number;
  readonly column: number;
  readonly allowed: Uint8Array;
}

/** A leaf, and what a row must be to end there. */
export interface LeafPath {
  readonly value: number;
  /** Features that the path asks about, each once. */
  readonly features: readonly number[];
  readonly conditions: readonly Condition[];
  /** Of each feature: the product of the shares of rows that go the path's way where it is asked. */
  readonly shares: Float64Array;
}

/**
 * Every leaf of a tree. `featureOf` says of which feature a column was made: columns of one feature are one player, so that one-hot columns never are
 * two levels at once. `cover`: rows that came through each node, where path-dependent shares are wanted.
 */
export function leafPaths(tree: Tree, featureOf: Uint32Array, cover?: Float64Array): readonly LeafPath[] {
  const found: LeafPath[] = [];
  const table = new Uint8Array(256);
  let next = 0;
  const visit = (steps: readonly Step[]): void => {
    const at = next++;
    const node = tree[at];
    if (node === undefined || node.kind === 'leaf') {
      found.push(leafPath(node?.value ?? 0, steps, featureOf));
      return;
    }
    fillGoesLeft(table, node);
    const left = table.slice();
    const right = left.map((one) => 1 - one);
    const share = (child: number) => (cover === undefined ? 1 : (cover[child] ?? 0) / Math.max(1e-300, cover[at] ?? 0));
    visit([...steps, { split: node, allowed: left, share: share(at + 1) }]);
    visit([...steps, { split: node, allowed: right, share: share(next) }]);
  };
  visit([]);
  return found;
}

interface Step {
  readonly split: Split;
  readonly allowed: Uint8Array;
  readonly share: number;
}

function leafPath(value: number, steps: readonly Step[], featureOf: Uint32Array): LeafPath {
  const features = [...new Set(steps.map(({ split }) => featureOf[split.feature] ?? 0))];
  const shares = new Float64Array(features.length).fill(1);
  const byColumn = new Map<number, Condition>();
  for (const { split, allowed, share } of steps) {
    const place = features.indexOf(featureOf[split.feature] ?? 0);
    shares[place] = (shares[place] as number) * share; // the feature is in the list
    const known = byColumn.get(split.feature);
    const both = known === undefined ? allowed : known.allowed.map((one, bin) => one & (allowed[bin] as number));
    byColumn.set(split.feature, { place, column: split.feature, allowed: both });
  }
  return { value, features, conditions: [...byColumn.values()], shares };
}

/** Writes 1 for each of the path's features whose conditions a row meets, 0 for the others. */
export function meets({ conditions }: LeafPath, bins: readonly Uint8Array[], row: number, out: Uint8Array): void {
  out.fill(1);
  for (const { place, column, allowed } of conditions) {
    if (!allowed[(bins[column] as Uint8Array)[row] as number]) out[place] = 0; // one column of bins for each column
  }
}
