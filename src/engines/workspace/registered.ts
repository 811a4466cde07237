import { byPlace } from '../../core/definitions/by-place.ts';
import type { Definitions, Tree } from '../../core/definitions/definitions.ts';
import { parseFile } from '../../core/definitions/parse.ts';
import { placeOf } from '../../core/definitions/place.ts';
import type { Deployment } from '../../core/definitions/schema/gates.ts';
import { AvalError } from '../../core/errors.ts';
import type { PackageSource } from '../../core/registry/package.ts';
import { openRepository, type Repository } from '../git/repository.ts';
import { localStore } from './workspace.ts';

/** What says which versions there are and what runs where. A `Workspace` is one, too. */
export interface Registered {
  readonly repository: Repository;
  readonly head: { readonly definitions: Pick<Definitions, 'project' | 'deployments'> };
  readonly store: PackageSource;
}

/**
 * Opens only that: aval.yaml and the environments. A typo in some view must not keep anyone from rolling back. Throws `config` for faults of
 * these files alone.
 */
export async function openRegistered(folder: string): Promise<Registered> {
  const repository = await openRepository(folder);
  const definitions = await registeredIn(await repository.workTree());
  return { repository, head: { definitions }, store: localStore(repository, definitions.project) };
}

/** aval.yaml and the environments of a tree; nothing else of it is looked at. Throws `config` for their faults. */
export async function registeredIn(tree: Tree): Promise<Registered['head']['definitions']> {
  const wanted = (await tree.list()).map(({ path }) => path).filter((path) => kinds.has(placeOf(path)?.kind ?? ''));
  const files = await tree.read(wanted);
  const parsed = [...files].map(([path, bytes]) => ({ path, ...parseFile(path, bytes) }));
  const faults = parsed.flatMap((file) => file.faults);
  if (faults.length > 0) throw new AvalError('config', faults.sort(byPlace));
  const deployments = new Map<string, Deployment>();
  let project: Definitions['project'] | undefined;
  for (const { path, documents } of parsed) {
    for (const { kind, value } of documents) {
      if (kind === 'Project') project = value;
      if (kind === 'Deployment') deployments.set(path.slice('environments/'.length, -'.yaml'.length), value);
    }
  }
  if (project !== undefined) return { project, deployments };
  throw new AvalError('config', {
    rule: 'file.project',
    message: 'there is no aval.yaml',
    hint: 'To start: aval init',
  });
}

const kinds = new Set<string>(['Project', 'Deployment']);
