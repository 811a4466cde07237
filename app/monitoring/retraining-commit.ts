import { placeOf } from '../../src/core/definitions/place.ts';
import { isAncestor } from '../../src/engines/git/branches.ts';
import { type CommitFacts, changedPaths } from '../../src/engines/git/read-commit.ts';
import type { Sha } from '../../src/engines/git/ref.ts';
import { type AppRepository, authorOf } from '../repository.ts';

/** What a commit of a retraining pull request says of itself. */
export interface RetrainingFacts {
  readonly model: string;
  readonly version: string;
  /** That ran when the windows drifted. */
  readonly package: string;
  /** How far the newest of its data reach; undefined: no lock says. */
  readonly until: string | undefined;
  /** Ends of the windows whose alarm it answers. */
  readonly windows: readonly string[];
}

type Said = Pick<RetrainingFacts, 'package' | 'until' | 'windows'>;

/** Names and times only: nothing of the evidence that anyone could have written, because GitHub acts on what a commit says. */
export function retrainingMessage({ model, version, package: digest, until, windows }: RetrainingFacts): string {
  const reach = until === undefined ? [] : [`Aval-Until: ${until}`];
  const trailers = [`Aval-Package: ${digest}`, ...reach, ...windows.map((end) => `Aval-Window: ${end}`)];
  return [
    `Retrain ${model}`,
    `Windows of ${version} drifted; this moves the locks of its data.`,
    trailers.join('\n'),
  ].join('\n\n');
}

/** Undefined for a message that is none of ours. */
export function parseRetrainingMessage(message: string): Said | undefined {
  const digest = /^Aval-Package: (sha256:[0-9a-f]{64})$/m.exec(message)?.[1];
  const windows = [...message.matchAll(/^Aval-Window: (\S{1,40})$/gm)].map(([, end = '']) => end);
  const until = /^Aval-Until: (\d{4}-\d\d-\d\dT[\d:.]{5,20}(?:Z|[+-]\d\d:\d\d))$/m.exec(message)?.[1];
  return digest === undefined ? undefined : { package: digest, until, windows };
}

/** A commit of ours: what it follows, which locks it moves. */
export interface OwnRetraining extends Said {
  readonly message: string;
  readonly paths: readonly string[];
}

/**
 * What a commit says, if it is one that we would make: by our name, one step behind the default branch, locks and nothing else. Who may write to the
 * repository can make one, too, and gains nothing: closing the pull request does the same.
 */
export async function ownRetraining(
  { mirror, identity }: AppRepository,
  tip: Sha,
  { sha, parents, author, message }: CommitFacts,
): Promise<OwnRetraining | undefined> {
  const { root } = mirror.repository;
  const said = parseRetrainingMessage(message);
  const own = authorOf(identity);
  const [parent, ...more] = parents;
  if (said === undefined || parent === undefined || more.length > 0) return undefined;
  if (author.name !== own.name || author.email !== own.email || !(await isAncestor(root, parent, tip)))
    return undefined;
  const paths = await changedPaths(root, parent, sha);
  const locksAlone = paths.length > 0 && paths.every((path) => placeOf(path)?.kind === 'SourceLock');
  return locksAlone ? { ...said, message, paths } : undefined;
}
