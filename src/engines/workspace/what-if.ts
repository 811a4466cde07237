import { hash } from 'node:crypto';
import type { Tree } from '../../core/definitions/definitions.ts';
import { pathOf } from '../../core/definitions/place.ts';
import type { Side, Workspace } from './workspace.ts';

/** Another policy than the one that judges. */
export interface WhatIf {
  /** A gates.yaml in place of the model's own. */
  readonly gates?: Uint8Array;
  /** In place of `statistics.alpha` of aval.yaml. */
  readonly alpha?: number;
}

/**
 * The workspace as if this policy judged a model. Nothing else is changed: what is trained, and beside what, stays. Throws `config` with the faults of
 * gates that don't fit the repository, as places in models/<model>/gates.yaml.
 */
export async function whatIf(workspace: Workspace, model: string, { gates, alpha }: WhatIf): Promise<Workspace> {
  const { policy, head } = workspace;
  const own = policy?.definitions.gates.has(model) ? policy : head;
  const side = gates === undefined ? own : await workspace.loadSide(replaced(own.tree, pathOf('Gates', model), gates));
  return { ...workspace, policy: alpha === undefined ? side : withAlpha(side, alpha) };
}

function withAlpha(side: Side, alpha: number): Side {
  const { definitions } = side;
  const { project } = definitions;
  const statistics = { ...project.statistics, alpha };
  return { ...side, definitions: { ...definitions, project: { ...project, statistics } } };
}

/** A tree with one file in place of another. */
function replaced(tree: Tree, path: string, bytes: Uint8Array): Tree {
  const header = new TextEncoder().encode(`blob ${bytes.length}\0`);
  const entry = { path, mode: '100644', id: hash('sha1', Buffer.concat([header, bytes]), 'hex'), size: bytes.length };
  return {
    id: hash('sha1', `${tree.id} ${path} ${entry.id}`, 'hex'),
    list: async () => [...(await tree.list()).filter((other) => other.path !== path), entry],
    read: async (paths) => {
      const found = new Map(await tree.read(paths.filter((other) => other !== path)));
      if (paths.includes(path)) found.set(path, bytes);
      return found;
    },
  };
}
