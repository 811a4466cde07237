import type { Fault } from '../errors.ts';
import { byPlace } from './by-place.ts';
import { collect } from './collect.ts';
import type { Definitions, Tree, TreeEntry } from './definitions.ts';
import type { Document } from './document.ts';
import { faultsOfTree } from './faults-of-tree.ts';
import { locationOf } from './location.ts';
import { parseFile } from './parse.ts';
import { isDefinitionPath, misplaced } from './place.ts';
import { checkReferences, type ReferenceOptions } from './references/check-references.ts';
import { maximumBytes } from './text.ts';

export interface Loaded {
  /** Undefined when anything is wrong. */
  readonly definitions: Definitions | undefined;
  /** By file, line and column. */
  readonly faults: readonly Fault[];
  /** Sound documents by path, for places in files. */
  readonly documents: ReadonlyMap<string, readonly Document[]>;
}

/** Reads and checks every definition of a tree. References are checked only once each file is sound by itself. */
export async function loadDefinitions(tree: Tree, options: ReferenceOptions = {}): Promise<Loaded> {
  const entries = [...(await tree.list())].sort((a, b) => (a.path < b.path ? -1 : 1));
  const faults: Fault[] = [];
  const sound: string[] = [];
  for (const entry of entries) {
    const fault = entryFault(entry);
    if (fault) faults.push(fault);
    else if (isDefinitionPath(entry.path)) sound.push(entry.path);
  }
  const bytes = await tree.read(sound);
  const documents = new Map<string, readonly Document[]>();
  for (const path of sound) {
    const parsed = parseFile(path, bytes.get(path) ?? new Uint8Array());
    documents.set(path, parsed.documents);
    faults.push(...parsed.faults);
  }
  if (faults.length > 0) return { definitions: undefined, faults: faultsOfTree(tree, faults.sort(byPlace)), documents };
  const all = [...documents.values()].flat();
  const dangling = checkReferences(all, new Set(entries.map((entry) => entry.path)), options);
  if (dangling.length > 0)
    return { definitions: undefined, faults: faultsOfTree(tree, [...dangling].sort(byPlace)), documents };
  return { definitions: collect(all), faults: [], documents };
}

/** What is wrong with a file before it is read. */
export function entryFault({ path, mode, size }: TreeEntry): Fault | undefined {
  const location = locationOf(path, '', 0, 0);
  const elsewhere = misplaced(path);
  if (elsewhere !== undefined)
    return { rule: 'place.path', message: 'no definition is read from here', hint: elsewhere, location };
  if (!isDefinitionPath(path)) return undefined;
  if (mode === '120000') {
    const message = 'the definition is a symbolic link';
    return { rule: 'file.symlink', message, hint: 'Put the file itself here.', location };
  }
  if (size <= maximumBytes) return undefined;
  const message = `the file has ${size} bytes; a definition has at most ${maximumBytes}`;
  return { rule: 'file.size', message, hint: 'Data belong in a file of their own, named by a source.', location };
}
