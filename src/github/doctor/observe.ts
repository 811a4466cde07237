import type { Octokit } from '@octokit/rest';
import type { Tree } from '../../core/definitions/definitions.ts';
import { type Loaded, loadDefinitions } from '../../core/definitions/load.ts';
import type { EnvironmentBranches, Observed, ObservedRepository } from '../../core/onboarding/observed.ts';
import { environmentsOf } from '../../core/onboarding/workflow-file.ts';
import type { RepositoryName } from '../release-source.ts';
import { readApp } from './read-app.ts';
import { readEnvironment } from './read-environment.ts';
import { inspectBranch } from './read-ledger.ts';
import { readRepository } from './read-repository.ts';
import { readRulesets } from './read-rulesets.ts';
import { readActions, readImmutableReleases } from './read-settings.ts';
import { repositoryTree } from './repository-tree.ts';
import { answered, ifThere } from './seen.ts';

/** Reads all that `diagnose` looks at; writes nothing. Throws `usage` for a token or a repository that is none, `platform` when GitHub fails. */
export async function observe(octokit: Octokit, name: RepositoryName): Promise<Observed> {
  const repository = await readRepository(octokit, name);
  const files = await readFiles(octokit, name, repository);
  const slug = files === undefined ? undefined : slugOf(files.loaded);
  const workflows = files?.workflows ?? new Map<string, string>();
  const app =
    slug === undefined || files === undefined
      ? undefined
      : { slug, seen: await readApp(octokit, name, slug, files.commit) };
  return {
    repository,
    definitions: files?.loaded,
    app,
    rulesets: await readRulesets(octokit, name, repository.defaultBranch),
    ledger: await inspectBranch(octokit, name, Date.now()),
    immutableReleases: await readImmutableReleases(octokit, name, repository),
    actions: await readActions(octokit, name, repository),
    workflows,
    environments: await readEnvironments(octokit, name, workflows),
  };
}

interface Files {
  readonly commit: string;
  readonly loaded: Loaded;
  readonly workflows: ReadonlyMap<string, string>;
}

async function readFiles(
  octokit: Octokit,
  name: RepositoryName,
  { defaultBranch }: ObservedRepository,
): Promise<Files | undefined> {
  const branch = await answered(
    'the default branch',
    ifThere(octokit.rest.repos.getBranch({ ...name, branch: defaultBranch })),
  );
  if (branch === undefined) return undefined;
  const commit = branch.data.commit.sha;
  const tree = await repositoryTree(octokit, name, commit);
  return { commit, loaded: await loadDefinitions(tree), workflows: await readWorkflows(tree) };
}

async function readWorkflows(tree: Tree): Promise<ReadonlyMap<string, string>> {
  const paths = (await tree.list()).filter(
    ({ path, mode }) => mode !== '120000' && /^\.github\/workflows\/[^/]+\.ya?ml$/.test(path),
  );
  const bytes = await tree.read(paths.map(({ path }) => path));
  return new Map([...bytes].map(([path, content]) => [path, new TextDecoder().decode(content)]));
}

/** Known even where another file is at fault. */
function slugOf({ documents }: Loaded): string | undefined {
  const [document] = documents.get('aval.yaml') ?? [];
  return document?.kind === 'Project' ? document.value.app : undefined;
}

async function readEnvironments(
  octokit: Octokit,
  name: RepositoryName,
  workflows: ReadonlyMap<string, string>,
): Promise<ReadonlyMap<string, EnvironmentBranches | undefined>> {
  const read = new Map<string, EnvironmentBranches | undefined>();
  for (const environment of new Set([...workflows.values()].flatMap(environmentsOf)))
    read.set(environment, await readEnvironment(octokit, name, environment));
  return read;
}
