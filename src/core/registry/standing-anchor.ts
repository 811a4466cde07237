import type { Gates } from '../definitions/schema/gates.ts';
import type { Project } from '../definitions/schema/project.ts';
import { AvalError } from '../errors.ts';
import { asksForAnchor } from '../gate/anchor.ts';
import { type ReleasedVersion, releases } from './plan-release.ts';
import type { RegistryState } from './state.ts';
import { compareVersions, formatVersion } from './versions.ts';

/**
 * The version that changes are held against beside what runs, as the tag of what runs tells. Undefined where that is what runs itself, or where no rule
 * asks. Throws `evidence` when the tag names a version that isn't here.
 */
export function standingAnchor(
  state: RegistryState,
  running: { readonly model: string; readonly version: string } | undefined,
  gates: Gates,
  project: Project,
): ReleasedVersion | undefined {
  if (running === undefined || !asksForAnchor(gates, project)) return undefined;
  const versions = releases(state.models.get(running.model));
  const own = versions.find(({ version }) => formatVersion(version) === running.version);
  const named = own?.record.anchor;
  if (own === undefined || named === undefined) return undefined;
  const anchor = versions.find(({ version }) => compareVersions(version, named) === 0);
  if (anchor === undefined) throw missing(running, formatVersion(named));
  return anchor.record.package === own.record.package ? undefined : anchor;
}

function missing({ model, version }: { model: string; version: string }, anchor: string): AvalError {
  return new AvalError('evidence', {
    rule: 'anchor.missing',
    message: `${model} ${version} is held against its anchor ${anchor}, and no release tag of this repository names that version`,
    hint: 'Run: git fetch --tags. To go on without it, set "anchor: none", or a floor, at the rule in gates.yaml.',
  });
}
