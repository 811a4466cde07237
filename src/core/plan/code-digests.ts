import type { Tree, TreeEntry } from '../definitions/definitions.ts';
import type { Model } from '../definitions/schema/model.ts';
import { type Digest, digestOf } from '../digest.ts';

/** Files of a program and its lock file, those that are in the tree. Links are left out: they could lead anywhere. */
export function codeFiles({ train }: Model, entries: ReadonlyMap<string, TreeEntry>): readonly string[] {
  if (train.engine !== 'command') return [];
  const named = [...new Set([...train.files, train.lock])].sort();
  return named.filter((file) => entries.has(file) && entries.get(file)?.mode !== '120000');
}

/** Path → digest of a program's files and its lock file; empty for every engine but `command`. */
export async function codeDigests(
  model: Model,
  tree: Tree,
  entries: ReadonlyMap<string, TreeEntry>,
): Promise<ReadonlyMap<string, Digest>> {
  return digestFiles(codeFiles(model, entries), tree);
}

/** sha256 of files of a tree, one read for all. */
export async function digestFiles(paths: readonly string[], tree: Tree): Promise<ReadonlyMap<string, Digest>> {
  if (paths.length === 0) return new Map();
  return new Map([...(await tree.read(paths))].map(([path, content]) => [path, digestOf(content)]));
}
