import type { Tree } from '../../core/definitions/definitions.ts';
import { faultsOfTree } from '../../core/definitions/faults-of-tree.ts';
import { suggestion } from '../../core/definitions/nearest.ts';
import { parseFile } from '../../core/definitions/parse.ts';
import { placeOf } from '../../core/definitions/place.ts';
import type { Deployment } from '../../core/definitions/schema/gates.ts';
import type { Project } from '../../core/definitions/schema/project.ts';
import { AvalError } from '../../core/errors.ts';
import type { PackageSource } from '../../core/registry/package.ts';
import type { Repository } from '../../engines/git/repository.ts';

/** What an environment must run, by one commit. */
export interface Desired {
  readonly commit: string;
  readonly deployments: readonly Deployment[];
  /** Files of the environment that can't be read: what runs there goes on. */
  readonly broken: readonly { readonly model: string; readonly fault: string }[];
  /** Published packages as of that commit. */
  readonly source: PackageSource;
  /** Where predictions are to be kept, as aval.yaml says. */
  readonly predictions?: string | undefined;
}

/** Port: looks at git once. Throws `platform` when it can't be reached, `config` where there is nothing to follow. */
export type ReadDesired = () => Promise<Desired>;

export interface EnvironmentFiles extends Pick<Desired, 'deployments' | 'broken'> {
  readonly project: Project;
}

/** The files of one environment in a commit, each read by itself: one that is broken stops no other. Throws `config` without a project that has it. */
export async function readEnvironment(
  repository: Pick<Repository, 'treeAt'>,
  commit: string,
  environment: string,
): Promise<EnvironmentFiles> {
  const tree = await repository.treeAt(commit);
  const paths = (await tree.list()).map(({ path }) => path);
  const files = new Map(
    await tree.read(paths.filter((path) => path === projectPath || placeOf(path)?.environment === environment)),
  );
  const project = projectOf(tree, files.get(projectPath), environment);
  files.delete(projectPath);
  const deployments: Deployment[] = [];
  const broken: { model: string; fault: string }[] = [];
  for (const [path, bytes] of files) {
    const { documents, faults } = parseFile(path, bytes);
    const [document] = documents;
    const model = placeOf(path)?.identity?.value ?? path;
    if (document?.kind === 'Deployment') deployments.push(document.value);
    else broken.push({ model, fault: `${path}: ${faults[0]?.message ?? 'not a Deployment'}` });
  }
  return { project, deployments, broken };
}

const projectPath = 'aval.yaml';

function projectOf(tree: Tree, bytes: Uint8Array | undefined, environment: string): Project {
  const { documents, faults } = parseFile(projectPath, bytes ?? new Uint8Array());
  const [document] = documents;
  if (document?.kind !== 'Project') throw new AvalError('config', faultsOfTree(tree, faults));
  const names = document.value.environments.map(({ name }) => name);
  if (names.includes(environment)) return document.value;
  throw new AvalError('config', {
    rule: 'serve.environment',
    message: `aval.yaml has no environment "${environment}"`,
    hint: suggestion(environment, names, 'Declared'),
  });
}
