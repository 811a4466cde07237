import type { Digest } from '../digest.ts';
import type { ReleaseRecord } from './release-record.ts';
import type { ModelState, RegisteredVersion } from './state.ts';

/** A version with the record of its release. */
export interface ReleasedVersion extends RegisteredVersion {
  readonly record: ReleaseRecord;
}

/**
 * What becomes of a definition that landed. `keep`: the newest version is made of it. `revert`: an older one is; its package comes
 * back under a new number, nothing is trained. `release`: it was never released, so it must pass the gate.
 */
export type ReleasePlan =
  | { readonly action: 'keep'; readonly version: ReleasedVersion }
  | { readonly action: 'revert'; readonly to: ReleasedVersion }
  | { readonly action: 'release' };

/** Plans the release of one model. Versions that other tools tagged say nothing of what they are made of. */
export function planRelease(state: ModelState | undefined, definition: Digest): ReleasePlan {
  const [latest, ...older] = releases(state);
  if (latest === undefined) return { action: 'release' };
  if (latest.record.definition === definition) return { action: 'keep', version: latest };
  const to = older.find((version) => version.record.definition === definition);
  return to === undefined ? { action: 'release' } : { action: 'revert', to };
}

/** Released versions of a model, greatest first. */
export function releases(state: ModelState | undefined): readonly ReleasedVersion[] {
  return (state?.versions ?? []).flatMap((version) =>
    version.record === undefined ? [] : [{ ...version, record: version.record }],
  );
}
