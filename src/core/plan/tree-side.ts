import type { Tree, TreeEntry } from '../definitions/definitions.ts';
import { entryFault } from '../definitions/load.ts';
import { type Document, parseFile } from '../definitions/parse.ts';
import type { Fault } from '../errors.ts';

export interface ParsedFile {
  readonly documents: readonly Document[];
  readonly faults: readonly Fault[];
}

/** One of the two trees of a plan. Files are parsed when asked for; equal files of both sides are parsed once. */
export interface TreeSide {
  readonly tree: Tree;
  readonly entries: ReadonlyMap<string, TreeEntry>;
  /** Definition files by path; a path that is not there is left out. One read for all. */
  parse(paths: Iterable<string>): Promise<ReadonlyMap<string, ParsedFile>>;
}

/** `cache` is shared by the two sides of one plan; its key is path and blob id. */
export async function treeSide(tree: Tree, cache: Map<string, ParsedFile>): Promise<TreeSide> {
  const entries = new Map((await tree.list()).map((entry) => [entry.path, entry]));
  return {
    tree,
    entries,
    async parse(paths) {
      const wanted = [...new Set(paths)].flatMap((path) => entries.get(path) ?? []);
      const refused = new Map(wanted.flatMap((entry) => faultOf(entry)));
      const unread = wanted.filter((entry) => !refused.has(entry.path) && !cache.has(keyOf(entry)));
      const bytes = unread.length === 0 ? undefined : await tree.read(unread.map((entry) => entry.path));
      for (const entry of unread)
        cache.set(keyOf(entry), parseFile(entry.path, bytes?.get(entry.path) ?? new Uint8Array()));
      const parsed = new Map<string, ParsedFile>();
      for (const entry of wanted) {
        const file = refused.get(entry.path) ?? cache.get(keyOf(entry));
        if (file !== undefined) parsed.set(entry.path, file);
      }
      return parsed;
    },
  };
}

function keyOf(entry: TreeEntry): string {
  return `${entry.id} ${entry.path}`;
}

/** A link or a file too large is never read. */
function faultOf(entry: TreeEntry): [string, ParsedFile][] {
  const fault = entryFault(entry);
  return fault === undefined ? [] : [[entry.path, { documents: [], faults: [fault] }]];
}
