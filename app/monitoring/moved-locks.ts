import { pathOf } from '../../src/core/definitions/place.ts';
import { type SourceLock, sourceLockSchema } from '../../src/core/definitions/schema/source.ts';
import { documentText } from '../../src/core/definitions/write-document.ts';
import { timeMicros } from '../../src/core/features/time-text.ts';
import type { Landed } from '../landed/observe.ts';
import type { WatchedModel } from './watched-models.ts';

export interface MovedLocks {
  readonly locks: readonly SourceLock[];
  /** Text of each lock file by its path. */
  readonly files: ReadonlyMap<string, string>;
}

/** The locks of a report that move one of the default branch forward: of sources with a time that the model reads, and of no others. */
export async function movedLocks({ side }: Landed, { landed, reported }: WatchedModel): Promise<MovedLocks> {
  const { sources } = landed.resolved;
  const asked = reported.locks.filter(({ source }) => sources.get(source)?.time !== undefined);
  const paths = asked.map(({ source }) => pathOf('SourceLock', source));
  const [texts, parsed] = [
    await side.tree.read(paths.filter((path) => side.entries.has(path))),
    await side.parse(paths),
  ];
  const moved = asked.flatMap((lock) => {
    const path = pathOf('SourceLock', lock.source);
    const standing = sourceLockSchema.safeParse(parsed.get(path)?.documents[0]?.value).data;
    if (isBehind(lock, standing)) return [];
    const bytes = texts.get(path);
    const before = bytes && new TextDecoder().decode(bytes);
    const text = documentText(path, lock, before);
    return text === before ? [] : [{ lock, path, text }];
  });
  return {
    locks: moved.map(({ lock }) => lock),
    files: new Map(moved.map(({ path, text }) => [path, text])),
  };
}

/** The run may have read a commit from before the lock was moved. */
function isBehind({ until }: SourceLock, standing: SourceLock | undefined): boolean {
  if (until === undefined || standing?.until === undefined) return false;
  return timeMicros(until) < timeMicros(standing.until);
}
