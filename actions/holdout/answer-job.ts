import { join } from 'node:path';
import { canonicalJson } from '../../src/core/digest.ts';
import { answerFileName } from '../../src/core/ledger/answer-file.ts';
import { assetName } from '../../src/core/registry/asset-name.ts';
import { manifestBytes } from '../../src/core/registry/package-manifest.ts';
import { replaceFile } from '../../src/engines/atomic-write.ts';
import { parseSha } from '../../src/engines/git/ref.ts';
import { openRepository } from '../../src/engines/git/repository.ts';
import { FolderStore } from '../../src/engines/store/folder-store.ts';
import { answerEntry } from '../../src/engines/workspace/answer-entry.ts';
import { Frames } from '../../src/engines/workspace/frames.ts';
import { readLedgerTree } from '../../src/engines/workspace/ledger-tree.ts';
import { openCommits } from '../../src/engines/workspace/open-commits.ts';
import { leavingFaults } from '../child/faults.ts';
import type { Job } from './job.ts';

/** The half that reads data: everything that it says goes through files of the job's folder. Gives the exit code. */
export const answerJob = (job: Job): Promise<0 | 1> => leavingFaults(job.output, () => answer(job));

async function answer(job: Job): Promise<void> {
  const repository = await openRepository(job.repository);
  const ledger = await readLedgerTree(await repository.treeAt(job.ledger));
  const use = ledger.uses.find(({ digest }) => digest === job.entry);
  if (use === undefined) throw new RangeError('the process that gave this job has found its entry');
  const store = new FolderStore(job.packages);
  const [head, base] = [parseSha(job.head), parseSha(job.base)];
  const workspace = await openCommits(repository, { head, base, store, cacheFolder: job.cache });
  const frames = new Frames(workspace, () => undefined);
  const { signal } = new AbortController();
  const answered = await answerEntry(workspace, ledger, use, frames, signal, job.ledgerKey);
  const write = (name: string, bytes: Uint8Array | string) => replaceFile(join(job.output, name), bytes);
  if (answered.package !== undefined) {
    await write('manifest.json', manifestBytes(answered.package.manifest));
    for (const [path, bytes] of answered.package.files) await write(assetName(path), bytes);
  }
  await write(answerFileName, `${canonicalJson(answered.file)}\n`); // last: who finds it finds all
}
