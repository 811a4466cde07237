import { suggestion } from '../../core/definitions/nearest.ts';
import { pathOf } from '../../core/definitions/place.ts';
import type { Environment } from '../../core/definitions/schema/project.ts';
import { AvalError } from '../../core/errors.ts';
import type { ReleasedVersion } from '../../core/registry/plan-release.ts';
import { formatVersion } from '../../core/registry/versions.ts';
import { packageOfVersion } from './package-of-version.ts';
import type { Registered } from './registered.ts';
import { writeDefinition } from './write-definition.ts';

/** What one environment must run, as written into the work tree and not yet committed. */
export interface Deployed {
  readonly model: string;
  readonly environment: string;
  readonly version: string;
  readonly digest: string;
  /** The environment's file in the repository. */
  readonly path: string;
  /** What it ran before; absent: nothing. */
  readonly before?: string;
  /** False: it runs that version already, and nothing was written. */
  readonly changed: boolean;
}

/** Writes the environment's file for a released version whose package is there and verifies. Throws `evidence` otherwise. */
export async function deploy(workspace: Registered, release: ReleasedVersion, environment: string): Promise<Deployed> {
  await packageOfVersion(workspace, release);
  const { model } = release;
  const version = formatVersion(release.version);
  const digest = release.record.package;
  const path = pathOf('Deployment', model, environment);
  const before = workspace.head.definitions.deployments.get(`${environment}/${model}`)?.version;
  const value = { apiVersion: 'aval/v1', kind: 'Deployment', model, version, digest } as const;
  const changed = await writeDefinition(workspace.repository.root, path, value);
  return { model, environment, version, digest, path, ...(before !== undefined && { before }), changed };
}

/** A declared environment by its name. Throws `usage`. */
export function environmentNamed({ head }: Registered, name: string): Environment {
  const { environments } = head.definitions.project;
  const found = environments.find((environment) => environment.name === name);
  if (found !== undefined) return found;
  const hint = suggestion(
    name,
    environments.map((environment) => environment.name),
    'Declared in aval.yaml',
  );
  throw new AvalError('usage', { rule: 'cli.environment', message: `there is no environment "${name}"`, hint });
}
