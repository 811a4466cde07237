import { suggestion } from '../../core/definitions/nearest.ts';
import type { Digest } from '../../core/digest.ts';
import { AvalError } from '../../core/errors.ts';
import type { ResolvedModel } from '../../core/plan/resolved-model.ts';
import type { RegistryState } from '../../core/registry/state.ts';
import { formatVersion } from '../../core/registry/versions.ts';
import { registryOf } from './champion.ts';
import { resolveOn, type Workspace } from './workspace.ts';

/** These models, or without names all. Throws `usage` for an unknown name. */
export function namedModels({ head }: Workspace, names: readonly string[]): readonly string[] {
  const known = [...head.definitions.models.keys()].sort();
  const unknown = names.filter((name) => !known.includes(name));
  if (unknown.length > 0) {
    const fault = (name: string) => ({
      message: `there is no model "${name}"`,
      hint: suggestion(name, known, 'Expected'),
    });
    throw new AvalError(
      'usage',
      unknown.map((name) => ({ rule: 'cli.model', ...fault(name) })),
    );
  }
  return names.length > 0 ? [...new Set(names)] : known;
}

/** These models by name, or without names those whose definition was not released in this form. Throws `usage` for an unknown name. */
export async function selectModels(workspace: Workspace, names: readonly string[]): Promise<readonly ResolvedModel[]> {
  const wanted = namedModels(workspace, names);
  const resolved = await Promise.all(wanted.map((name) => resolveOn(workspace.head, name)));
  if (names.length > 0) return resolved;
  const released = releasedVersions(await registryOf(workspace, workspace.head));
  return resolved.filter((model) => released.get(model.digest) === undefined);
}

/** Greatest version that was released with a definition digest. */
export function releasedVersions(state: RegistryState): ReadonlyMap<Digest, string> {
  const released = new Map<Digest, string>();
  for (const { versions } of state.models.values()) {
    for (const { version, record } of versions) {
      if (record !== undefined && !released.has(record.definition))
        released.set(record.definition, formatVersion(version));
    }
  }
  return released;
}
