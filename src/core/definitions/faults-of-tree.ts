import type { Fault } from '../errors.ts';
import type { Tree } from './definitions.ts';

/** Faults of a tree, with the commit that it is of: whoever mends the working copy would look there for lines that it no longer has. */
export function faultsOfTree({ commit }: Pick<Tree, 'commit'>, faults: readonly Fault[]): readonly Fault[] {
  return commit === undefined ? faults : faults.map((fault) => ({ ...fault, commit }));
}
