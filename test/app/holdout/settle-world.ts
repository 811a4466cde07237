import type { Zippable } from 'fflate';
import { type LedgerBranch, ledgerRefs, openLedger } from '../../../app/holdout/ledger-branch.ts';
import { settle, trustedWorkflow } from '../../../app/holdout/settle.ts';
import { authorOf } from '../../../app/repository.ts';
import { digestOf } from '../../../src/core/digest.ts';
import { questionDigest } from '../../../src/core/gate/account-use.ts';
import { levelOfUse } from '../../../src/core/gate/spending-schedules.ts';
import { answerName } from '../../../src/core/ledger/answer-file.ts';
import type { Answer } from '../../../src/core/ledger/entry.ts';
import { reserveUse, type Use } from '../../../src/core/ledger/ledger.ts';
import { assetName } from '../../../src/core/registry/asset-name.ts';
import type { Package } from '../../../src/core/registry/package.ts';
import { manifestBytes } from '../../../src/core/registry/package-manifest.ts';
import { evidence } from '../../core/gate/sample-evidence.ts';
import { asked } from '../../core/ledger/sample-ledger.ts';
import { samplePackage } from '../../core/registry/sample-package.ts';
import { operations } from '../../github/installed.ts';
import { commitFiles, makeRepositoryWorld } from '../repository-world.ts';

const project = `apiVersion: aval/v1
kind: Project
name: lending
environments:
  - name: production
statistics:
  holdoutBudget: 32
  alpha: 0.05
`;
export const item = samplePackage();
const question = questionDigest(digestOf('champion'), digestOf('policy'));

/** A repository whose ledger has open uses, and runs of the trusted workflow that end as a test wants. */
export async function makeSettleWorld() {
  const world = await makeRepositoryWorld();
  const base = await commitFiles(world, 'main', { 'aval.yaml': project });
  const repository = await world.open();
  let made = 0;
  const read = async (): Promise<LedgerBranch> => {
    await repository.mirror.fetch([ledgerRefs, 'refs/heads/main']);
    return openLedger(repository.mirror, authorOf(repository.identity));
  };
  return {
    ...world,
    repository,
    read,
    /** A use that is open; each asks about a model and rows of its own. */
    async reserved(): Promise<Use> {
      const name = `case ${made++}`;
      const spine = { source: `s${made}`, digest: `git:${made}` };
      const definition = digestOf('definition');
      const what = { definition, question, rows: digestOf(name), spine, model: `model-${made}` };
      const branch = await read();
      const entry = reserveUse(branch.ledger, asked({ ...what, commit: base, base }));
      await branch.append(entry, name);
      const use = (await read()).ledger.uses.at(-1);
      if (use === undefined) throw new RangeError('an open use');
      return use;
    },
    run(use: Use, conclusion?: 'success' | 'failure', other: Run = {}): number {
      const { id } = world.sandbox.actions.createRun({
        repository: 'olivia/credit',
        name: 'aval holdout',
        path: trustedWorkflow,
        event: 'repository_dispatch',
        headSha: base,
        headBranch: 'main',
        headRepository: 'olivia/credit',
        actor: 'aval[bot]',
        attempt: 1,
        pullRequests: [],
        displayTitle: answerName(use.digest),
        ...other,
      });
      if (conclusion !== undefined) world.sandbox.actions.updateRun(id, { status: 'completed', conclusion });
      return id;
    },
    leave(id: number, use: Use, bytes: Uint8Array, expiresAt = '2100-01-01T00:00:00Z'): void {
      world.sandbox.actions.addArtifact(id, { name: answerName(use.digest), bytes, expiresAt });
    },
    look: async (use: Use) => settle(repository, await read(), [use], 'main'),
    answerTo: async ({ digest }: Use): Promise<Answer | undefined> =>
      (await read()).ledger.uses.find((use) => use.digest === digest)?.closed?.answer,
    dispatches: (from: number): number =>
      operations(world, from).filter((name) => name === 'repos/create-dispatch-event').length,
  };
}

export type SettleWorld = Awaited<ReturnType<typeof makeSettleWorld>>;
export type Run = Partial<
  Parameters<Awaited<ReturnType<typeof makeRepositoryWorld>>['sandbox']['actions']['createRun']>[0]
>;

/** What a sound run leaves, but for what `other` says of its evidence. */
export function filesOf(
  use: Use,
  id: number,
  { package: of = item, ...other }: { package?: Package; [key: string]: unknown } = {},
): Zippable {
  const answered = evidence(undefined, {
    model: use.reserved.model,
    challenger: { package: of.digest, definition: digestOf('definition') },
    account: digestOf(`account of ${use.reserved.model}`),
    alpha: levelOfUse(1, 0.05),
    ledger: { entry: use.digest, used: 1, budget: 32 },
    run: { id: String(id), attempt: 1, workflow: trustedWorkflow },
    ...other,
  });
  const file = { format: 'aval/answer/v1', entry: use.digest, answer: { outcome: 'evaluated', evidence: answered } };
  const files: Zippable = {
    'answer.json': Buffer.from(JSON.stringify(file)),
    'manifest.json': manifestBytes(item.manifest),
  };
  for (const [path, bytes] of item.files) files[assetName(path)] = bytes;
  return files;
}
