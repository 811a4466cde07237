import { join } from 'node:path';
import type { Definitions, Tree } from '../../core/definitions/definitions.ts';
import { loadDefinitions } from '../../core/definitions/load.ts';
import { suggestion } from '../../core/definitions/nearest.ts';
import { pathOf } from '../../core/definitions/place.ts';
import type { Source, SourceLock } from '../../core/definitions/schema/source.ts';
import type { Digest } from '../../core/digest.ts';
import { AvalError } from '../../core/errors.ts';
import { isRepositoryFile } from '../../core/plan/source-pin.ts';
import { checkSource, type SourceCheck } from '../duckdb/check-source.ts';
import { lockFor } from '../duckdb/lock-source.ts';
import { openRepository, type Repository } from '../git/repository.ts';
import type { Credentials } from '../http/credentials.ts';
import { cacheFolderOf } from './cache-folder.ts';
import { fetchedSource, fetchNewest } from './fetched-source.ts';
import { writeDefinition } from './write-definition.ts';

/** Sources of a work tree whose locks may still be missing. */
export interface SourceData {
  readonly repository: Repository;
  readonly tree: Tree;
  readonly definitions: Definitions;
  /** Those asked for, by name. */
  readonly sources: readonly Source[];
  readonly cacheFolder: string;
  readonly credentials: Credentials;
  /** By source: the digest of its newest bytes, where they were fetched into the cache before. */
  readonly fetched?: ReadonlyMap<string, Digest>;
}

/** Opens the sources named, or all. Throws `config` for faults of the definitions, `usage` for an unknown name. */
export async function openSources(
  folder: string,
  names: readonly string[],
  credentials: Credentials,
): Promise<SourceData> {
  const repository = await openRepository(folder);
  const tree = await repository.workTree();
  const { definitions, faults } = await loadDefinitions(tree, { locks: 'optional' });
  if (definitions === undefined) throw new AvalError('config', faults);
  const known = [...definitions.sources.keys()].sort();
  const unknown = names.filter((name) => !known.includes(name));
  if (unknown.length > 0) {
    const fault = (name: string) => ({
      message: `there is no source "${name}"`,
      hint: suggestion(name, known, 'Defined'),
    });
    throw new AvalError(
      'usage',
      unknown.map((name) => ({ rule: 'cli.source', ...fault(name) })),
    );
  }
  const wanted = names.length > 0 ? [...new Set(names)] : known;
  const sources = wanted.flatMap((name) => definitions.sources.get(name) ?? []);
  return { repository, tree, definitions, sources, cacheFolder: await cacheFolderOf(repository.root), credentials };
}

/** Checks the rows that a source's lock pins, each expectation once. Throws `config` for a source that needs a lock and has none. */
export async function checkPinned(data: SourceData, source: Source): Promise<readonly SourceCheck[]> {
  const lock = data.definitions.locks.get(source.name);
  const memory = { memoryLimit: data.definitions.project.compute.memoryLimit };
  const until = lock?.until === undefined ? {} : { until: lock.until };
  return checkSource(source, await pinnedFile(data, source), { ...memory, ...until });
}

/** A local file with the bytes that the lock of a source names. Throws `config` for a source that needs a lock and has none. */
export async function pinnedFile(data: SourceData, source: Source): Promise<string> {
  const lock = data.definitions.locks.get(source.name);
  if (isRepositoryFile(source)) return ownFile(data, source);
  if (lock?.digest !== undefined) return fetchedSource(data.cacheFolder, source, lock.digest, data.credentials);
  const message = `source "${source.name}" has no lock that says which bytes are meant`;
  throw new AvalError('config', { rule: 'lock.missing', message, hint: `Run: aval data update ${source.name}` });
}

/** `kept`: the lock says this already; `free`: git pins the file and no lock is needed. Only `refused` writes nothing for a reason. */
export interface SourceUpdate {
  readonly outcome: 'written' | 'kept' | 'free' | 'refused';
  readonly checks: readonly SourceCheck[];
  readonly lock?: SourceLock;
}

/** Moves the lock of a source to the newest data, once these meet every expectation, freshness at `now` (microseconds) included. */
export async function updateLock(data: SourceData, source: Source, now: number): Promise<SourceUpdate> {
  const { checks, lock, sound } = await newestLock(data, source, now);
  if (!sound) return { outcome: 'refused', checks };
  if (lock === undefined) return { outcome: 'free', checks };
  const changed = await writeDefinition(data.repository.root, pathOf('SourceLock', source.name), lock);
  return { outcome: changed ? 'written' : 'kept', checks, lock };
}

/** What a source holds now: `sound` when it meets every expectation, and then its lock; none where git pins it. */
export interface NewestLock {
  readonly sound: boolean;
  readonly checks: readonly SourceCheck[];
  readonly lock?: SourceLock;
}

/** The lock that `updateLock` would write. Writes nothing. */
export async function newestLock(data: SourceData, source: Source, now: number): Promise<NewestLock> {
  const memory = { memoryLimit: data.definitions.project.compute.memoryLimit };
  const { file, digest } = await newestFile(data, source);
  const checks = await checkSource(source, file, { ...memory, now });
  if (checks.some(({ success }) => !success)) return { sound: false, checks };
  if (digest === undefined && source.time === undefined) return { sound: true, checks };
  return { sound: true, checks, lock: await lockFor(source, file, { ...memory, ...(digest && { digest }) }) };
}

async function newestFile(data: SourceData, source: Source): Promise<{ file: string; digest?: Digest }> {
  if (isRepositoryFile(source)) return { file: await ownFile(data, source) };
  const digest = data.fetched?.get(source.name);
  if (digest !== undefined) {
    return { file: await fetchedSource(data.cacheFolder, source, digest, data.credentials), digest };
  }
  return fetchNewest(data.cacheFolder, source, data.credentials);
}

/** A file of the repository as the work tree has it. */
async function ownFile({ repository, tree, cacheFolder }: SourceData, source: Source): Promise<string> {
  const files = await repository.checkoutFilesTo(tree, [source.uri], join(cacheFolder, 'data'));
  const file = files.get(source.uri);
  if (file !== undefined) return file;
  throw new AvalError('config', {
    rule: 'source.noFile',
    message: `source "${source.name}": ${source.uri} is not in the repository`,
  });
}
