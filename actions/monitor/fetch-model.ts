import { join } from 'node:path';
import type { Digest } from '../../src/core/digest.ts';
import { FolderPlace } from '../../src/engines/predictions/folder-place.ts';
import { loggedFiles } from '../../src/engines/predictions/logged-files.ts';
import type { PredictionPlace } from '../../src/engines/predictions/prediction-place.ts';
import { FolderStore } from '../../src/engines/store/folder-store.ts';
import { definedVersion, lastEnvironment } from '../../src/engines/workspace/champion.ts';
import { fetchedSource, fetchNewest } from '../../src/engines/workspace/fetched-source.ts';
import { privateOf } from '../../src/engines/workspace/private-data.ts';
import { timedSources } from '../../src/engines/workspace/timed-sources.ts';
import { resolveOn, type Workspace } from '../../src/engines/workspace/workspace.ts';
import type { WindowsJob } from './job.ts';

/** What lies on this machine now, for a process that has neither token nor credential. */
export interface FetchedModel extends Pick<WindowsJob, 'packages' | 'predictions'> {
  /** Whether anyone may see the rows. */
  readonly readable: boolean;
}

export interface FetchSettings {
  readonly predictions: PredictionPlace;
  /** Microseconds since 1970. */
  readonly now: number;
  readonly scratch: string;
  readonly log: (line: string) => void;
}

/**
 * Fetches everything of a running model that takes a token or a credential, and looks into none of it: its package, the private data that it and
 * today's definitions pin, and its predictions where they lie elsewhere. Undefined where nothing runs.
 */
export async function fetchModel(
  workspace: Workspace,
  model: string,
  { predictions, now, scratch, log }: FetchSettings,
): Promise<FetchedModel | undefined> {
  const running = await definedVersion(workspace, workspace.head, lastEnvironment(workspace.head), model);
  if (running === undefined) return undefined;
  const { digest, resolved } = running;
  const packages = join(scratch, 'packages');
  const item = await workspace.store.get(digest);
  if (item !== undefined) await new FolderStore(packages).publish(item);
  const closed = [...privateOf(resolved), ...privateOf(await resolveOn(workspace.head, model))];
  for (const { source, pin } of closed) {
    await fetchedSource(workspace.cacheFolder, source, pin, workspace.credentials);
  }
  const readable = closed.length === 0;
  const { name } = predictions;
  if (predictions instanceof FolderPlace) return { packages, predictions: { folder: name, name }, readable };
  const folder = join(scratch, 'predictions');
  await loggedFiles(predictions, { model, digest, until: now, folder, log });
  return { packages, predictions: { folder, name }, readable };
}

/** The newest bytes of every source with a time that the model reads and only a credential opens, by name: they lie in the cache from now on. */
export async function fetchNewestOf(workspace: Workspace, model: string): Promise<Record<string, Digest>> {
  const closed = (await timedSources(workspace, model)).filter(({ access }) => access === 'environment');
  const fetched: Record<string, Digest> = {};
  for (const source of closed) {
    fetched[source.name] = (await fetchNewest(workspace.cacheFolder, source, workspace.credentials)).digest;
  }
  return fetched;
}
