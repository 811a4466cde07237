import { AvalError } from '../../src/core/errors.ts';
import type { PutQuestion, Question } from '../../src/core/ledger/ask.ts';
import { environmentSources } from '../../src/core/plan/environment-sources.ts';
import type { ResolvedModel } from '../../src/core/plan/resolved-model.ts';
import { plainText } from '../../src/core/report/plain-text.ts';
import { isOwnRun, type OwnRunOf, ownArtifact, ownWorkflow, packageOfRun } from '../../src/github/own-run.ts';
import { type FoundRun, runsAt } from '../../src/github/workflow-runs.ts';
import type { AppRepository } from '../repository.ts';

/** The package that a model of engine `command` is asked about. */
export type GivenPackage =
  | { readonly kind: 'given'; readonly given: NonNullable<PutQuestion['given']> }
  /** What is waited for, as one part of a sentence; what became of the change's own run so far. */
  | { readonly kind: 'missing'; readonly reason: string; readonly run: 'none' | 'running' | 'ended' };

/**
 * Finds packages by the newest own run of a change that ended well: at most one call for all models, and two for each. Whatever is wrong with one
 * is its reason to wait, because the author's code made it.
 */
export function givenPackages(
  repository: AppRepository,
  change: OwnRunOf,
): (resolved: ResolvedModel) => Promise<GivenPackage> {
  let listed: Promise<readonly FoundRun[]> | undefined;
  return async (resolved) => {
    const [unreadable] = environmentSources(resolved);
    if (unreadable !== undefined) return withoutData(unreadable.name);
    listed ??= runsAt(repository, change);
    const runs = (await listed).filter((run) => isOwnRun(run, change));
    const run = runs.find(({ finished, conclusion }) => finished && conclusion === 'success');
    if (run === undefined) return noRun(runs);
    try {
      const item = await packageOfRun(repository, run.id, resolved);
      if (item !== undefined) return { kind: 'given', given: { package: item.digest, run: run.id } };
      const artifact = ownArtifact(resolved.model.name);
      return missing('ended', `run ${run.id} has no artifact ${artifact}, or it expired; run it again`);
    } catch (error) {
      if (!(error instanceof AvalError) || error.class !== 'evidence') throw error;
      return missing('ended', `what run ${run.id} left is refused: ${plainText(error.message, 300)}`);
    }
  };
}

/** A question with the package that it is about; undefined while that is missing. `given` is undefined for a model that base's code trains. */
export function putQuestion(question: Question, given: GivenPackage | undefined): PutQuestion | undefined {
  if (given === undefined) return question;
  return given.kind === 'given' ? { ...question, given: given.given } : undefined;
}

function noRun(runs: readonly FoundRun[]): GivenPackage {
  const [newest] = runs;
  if (newest === undefined) return missing('none', `${ownWorkflow} has not run for this commit yet`);
  const running = runs.some(({ finished }) => !finished);
  if (running) return missing('running', `run ${newest.id} has not ended yet`);
  return missing('ended', `run ${newest.id} ended with ${newest.conclusion ?? 'nothing'}`);
}

/** A package of a sample would be refused: it is not of this definition. */
function withoutData(source: string): GivenPackage {
  const why = `its own program trains it, and no run may both start that and read source "${source}" (access: environment)`;
  return { kind: 'missing', run: 'ended', reason: `another engine or data that its own run may read: ${why}` };
}

function missing(run: 'none' | 'running' | 'ended', why: string): GivenPackage {
  return { kind: 'missing', run, reason: `the package that its own run makes: ${why}` };
}
