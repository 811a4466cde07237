import type { Fault } from '../../errors.ts';
import type { DocumentOf } from '../document.ts';
import type { Catalogue } from './catalogue.ts';
import { faultAt, faultAtKey, unknownName } from './fault-at.ts';

/** A lock belongs to a source and says what that source needs. */
export function* checkSourceLock(lock: DocumentOf<'SourceLock'>, catalogue: Catalogue): Generator<Fault> {
  const { source: name, until, digest } = lock.value;
  const source = catalogue.source.get(name);
  if (!source) return yield unknownName(lock, ['source'], 'source', name, catalogue.source.keys());
  const { time, access } = source.value;
  if (until !== undefined && time === undefined)
    yield faultAt(lock, ['until'], 'lock.until', `"until" needs a source with "time"; "${name}" has none`);
  if (until === undefined && time !== undefined)
    yield faultAtKey(lock, ['source'], 'lock.until', `missing key "until": source "${name}" has "time"`, update(name));
  if (digest === undefined && access !== 'repository')
    yield faultAtKey(
      lock,
      ['source'],
      'lock.digest',
      `missing key "digest": git does not hold "${name}"`,
      update(name),
    );
}

/** Git pins files of the repository; other bytes, and how far rows with times are read, are pinned by a lock. */
export function* checkLockPresence(
  source: DocumentOf<'Source'>,
  lock: DocumentOf<'SourceLock'> | undefined,
): Generator<Fault> {
  const { name, access, time } = source.value;
  if (lock || (access === 'repository' && time === undefined)) return;
  const key = access === 'repository' ? 'time' : 'access';
  const reason = access === 'repository' ? 'it has "time"' : `its access is ${access}`;
  yield faultAtKey(
    source,
    [key],
    'lock.missing',
    `source "${name}" has no lock, which it needs since ${reason}`,
    update(name),
  );
}

function update(source: string): string {
  return `Run: aval data update ${source}`;
}
