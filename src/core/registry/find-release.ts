import { suggestion } from '../definitions/nearest.ts';
import { AvalError } from '../errors.ts';
import { type ReleasedVersion, releases } from './plan-release.ts';
import type { ModelState, RegistryState } from './state.ts';
import { compareVersions, formatVersion, parseVersion, type SemanticVersion } from './versions.ts';

/** `credit-risk`, or `credit-risk@v1.2.0` (the "v" may be left out). */
export interface VersionRequest {
  readonly model: string;
  readonly version?: SemanticVersion;
}

/** Reads what a person wrote after a command. Throws `usage` for a version that is none. */
export function parseVersionRequest(text: string): VersionRequest {
  const at = text.indexOf('@');
  if (at === -1) return { model: text };
  return { model: text.slice(0, at), version: parseVersion(text.slice(at + 1).replace(/^v/, '')) };
}

/** Everything known of a model that has a version. Throws `usage` for any other name, with what there is. */
export function findModel(state: RegistryState, model: string): ModelState {
  const found = state.models.get(model);
  if (found !== undefined && found.versions.length > 0) return found;
  const known = [...state.models.values()].flatMap((other) => (other.versions.length > 0 ? [other.model] : []));
  const hint = `${suggestion(model, known, 'Models with versions')} To release one: aval publish`;
  throw new AvalError('usage', { rule: 'release.none', message: `no version of "${model}" was released`, hint });
}

/** The release that is meant: of this version, or else the greatest. Throws `usage` when there is none, with what there is. */
export function findRelease(state: RegistryState, { model, version }: VersionRequest): ReleasedVersion {
  const all = releases(findModel(state, model));
  const found = version === undefined ? all[0] : all.find((item) => compareVersions(item.version, version) === 0);
  if (found !== undefined) return found;
  const asked = version === undefined ? '' : formatVersion(version);
  const names = all.map((item) => formatVersion(item.version));
  const message =
    version === undefined ? `no version of "${model}" is a release of aval` : `there is no release ${model}@v${asked}`;
  throw new AvalError('usage', { rule: 'release.unknown', message, hint: suggestion(asked, names, 'Released') });
}
