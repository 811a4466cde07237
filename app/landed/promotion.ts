import type { Project } from '../../src/core/definitions/schema/project.ts';
import type { ReleasedVersion } from '../../src/core/registry/plan-release.ts';
import { releases } from '../../src/core/registry/plan-release.ts';
import type { RegistryState } from '../../src/core/registry/state.ts';

/** A version that an environment should be asked to run. */
export interface Promotion {
  readonly environment: string;
  readonly release: ReleasedVersion;
}

/**
 * The promotions that open by themselves: of each model's newest version, to the first environment in order that does not run it, where that
 * environment says `promote: onRelease`. `runs` gives the package that an environment runs of a model. Pure.
 */
export function duePromotions(
  { environments }: Project,
  state: RegistryState,
  runs: (environment: string, model: string) => string | undefined,
): readonly Promotion[] {
  return [...state.models.values()].flatMap((model) => {
    const [release] = releases(model);
    if (release === undefined) return [];
    const next = environments.find(({ name }) => runs(name, model.model) !== release.record.package);
    return next?.promote === 'onRelease' ? [{ environment: next.name, release }] : [];
  });
}
