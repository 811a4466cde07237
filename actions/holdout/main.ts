import { mkdtemp, mkdtempDisposable } from 'node:fs/promises';
import { join } from 'node:path';
import type { ReservedEntry } from '../../src/core/ledger/entry.ts';
import type { PackageStore } from '../../src/core/registry/package.ts';
import { registryState } from '../../src/core/registry/state.ts';
import { openRepository } from '../../src/engines/git/repository.ts';
import { FolderStore } from '../../src/engines/store/folder-store.ts';
import { anchorRelease } from '../../src/engines/workspace/anchor.ts';
import { runningDigest } from '../../src/engines/workspace/champion.ts';
import { holdoutOf } from '../../src/engines/workspace/holdout-of.ts';
import { policyOf } from '../../src/engines/workspace/prepare-comparison.ts';
import { privateData } from '../../src/engines/workspace/private-data.ts';
import { promotedRelease } from '../../src/engines/workspace/released-model.ts';
import type { Workspace } from '../../src/engines/workspace/workspace.ts';
import type { Toolkit } from '../toolkit.ts';
import { collectAnswer, writeAnswer } from './collect-answer.ts';
import type { DispatchContext } from './dispatch-context.ts';
import { fetchGiven } from './fetch-given.ts';
import type { Job } from './job.ts';
import { openChange } from './open-change.ts';
import { openEntry } from './open-entry.ts';
import type { Ports } from './ports.ts';
import { refused } from './refused.ts';
import { appRequest } from './request.ts';

/**
 * The trusted run, on the default branch: answers one entry of the holdout ledger. Who asks, the entry and the commits are proved before private data
 * are fetched, and before a process without any credential reads data; what that process found is looked through before it is handed out. On any
 * fault nothing is written.
 */
export async function main(toolkit: Toolkit, context: DispatchContext, ports: Ports): Promise<void> {
  const repository = await openRepository(context.folder);
  const request = await appRequest(context, repository, ports);
  const { at, use } = await openEntry(request, repository, ports);
  const { model, vault, commit, base } = use.reserved;
  const asked = vault === undefined ? model : `the vault, about ${model} ${vault.version},`;
  toolkit.log(`entry ${use.reserved.index} of the holdout ledger: ${asked} at ${commit}, base ${base}`);
  await using scratch = await mkdtempDisposable(join(context.temporaryFolder, 'aval-holdout-'));
  const folders = {
    packages: join(scratch.path, 'packages'),
    cache: join(scratch.path, 'cache'),
    output: join(scratch.path, 'output'),
  };
  const store = new FolderStore(folders.packages);
  const place = { store, cacheFolder: folders.cache };
  const { workspace, resolved } = await openChange(use.reserved, repository, ports, place);
  await fetchGiven(use.reserved, resolved, store, ports);
  await fetchReleased(workspace, use.reserved, store, ports);
  const fetched = await privateData(workspace, resolved);
  for (const { source, pin } of fetched) await ports.fetchSource(folders.cache, source, pin);
  const ledgerKey = toolkit.input('ledger-key');
  if (ledgerKey !== '') toolkit.secret(ledgerKey);
  const job: Job = {
    ...{ repository: repository.root, head: commit, base, ledger: at, entry: use.digest, ...folders },
    ...(ledgerKey !== '' && { ledgerKey }),
  };
  const { memoryLimit, timeLimit } = policyOf(workspace, model).project.compute;
  // A fault may quote a value of any source, not only of those that say which rows there are.
  const readable = fetched.length === 0 && holdoutOf(workspace, model) === 'readable';
  await ports.evaluate(job, { memoryLimit, timeLimit, readable });
  const answer = await collectAnswer(folders.output, use, context.run);
  const folder = await mkdtemp(join(context.temporaryFolder, 'aval-answer-'));
  await writeAnswer(folder, answer);
  toolkit.log(`${answer.file.answer.outcome}; the answer is ${request.name}`);
  toolkit.output('outcome', answer.file.answer.outcome);
  toolkit.output('name', request.name);
  toolkit.output('folder', folder);
}

/**
 * The packages of champion and anchor, for a process that has no token: one that no release holds is made again from its tag there. What is to be
 * promoted must be in its release. Throws `evidence`.
 */
async function fetchReleased(
  workspace: Workspace,
  { model, vault }: ReservedEntry,
  store: PackageStore,
  ports: Pick<Ports, 'releasedPackage'>,
): Promise<void> {
  const anchor = await anchorRelease(workspace, model);
  const state = registryState(await workspace.repository.listTags(), new Map());
  const release = await promotedRelease(workspace, { model, vault });
  const promoted = release?.record.package ?? null;
  for (const digest of [runningDigest(workspace.base, model), anchor?.record.package ?? null, promoted]) {
    const released = digest === null ? undefined : await ports.releasedPackage(digest, state);
    if (released !== undefined) await store.publish(released);
    else if (digest !== null && digest === promoted) throw refused('vault', `no release holds the package ${digest}`);
  }
}
