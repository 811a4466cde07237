import type { TreeEntry } from '../definitions/definitions.ts';
import { pathOf } from '../definitions/place.ts';
import type { Source, SourceLock } from '../definitions/schema/source.ts';
import { AvalError, type Fault } from '../errors.ts';
import type { SourcePin } from './resolved-model.ts';

const scheme = /^[A-Za-z][A-Za-z0-9+.-]*:\/\//;

/** Whether a source is a file in the repository, which git pins. */
export function isRepositoryFile(source: Source): boolean {
  return !scheme.test(source.uri);
}

/** Which bytes of a source are meant: git's blob for a file in the repository, else what the lock says; or why that is unknown. */
export function sourcePin(
  source: Source,
  lock: SourceLock | undefined,
  entries: ReadonlyMap<string, TreeEntry>,
): { readonly pin: SourcePin } | { readonly fault: Fault } {
  const until = lock?.until === undefined ? {} : { until: lock.until };
  if (!isRepositoryFile(source)) {
    if (lock?.digest === undefined) return { fault: unpinned(source, lock) };
    return { pin: { digest: lock.digest, ...until } };
  }
  const entry = entries.get(source.uri);
  if (entry === undefined || entry.mode === '120000') return { fault: noFile(source, entry) };
  return { pin: { digest: `git:${entry.id}`, ...until } };
}

/** As `sourcePin`, for one source by itself. Throws `config`. */
export function pinSource(
  source: Source,
  lock: SourceLock | undefined,
  entries: ReadonlyMap<string, TreeEntry>,
): SourcePin {
  const found = sourcePin(source, lock, entries);
  if ('pin' in found) return found.pin;
  throw new AvalError('config', found.fault);
}

function unpinned(source: Source, lock: SourceLock | undefined): Fault {
  const path = pathOf('SourceLock', source.name);
  return {
    rule: 'source.unpinned',
    message: `source "${source.name}" is outside the repository and ${lock ? `${path} has no digest` : `has no ${path}`}, so its bytes are not known`,
    hint: `Run: aval data update ${source.name}`,
  };
}

function noFile(source: Source, entry: TreeEntry | undefined): Fault {
  return {
    rule: 'source.noFile',
    message: `source "${source.name}": ${source.uri} ${entry ? 'is a symbolic link' : 'is not in the repository'}`,
    hint: entry
      ? 'Put the file itself there.'
      : 'Add the file (is it ignored by git?), or give an https:// address as its uri.',
  };
}
