import { onboarding } from '../src/core/onboarding/onboarding.ts';
import type { Sha } from '../src/engines/git/ref.ts';
import { templateFiles } from '../src/engines/template-files.ts';
import { ownBranch } from './own-branch.ts';
import { type AppRepository, authorOf } from './repository.ts';

const branch = 'aval/onboarding';

/** Opens the one pull request that begins a repository's life with aval. Where it was ever opened, closed ones too, a person has decided. */
export async function onboard(repository: AppRepository, defaultBranch: string, base: Sha | undefined): Promise<void> {
  const { client, where, mirror, identity, context } = repository;
  if (base === undefined) return; // an empty repository has nothing to base a pull request on
  const head = `${where.owner}:${branch}`;
  const { data: pulls } = await client.rest.pulls.list({ ...where, head, state: 'all', per_page: 1 });
  if (pulls.length > 0) return;
  const { files, title, body } = onboarding({
    repository: { owner: where.owner, name: where.repo },
    defaultBranch,
    workflows: await workflowFiles(),
    app: { slug: identity.slug, id: identity.appId },
    server: repository.server,
  });
  await mirror.fetch(['refs/heads/aval/*']);
  const texts = new Map(files.map(({ path, text }) => [path, text]));
  const commit = { files: texts, message: title, author: authorOf(identity) };
  if ((await ownBranch(mirror, branch, base, commit)) === 'taken') {
    context.log('onboarding.branch-taken');
    return;
  }
  const { data } = await client.rest.pulls.create({ ...where, title, head: branch, base: defaultBranch, body });
  context.log('onboarding.opened', { pull: data.number });
}

/** The template's workflows, as `aval init` writes them. */
async function workflowFiles(): Promise<readonly { path: string; text: string }[]> {
  const workflows = (await templateFiles()).filter(({ path }) => path.startsWith('.github/workflows/'));
  return workflows.map(({ path, bytes }) => ({ path, text: new TextDecoder().decode(bytes) }));
}
