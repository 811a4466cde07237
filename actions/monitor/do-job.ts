import { join } from 'node:path';
import { parseDigest } from '../../src/core/digest.ts';
import { replaceFile } from '../../src/engines/atomic-write.ts';
import { FolderPlace } from '../../src/engines/predictions/folder-place.ts';
import { FolderStore } from '../../src/engines/store/folder-store.ts';
import { lastEnvironment } from '../../src/engines/workspace/champion.ts';
import { Frames } from '../../src/engines/workspace/frames.ts';
import { monitorModel } from '../../src/engines/workspace/monitor.ts';
import { monitoringFolder } from '../../src/engines/workspace/monitor-file.ts';
import { openWorkspace } from '../../src/engines/workspace/workspace.ts';
import { leavingFaults } from '../child/faults.ts';
import { type FoundLocks, type FoundWindows, foundFile, type Job, type LocksJob, type WindowsJob } from './job.ts';
import { movedLocks } from './moved-locks.ts';

/** The half that reads data: everything that it says goes through files of the job's folder. Gives the exit code. */
export function doJob(job: Job): Promise<0 | 1> {
  return leavingFaults(job.output, async () => {
    const found = job.look === 'windows' ? await windowsOf(job) : await locksOf(job);
    await replaceFile(join(job.output, foundFile), JSON.stringify(found));
  });
}

const nobody = () => undefined;

async function windowsOf({ repository, model, packages, predictions, now, newest }: WindowsJob): Promise<FoundWindows> {
  const workspace = await openWorkspace(repository, { store: () => new FolderStore(packages) });
  const notes: string[] = [];
  const monitored = await monitorModel(workspace, model, {
    environment: lastEnvironment(workspace.head),
    until: now,
    newest,
    predictions: new FolderPlace(predictions.folder, predictions.name),
    output: monitoringFolder(workspace),
    frames: new Frames(workspace, nobody),
    progress: nobody,
    log: (line) => void notes.push(line),
  });
  if ('because' in monitored) return { notes, found: { because: monitored.because } };
  const { running, windows } = monitored;
  const evidence = windows.map((window) => window.evidence);
  return { notes, found: { version: running.version, package: running.digest, windows: evidence } };
}

async function locksOf({ repository, model, now, fetched }: LocksJob): Promise<FoundLocks> {
  const workspace = await openWorkspace(repository);
  const notes: string[] = [];
  const digests = new Map(Object.entries(fetched).map(([source, text]) => [source, parseDigest(text, source)]));
  const found = await movedLocks(workspace, model, now, digests, (line) => notes.push(line));
  return { notes, found };
}
