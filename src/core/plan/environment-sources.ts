import type { Source } from '../definitions/schema/source.ts';
import type { ResolvedModel } from './resolved-model.ts';

/** What a model reads that only a run in the repository's environment can fetch. */
export function environmentSources({ sources }: Pick<ResolvedModel, 'sources'>): readonly Source[] {
  return [...sources.values()].filter(({ access }) => access === 'environment');
}

/**
 * Why a pull request's own run can't compare a model with the version in production, as what is waited for: a source that the change reads no more and
 * that version does. Undefined: it can, perhaps on samples.
 */
export function comparisonWaitsForTrustedRun(
  challenger: Pick<ResolvedModel, 'sources'>,
  champion: Pick<ResolvedModel, 'sources'> & { readonly version: string },
): string | undefined {
  const [source] = environmentSources(champion).filter(
    ({ name, sample }) => sample === undefined && !challenger.sources.has(name),
  );
  if (source === undefined) return undefined;
  return `the trusted run: source "${source.name}", which version ${champion.version} in production reads, can be read in an environment only, and declares no sample`;
}

/** Why a pull request's own run can neither train nor evaluate a model, as what is waited for; undefined: it can, perhaps on samples. */
export function waitsForTrustedRun(reads: Pick<ResolvedModel, 'sources'>): string | undefined {
  const [source] = environmentSources(reads).filter(({ sample }) => sample === undefined);
  if (source === undefined) return undefined;
  return `the trusted run: source "${source.name}" can be read in an environment only, and declares no sample`;
}
