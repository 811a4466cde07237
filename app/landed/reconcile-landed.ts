import { placeOf } from '../../src/core/definitions/place.ts';
import { AvalError } from '../../src/core/errors.ts';
import { isGiven } from '../../src/core/ledger/ask.ts';
import { entryDigest } from '../../src/core/ledger/entry.ts';
import { type Ledger, reserveUse } from '../../src/core/ledger/ledger.ts';
import { releases } from '../../src/core/registry/plan-release.ts';
import { reconcileDashboard } from '../dashboard/reconcile-dashboard.ts';
import { unreleasedReason } from '../dashboard/unreleased-reason.ts';
import { deploymentOn } from '../definitions.ts';
import { givenPackages, putQuestion } from '../holdout/given.ts';
import { dispatch, settle } from '../holdout/settle.ts';
import { reconcileRetraining } from '../monitoring/reconcile-retraining.ts';
import type { Reconciled } from '../reconcile.ts';
import type { AppRepository } from '../repository.ts';
import { reconcileDeployments } from './deployments.ts';
import { closeReported, reportUnreleased } from './issue.ts';
import { type Landed, type LandedModel, observeLanded } from './observe.ts';
import { openPromotion } from './open-promotion.ts';
import { type PackageOf, packagesOf } from './packages.ts';
import { duePromotions } from './promotion.ts';
import { publishVersions } from './publish-versions.ts';
import { type Tagged, tagLanded } from './tag-versions.ts';
import type { LandedVerdict } from './verdict.ts';
import { waitForPackage } from './wait-for-package.ts';

/** Evaluations of what landed that may be under way at a time. */
const mostOpen = 4;
const pollMs = 30_000;

/**
 * Brings the default branch in line: versions tagged and released, promotions and retrainings opened, deployments made, the dashboard kept; what was not
 * judged is evaluated.
 */
export async function reconcileLanded(repository: AppRepository, defaultBranch: string): Promise<Reconciled> {
  const landed = await observeLanded(repository, defaultBranch);
  if (landed === undefined) return {};
  const open = landed.ledger.ledger.uses.filter(
    ({ reserved, closed }) => closed === undefined && reserved.pull === undefined,
  );
  const settled = await settle(repository, landed.ledger, open, defaultBranch);
  if (open.length > 0 && settled !== 'running') return { again: 0 };
  const packageOf = packagesOf(repository, landed);
  const givenOf = givenPackages(repository, { event: 'push', sha: landed.commit });
  /** Why, by definition. */
  const unreleased = new Map<string, Unreleased>();
  let crowded = false;
  const tags: string[] = [];
  for (const model of landed.models) {
    const { name } = model.resolved.model;
    if (mustWait(landed, model)) {
      unreleased.set(model.resolved.digest, { model: name, because: 'other evaluations go first' });
      crowded = true;
      continue;
    }
    const tagged = await tagOrReport(repository, landed, model, packageOf);
    if (tagged.kind === 'tagged') tags.push(tagged.tag);
    if (tagged.kind !== 'untagged' && tagged.kind !== 'reported') continue;
    const because = tagged.kind === 'reported' ? tagged.because : unreleasedReason(tagged.verdict);
    unreleased.set(model.resolved.digest, { model: name, because });
    if (tagged.kind === 'reported') continue;
    const asked = await ask(repository, landed, model, tagged.verdict, givenOf);
    if (asked === 'asked') return { again: 0 };
    crowded ||= asked === 'crowded';
  }
  // New tags change what is newest.
  const now = tags.length === 0 ? landed : await observeLanded(repository, defaultBranch);
  if (now === undefined) return { again: 0 };
  const missing = await publishVersions(repository, now, packageOf);
  await promoteDue(repository, now, missing);
  await reconcileDeployments(repository, now);
  const issues = await closeReported(repository, new Set(unreleased.keys()));
  const watched = await reconcileRetraining(repository, now);
  const reasons = new Map([...unreleased.values()].map(({ model, because }) => [model, because]));
  await reconcileDashboard(repository, now, { watched, unreleased: reasons }, issues);
  return open.length > 0 || crowded ? { again: pollMs } : {};
}

interface Unreleased {
  readonly model: string;
  readonly because: string;
}

