import path from 'node:path';
import { questionOf } from '../../src/core/ledger/ask.ts';
import type { Asked } from '../../src/core/ledger/entry.ts';
import { parseSha } from '../../src/engines/git/ref.ts';
import { openRepository } from '../../src/engines/git/repository.ts';
import { FolderStore } from '../../src/engines/store/folder-store.ts';
import { runningDigest } from '../../src/engines/workspace/champion.ts';
import { openCommits } from '../../src/engines/workspace/open-commits.ts';
import { policyOf } from '../../src/engines/workspace/prepare-comparison.ts';
import { resolveOn } from '../../src/engines/workspace/workspace.ts';

/** What a change of a model asks of the holdout, computed from git alone, as the App does. */
export async function askedAt(root: string, model: string, commit: string, base: string, pull = 1): Promise<Asked> {
  const cacheFolder = path.join(root, '.aval'); // nothing is written: no data are read, no package is looked for
  const commits = { head: parseSha(commit), base: parseSha(base), store: new FolderStore(cacheFolder), cacheFolder };
  const opened = await openCommits(await openRepository(root), commits);
  const { gates, project } = policyOf(opened, model);
  const question = questionOf(await resolveOn(opened.head, model), gates, project, runningDigest(opened.base, model));
  return { ...question, commit, base, pull };
}
