import type { Tree } from '../../core/definitions/definitions.ts';
import { entryPath, type Ledger, readLedger } from '../../core/ledger/ledger.ts';

/** The holdout ledger that a tree of the branch `aval-ledger` holds, proved whole. Throws `evidence` for a chain that is broken. */
export async function readLedgerTree(tree: Tree): Promise<Ledger> {
  const listed = (await tree.list()).filter(({ path }) => path.startsWith('entries/'));
  const paths = listed.map((_, index) => entryPath(index));
  const files = await tree.read(paths);
  // A file under another name takes the place of one that the chain needs, whose absence is said with its index.
  const decoder = new TextDecoder('utf-8', { ignoreBOM: true }); // byte for byte: a mark at the start makes another text of it
  return readLedger(paths.map((path) => decoder.decode(files.get(path))));
}
