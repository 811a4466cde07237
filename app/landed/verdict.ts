import { anchorAfter } from '../../src/core/gate/anchor.ts';
import { peopleMayAnswer } from '../../src/core/gate/approvals.ts';
import type { Evidence } from '../../src/core/gate/evidence.ts';
import { judge } from '../../src/core/gate/judge.ts';
import type { VerdictNode } from '../../src/core/gate/verdict.ts';
import { type Question, questionOf, usesOf } from '../../src/core/ledger/ask.ts';
import type { Use } from '../../src/core/ledger/ledger.ts';
import type { ResolvedModel } from '../../src/core/plan/resolved-model.ts';
import { standingAnchor } from '../../src/core/registry/standing-anchor.ts';
import { findVersion, type SemanticVersion } from '../../src/core/registry/versions.ts';
import type { Sha } from '../../src/engines/git/ref.ts';
import { foundBefore } from '../../src/engines/workspace/policy-before.ts';
import type { Unbegun } from '../holdout/asked-runs.ts';
import { championOn } from '../pull/champion.ts';
import type { AppRepository } from '../repository.ts';
import { landedApprovals } from './approvals.ts';
import { landedUse } from './landed-use.ts';
import type { Landed } from './observe.ts';

/** What is known of a definition that landed and was never released. */
export type LandedVerdict =
  /** Judged as it was proposed, and what landed is what was judged. */
  | {
      readonly kind: 'judged';
      readonly use: Use;
      readonly evidence: Evidence;
      readonly verdict: VerdictNode;
      /** What versions after this one are held against, where that isn't this one itself. */
      readonly anchor?: SemanticVersion;
    }
  /** Under way; `unbegun`: nothing answers it, and someone must look. */
  | { readonly kind: 'open'; readonly use: Use; readonly unbegun?: Unbegun }
  /** It came to nothing, and a person must ask again. */
  | { readonly kind: 'unanswered'; readonly use: Use }
  /** Nobody asked just this: base moved, or it landed by another way. */
  | { readonly kind: 'never'; readonly question: Question; readonly base: Sha };

/** Looks for the answer to what landed: this definition, on these rows, beside what production runs, by the policy that the change found. */
export async function landedVerdict(
  repository: AppRepository,
  landed: Landed,
  resolved: ResolvedModel,
): Promise<LandedVerdict> {
  const { mirror, context } = repository;
  const { name } = resolved.model;
  const before = await foundBefore(mirror.repository, landed.commit, await landed.whole(), resolved);
  const own = before?.policy?.definitions.gates.get(name);
  const gates = own ?? resolved.gates;
  const project = before?.policy?.definitions.project ?? landed.project;
  const champion = await championOn(landed.side, landed.project, name, landed.state);
  const anchor = standingAnchor(landed.state, champion && { model: name, version: champion.version }, gates, project);
  const question = questionOf(resolved, gates, project, champion?.package ?? null, anchor?.record.package);
  const use = await landedUse(repository, usesOf(landed.ledger.ledger, question), landed.defaultBranch);
  if (use === undefined) return { kind: 'never', question, base: before?.commit ?? landed.commit };
  const answer = use.closed?.answer;
  if (answer === undefined) {
    const unbegun = context.asked.unbegun(use.digest);
    return { kind: 'open', use, ...(unbegun && { unbegun }) };
  }
  if (answer.outcome !== 'evaluated') return { kind: 'unanswered', use };
  const evidence = await landed.ledger.evidence(answer.evidence);
  const options = champion === undefined ? { firstVersion: true } : { champion: champion.package };
  const verdict = judge(evidence, gates, project, options);
  const kept = anchorAfter(evidence, gates, project) === 'kept' ? (anchor?.version ?? versionOf(champion)) : undefined;
  const judged = { kind: 'judged', use, evidence, ...(kept && { anchor: kept }) } as const;
  if (verdict.outcome !== 'inconclusive' || !peopleMayAnswer(gates)) return { ...judged, verdict };
  const approvals = await landedApprovals(repository, use, gates);
  return { ...judged, verdict: judge(evidence, gates, project, { ...options, approvals }) };
}

function versionOf(champion: { readonly version: string } | undefined): SemanticVersion | undefined {
  return champion && findVersion(champion.version);
}
