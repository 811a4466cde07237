import { faultsOfTree } from '../src/core/definitions/faults-of-tree.ts';
import { pathOf } from '../src/core/definitions/place.ts';
import type { Deployment, Gates } from '../src/core/definitions/schema/gates.ts';
import type { Project } from '../src/core/definitions/schema/project.ts';
import { AvalError } from '../src/core/errors.ts';
import type { TreeSide } from '../src/core/plan/tree-side.ts';

/** The repository's own settings; undefined where there is no aval.yaml. Throws `config` with its faults. */
export async function projectOf(side: TreeSide): Promise<Project | undefined> {
  if (!side.entries.has('aval.yaml')) return undefined;
  return single(side, 'aval.yaml', 'Project');
}

/** The gates of a model; undefined where it has none. */
export async function gatesOf(side: TreeSide, model: string): Promise<Gates | undefined> {
  const path = pathOf('Gates', model);
  return side.entries.has(path) ? single(side, path, 'Gates') : undefined;
}

/** What an environment must run; undefined where it runs nothing of this model. */
export async function deploymentOn(
  side: TreeSide,
  environment: string,
  model: string,
): Promise<Deployment | undefined> {
  const path = pathOf('Deployment', model, environment);
  return side.entries.has(path) ? single(side, path, 'Deployment') : undefined;
}

interface Values {
  Project: Project;
  Gates: Gates;
  Deployment: Deployment;
}

async function single<K extends keyof Values>(side: TreeSide, path: string, kind: K): Promise<Values[K]> {
  const file = (await side.parse([path])).get(path);
  const [document] = file?.documents ?? [];
  if (file !== undefined && file.faults.length === 0 && document?.kind === kind) {
    return document.value as Values[K]; // the kind was just compared
  }
  const faults = file?.faults ?? [{ rule: 'file.missing', message: `${path} cannot be read` }];
  throw new AvalError('config', faultsOfTree(side.tree, faults));
}
