import type { SourceLock } from '../../src/core/definitions/schema/source.ts';
import { canonicalJson, type Digest } from '../../src/core/digest.ts';
import { newestLock, openSources } from '../../src/engines/workspace/source-data.ts';
import { timedSources } from '../../src/engines/workspace/timed-sources.ts';
import type { Workspace } from '../../src/engines/workspace/workspace.ts';

/**
 * What `aval data update` would write for the sources with a time that the model reads, where that differs. A source whose data fail a check stays.
 * `fetched` says which bytes of the cache are the newest of a source that only a credential opens.
 */
export async function movedLocks(
  workspace: Workspace,
  model: string,
  now: number,
  fetched: ReadonlyMap<string, Digest>,
  log: (line: string) => void,
): Promise<SourceLock[]> {
  const timed = await timedSources(workspace, model);
  if (timed.length === 0) return [];
  const names = timed.map(({ name }) => name);
  const data = { ...(await openSources(workspace.repository.root, names, workspace.credentials)), fetched };
  const moved: SourceLock[] = [];
  for (const source of data.sources) {
    const { lock, checks } = await newestLock(data, source, now);
    for (const { check, column = source.name } of checks.filter(({ success }) => !success)) {
      log(`source ${source.name} stays where its lock is: ${column} fails ${check}`);
    }
    const standing = data.definitions.locks.get(source.name);
    if (lock !== undefined && canonicalJson(lock) !== canonicalJson(standing ?? null)) moved.push(lock);
  }
  return moved;
}
