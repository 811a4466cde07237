import type { Source } from '../../core/definitions/schema/source.ts';
import { environmentSources } from '../../core/plan/environment-sources.ts';
import type { ResolvedModel } from '../../core/plan/resolved-model.ts';
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
 * read as the challenger pins it), and, where the champion's package is not in the store, the data that it was trained on. From git alone.
 */
export async function privateData(workspace: Workspace, challenger: ResolvedModel): Promise<readonly PrivateData[]> {
  const own = privateOf(challenger);
  const champion = await definedChampion(workspace, challenger.model.name);
  if (champion === undefined) return own;
  const isStored = (await workspace.store.get(champion.digest)) !== undefined;
  const more = privateOf(champion.resolved).filter(({ source }) => !isStored || !challenger.sources.has(source.name));
  return [...own, ...more];
}

/** What one definition reads of them. */
export function privateOf(resolved: ResolvedModel): readonly PrivateData[] {
  return environmentSources(resolved).map((source) => ({ source, pin: resolved.pins.get(source.name)?.digest ?? '' }));
}
