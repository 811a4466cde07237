import type { Tree, TreeEntry } from '../../core/definitions/definitions.ts';
import { readObjects } from './read-blobs.ts';
import { runGit } from './run-git.ts';

/** `<mode> <type> <id> <size>\t<path>`; the size is padded with spaces. */
const entryPattern = /^([0-7]{6}) (blob|commit) ([0-9a-f]+) +([0-9]+|-)\t(.+)$/s;

/** The files under a git tree id. Listed once, when first asked. */
export function gitTree(folder: string, id: string): Tree {
  let listing: Promise<Listing> | undefined;
  const list = (): Promise<Listing> => {
    listing ??= listTree(folder, id);
    return listing;
  };
  return {
    id,
    list: async () => (await list()).entries,
    async read(paths) {
      const { byPath } = await list();
      const wanted = paths.flatMap((path) => byPath.get(path) ?? []);
      const contents = await readObjects(
        folder,
        wanted.map((entry) => entry.id),
      );
      const read = new Map<string, Uint8Array>();
      for (const [index, entry] of wanted.entries()) {
        const bytes = contents[index];
        if (bytes !== undefined) read.set(entry.path, bytes);
      }
      return read;
    },
  };
}

interface Listing {
  readonly entries: readonly TreeEntry[];
  readonly byPath: ReadonlyMap<string, TreeEntry>;
}

async function listTree(folder: string, id: string): Promise<Listing> {
  const args = ['ls-tree', '-r', '-l', '-z', '--full-tree', '--end-of-options', id];
  const { output } = await runGit(folder, args);
  const entries: TreeEntry[] = [];
  for (const record of output.toString('utf8').split('\0')) {
    const match = entryPattern.exec(record);
    // A submodule has type "commit" and no bytes of its own: nothing in it can be read, so it is not a file here.
    if (match === null || match[2] === 'commit') continue;
    const [, mode = '', , blob = '', size = '', path = ''] = match;
    entries.push({ path, mode, id: blob, size: Number(size) });
  }
  return { entries, byPath: new Map(entries.map((entry) => [entry.path, entry])) };
}
