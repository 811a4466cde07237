import { AvalError } from '../src/core/errors.ts';
import { comparisonWaitsForTrustedRun } from '../src/core/plan/environment-sources.ts';
import type { ResolvedModel } from '../src/core/plan/resolved-model.ts';
import { formatVersion } from '../src/core/registry/versions.ts';
import { anchorRelease, definedAnchor } from '../src/engines/workspace/anchor.ts';
import { definedChampion } from '../src/engines/workspace/champion.ts';
import type { Workspace } from '../src/engines/workspace/workspace.ts';

/**
 * What comparing a change with production waits for, where production reads data that no run of a pull request can read and the change does without.
 * From git alone. Undefined: nothing, or no release says what runs there, which the evaluation tells.
 */
export async function awaitedByComparison(
  workspace: Workspace,
  model: string,
  challenger: Pick<ResolvedModel, 'sources'>,
): Promise<string | undefined> {
  const champion = await definedChampion(workspace, model).catch(withoutRelease);
  if (champion === undefined) return undefined;
  const { resolved, version } = champion;
  const waits = comparisonWaitsForTrustedRun(challenger, { sources: resolved.sources, version });
  const release = await anchorRelease(workspace, model);
  if (waits !== undefined || release === undefined) return waits;
  const { sources } = await definedAnchor(workspace, release);
  return comparisonWaitsForTrustedRun(challenger, { sources, version: formatVersion(release.version) });
}

function withoutRelease(error: unknown): undefined {
  if (error instanceof AvalError && error.class === 'evidence') return undefined;
  throw error;
}
