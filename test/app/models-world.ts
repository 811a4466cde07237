import { execFile } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { ledgerRefs, openLedger } from '../../app/holdout/ledger-branch.ts';
import { trustedWorkflow } from '../../app/holdout/settle.ts';
import { type AppRepository, authorOf } from '../../app/repository.ts';
import { answerName } from '../../src/core/ledger/answer-file.ts';
import type { Ledger, Use } from '../../src/core/ledger/ledger.ts';
import { templateRepository } from '../cli/aval.ts';
import { commitFiles, makeRepositoryWorld, type RepositoryWorld } from './repository-world.ts';

export const modelFile = 'models/credit-risk/model.yaml';

/** A repository world whose main branch holds the template's models, without workflows. */
export async function makeModelsWorld(...owner: Parameters<typeof makeRepositoryWorld>) {
  const world = await makeRepositoryWorld(...owner);
  using template = await templateRepository();
  template.remove('.github');
  template.commit('Without workflows');
  const token = world.sandbox.tokenFor(world.owner);
  const address = `${world.sandbox.url.replace('//', `//x-access-token:${token}@`)}/olivia/credit.git`;
  await promisify(execFile)('git', ['push', '--quiet', '--force', address, 'main'], { cwd: template.root });
  const model = await readFile(join(template.root, modelFile), 'utf8');
  return { ...world, model };
}

export type ModelsWorld = Awaited<ReturnType<typeof makeModelsWorld>>;

/** The model with one feature more. */
export function withFeature({ model }: ModelsWorld, feature: string): string {
  const changed = model.replace('applicant:housing]', `applicant:housing, applicant:${feature}]`);
  if (changed === model) throw new Error('the template changed');
  return changed;
}

/** Opens a pull request of walter's from a branch with these files. */
export async function propose(
  world: ModelsWorld,
  branch: string,
  files: Readonly<Record<string, string | undefined>>,
  draft = false,
): Promise<number> {
  await commitFiles(world, branch, files);
  const asked = { ...world.where, title: branch, head: branch, base: 'main', draft };
  return (await world.as(world.writer).rest.pulls.create(asked)).data.number;
}

export async function ledgerOf({ mirror, identity }: AppRepository): Promise<Ledger> {
  await mirror.fetch([ledgerRefs]);
  return (await openLedger(mirror, authorOf(identity))).ledger;
}

export const openIn = ({ uses }: Ledger): readonly Use[] => uses.filter(({ closed }) => closed === undefined);

/** A run of ours for a use, that ended. */
export async function endRun(world: RepositoryWorld, use: Use, conclusion: 'success' | 'failure'): Promise<number> {
  const { data } = await world.client.rest.git.getRef({ ...world.where, ref: 'heads/main' });
  const { id } = world.sandbox.actions.createRun({
    repository: 'olivia/credit',
    name: 'aval holdout',
    path: trustedWorkflow,
    event: 'repository_dispatch',
    headSha: data.object.sha,
    headBranch: 'main',
    headRepository: 'olivia/credit',
    actor: 'aval[bot]',
    attempt: 1,
    pullRequests: [],
    displayTitle: answerName(use.digest),
  });
  world.sandbox.actions.updateRun(id, { status: 'completed', conclusion });
  return id;
}
