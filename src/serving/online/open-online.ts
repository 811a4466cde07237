import { randomBytes } from 'node:crypto';
import { mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { Repository } from '../../engines/git/repository.ts';
import { currentFile } from '../../engines/online/current-file.ts';
import { sweepStale } from '../../engines/sweep-stale.ts';
import type { ServeSettings } from '../settings.ts';
import type { OnlineEvent } from './online-event.ts';
import { OnlineFeatures } from './online-features.ts';
import { readInThread } from './read-in-thread.ts';

/** What a read may take before it spills to the disk. */
const memoryLimit = '2GB';
/** Folders of processes that were killed are removed after a day. */
const staleAfter = 86_400_000;

export interface OpenOnline extends AsyncDisposable {
  readonly online: OnlineFeatures;
}

/** Joins on this machine: rows are read in a thread of their own, and what has to be fetched is in the cache until it is closed. */
export async function openOnline(
  { online: settings, cacheFolder, github, credentials }: ServeSettings,
  repository: Repository,
  told: (event: OnlineEvent) => void,
): Promise<OpenOnline> {
  const parent = join(cacheFolder, 'serving', 'online');
  await mkdir(parent, { recursive: true });
  await sweepStale(parent, /^[0-9a-f]{16}$/, staleAfter);
  const folder = join(parent, randomBytes(8).toString('hex'));
  const place = { repository, workTree: github === undefined, credentials: credentials() };
  const online = new OnlineFeatures({
    repository,
    current: (source, commit, own) => currentFile(place, source, commit, own),
    read: (view, file) =>
      readInThread({ join: view, file, now: Date.now() * 1000, history: settings.history * 1000, memoryLimit }),
    folder,
    interval: settings.refresh,
    now: Date.now,
    told,
  });
  return { online, [Symbol.asyncDispose]: () => rm(folder, { recursive: true, force: true }) };
}
