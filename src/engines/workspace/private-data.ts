import type { Source } from '../../core/definitions/schema/source.ts';
import { environmentSources } from '../../core/plan/environment-sources.ts';
import type { ResolvedModel } from '../../core/plan/resolved-model.ts';
import { anchorRelease, definedAnchor } from './anchor.ts';
import { definedChampion } from './champion.ts';
import type { Workspace } from './workspace.ts';

/** Bytes that only a credential opens. */
export interface PrivateData {
  readonly source: Source;
  /** `sha256:...` as its lock says. */
  readonly pin: string;
}

/**
 * Everything private that comparing a change with production reads: the challenger's data, what the champion reads beside them (a source of both is
 * read as the challenger pins it), the same of the anchor, and, where their packages are not in the store, the data that they were trained on. From git alone.
 */
export async function privateData(workspace: Workspace, challenger: ResolvedModel): Promise<readonly PrivateData[]> {
  const own = privateOf(challenger);
  const champion = await definedChampion(workspace, challenger.model.name);
  if (champion === undefined) return own;
  const release = await anchorRelease(workspace, challenger.model.name);
  const anchor = release && { resolved: await definedAnchor(workspace, release), digest: release.record.package };
  const found = [...own];
  for (const { resolved, digest } of [champion, ...(anchor ? [anchor] : [])]) {
    const isStored = (await workspace.store.get(digest)) !== undefined;
    found.push(...privateOf(resolved).filter(({ source }) => !isStored || !challenger.sources.has(source.name)));
  }
  return found;
}

/** What one definition reads of them. */
export function privateOf(resolved: ResolvedModel): readonly PrivateData[] {
  return environmentSources(resolved).map((source) => ({ source, pin: resolved.pins.get(source.name)?.digest ?? '' }));
}