/** Nobody ever asked for it, and there is no room to ask now: looking at it closer would be for nothing, and there may be thousands. */
function mustWait({ ledger }: Landed, { resolved, plan }: LandedModel): boolean {
  if (plan.action !== 'release' || openUses(ledger.ledger) < mostOpen) return false;
  return !ledger.ledger.uses.some(({ reserved }) => reserved.definition === resolved.digest);
}

async function tagOrReport(
  repository: AppRepository,
  landed: Landed,
  model: LandedModel,
  packageOf: PackageOf,
): Promise<Tagged | { readonly kind: 'reported'; readonly because: string }> {
  try {
    const tagged = await tagLanded(repository, landed, model, packageOf);
    if (tagged.kind !== 'untagged') return tagged;
    const worth = worthAnIssue(landed, model, tagged.verdict);
    // What is under way again must not leave an issue behind that says it is not.
    if (worth || tagged.verdict.kind === 'open') {
      await reportUnreleased(repository, model.resolved.model.name, model.resolved.digest, tagged.verdict, worth);
    }
    return tagged;
  } catch (error) {
    // One model that can't be released must not keep the others.
    if (!(error instanceof AvalError) || !ofTheModel.has(error.class)) throw error;
    await reportUnreleased(repository, model.resolved.model.name, model.resolved.digest, error);
    return { kind: 'reported', because: error.message };
  }
}

/** What a model's own files, tags or evidence are the cause of: the same would happen again. */
const ofTheModel: ReadonlySet<AvalError['class']> = new Set(['usage', 'config', 'evidence']);

/** A first version that is still to be evaluated is nothing to report. */
function worthAnIssue({ state }: Landed, { resolved }: LandedModel, verdict: LandedVerdict): boolean {
  if (verdict.kind === 'judged' || verdict.kind === 'unanswered') return true;
  if (verdict.kind === 'open' && verdict.unbegun !== undefined) return true;
  const asksForPackage = verdict.kind === 'never' && isGiven(resolved); // whether it can be had is said when it is looked for
  return !asksForPackage && releases(state.models.get(resolved.model.name)).length > 0;
}

/** Reserves a use for what landed without an answer. `asked`: the ledger changed. `crowded`: others must end first. */
async function ask(
  repository: AppRepository,
  { ledger, commit }: Landed,
  { resolved }: LandedModel,
  verdict: LandedVerdict,
  givenOf: ReturnType<typeof givenPackages>,
): Promise<'asked' | 'crowded' | 'nothing'> {
  if (verdict.kind !== 'never') return 'nothing';
  if (openUses(ledger.ledger) >= mostOpen) return 'crowded';
  const given = isGiven(resolved) ? await givenOf(resolved) : undefined;
  const question = putQuestion(verdict.question, given);
  if (question === undefined) return waitForPackage(repository, { resolved, commit }, given);
  const entry = reserveUse(ledger.ledger, { ...question, commit, base: verdict.base });
  const written = await ledger.append(entry, `${resolved.model.name}: reserve a use for what landed`);
  if (written === 'done') await dispatch(repository, { digest: entryDigest(entry), reserved: entry });
  return 'asked';
}

function openUses({ uses }: Ledger): number {
  return uses.filter(({ closed }) => closed === undefined).length;
}

async function promoteDue(repository: AppRepository, landed: Landed, missing: ReadonlySet<string>): Promise<void> {
  const running = new Map<string, string>();
  // All at once, so that git is asked once; what follows finds them parsed.
  await landed.side.parse([...landed.side.entries.keys()].filter((path) => placeOf(path)?.kind === 'Deployment'));
  for (const { name } of landed.project.environments) {
    for (const model of landed.state.models.keys()) {
      const deployment = await deploymentOn(landed.side, name, model);
      if (deployment !== undefined) running.set(`${name}/${model}`, deployment.digest);
    }
  }
  const due = duePromotions(landed.project, landed.state, (environment, model) =>
    running.get(`${environment}/${model}`),
  );
  const defined = new Set(landed.models.map(({ resolved }) => resolved.model.name));
  for (const promotion of due) {
    const { model, tag } = promotion.release;
    if (defined.has(model) && !missing.has(tag.name)) await openPromotion(repository, landed, promotion);
  }
}
