import { join } from 'node:path';
import { digestOfJson, parseDigest } from '../../core/digest.ts';
import { AvalError } from '../../core/errors.ts';
import type { Comparison, ComparisonPorts } from '../../core/evaluation/compare-models.ts';
import { questionDigest } from '../../core/gate/account-use.ts';
import type { Evidence } from '../../core/gate/evidence.ts';
import { type ClosedEntry, entryDigest, type ReservedEntry } from '../../core/gate/ledger-entry.ts';
import { policyDigest } from '../../core/gate/policy.ts';
import type { UseRequest } from '../../core/gate/use-entries.ts';
import { rowKeyOf } from '../../core/ledger/row-key.ts';
import type { Progress } from '../../core/training/engine.ts';
import { evidenceBytes, evidenceFile, readEvidence } from './evidence-file.ts';
import { evaluateOnHoldout, type Spend, type SpentUse } from './holdout.ts';
import { type ConfirmUse, LocalLedger } from './local-ledger.ts';
import type { Workspace } from './workspace.ts';

/**
 * One use of the holdout, or the one of a vault, by the ledger of this machine: agreed to and reserved before any row is scored, closed with its evidence. The same
 * question is answered from the ledger, free and unasked. Throws `evidence` when the budget is used up: nothing is spent.
 */
export async function evaluateOnOwnHoldout(
  workspace: Workspace,
  comparison: Comparison,
  ports: ComparisonPorts,
  progress: Progress,
  confirm: ConfirmUse,
): Promise<Evidence> {
  const spend = comparison.tier === 'vault' ? spendVault : spendOwn;
  const rowKey = rowKeyOf('readable', undefined);
  const answer = await evaluateOnHoldout(comparison, ports, progress, spend(workspace, comparison, confirm), rowKey);
  if (answer.outcome === 'evaluated') return answer.evidence;
  throw new RangeError(`the ledger of this machine throws where it refuses: ${answer.reason}`);
}

function spendOwn(workspace: Workspace, comparison: Comparison, confirm: ConfirmUse): Spend {
  const ledger = localLedgerOf(workspace);
  return async (rows) => {
    const request = { ...askedOf(comparison), ...rows };
    const use = await ledger.reserve(request, comparison.project.statistics, confirm);
    if (use.kind === 'answered') return { kind: 'answered', evidence: await standingEvidence(workspace, use.entry) };
    return granted(workspace, comparison, use.entry, use.account);
  };
}

function spendVault(workspace: Workspace, comparison: Comparison, confirm: ConfirmUse): Spend {
  const ledger = localLedgerOf(workspace);
  return async (rows) => {
    const request = { ...askedOf(comparison), ...rows };
    const use = await ledger.reserveVault(request, comparison.project.statistics, confirm);
    if (use.kind === 'answered') return { kind: 'answered', evidence: await standingEvidence(workspace, use.entry) };
    return granted(workspace, comparison, use.entry, { used: 1, budget: 1 });
  };
}

/** A use that may go on; its evidence is kept beside its package before the ledger names it. */
function granted(
  workspace: Workspace,
  comparison: Comparison,
  entry: ReservedEntry,
  { used, budget }: { readonly used: number; readonly budget: number },
): SpentUse {
  return {
    kind: 'granted',
    alpha: entry.alpha,
    ledger: { entry: entryDigest(entry), used, budget },
    async keep(evidence) {
      const digest = digestOfJson(evidence);
      const subject = comparison.challenger.package.digest;
      await workspace.work.attach(subject, evidenceFile(digest), evidenceBytes(evidence));
      await localLedgerOf(workspace).close(entry, digest, evidence.verdict && evidence.verdict === 'pass');
    },
  };
}

/** What the ledger answered to this very question before; undefined when it was never asked. Looks at no row. */
export async function answeredBefore(workspace: Workspace, comparison: Comparison): Promise<Evidence | undefined> {
  const asked = askedOf(comparison);
  const entries = await localLedgerOf(workspace).entries();
  const answer = entries.findLast(
    (entry) =>
      entry.state === 'closed' &&
      entry.tier === undefined &&
      entry.package === asked.package &&
      entry.question === asked.question,
  );
  return answer?.state === 'closed' ? standingEvidence(workspace, answer) : undefined;
}

/** The ledger of this machine. */
export function localLedgerOf({ cacheFolder }: Pick<Workspace, 'cacheFolder'>): LocalLedger {
  return new LocalLedger(join(cacheFolder, 'ledger'));
}

function askedOf({ gates, project, challenger, champion, anchor }: Comparison): Omit<UseRequest, 'account'> {
  const pin = challenger.resolved.pins.get(gates.data.spine);
  return {
    model: gates.model,
    ...(pin && { spine: { source: gates.data.spine, digest: pin.digest } }),
    package: challenger.package.digest,
    definition: challenger.resolved.digest,
    question: questionDigest(champion?.package.digest ?? null, policyDigest(gates, project), anchor?.package.digest),
  };
}

async function standingEvidence({ work }: Workspace, entry: ClosedEntry): Promise<Evidence> {
  const [subject, digest] = [parseDigest(entry.package, 'ledger'), parseDigest(entry.evidence, 'ledger')];
  const evidence = await readEvidence(work, subject, digest);
  if (evidence !== undefined) return evidence;
  throw new AvalError('evidence', {
    rule: 'ledger.evidence',
    message: `this package was evaluated on this holdout as use ${entry.use}, and its evidence is gone from the cache`,
    hint: 'The use stays spent: a second look at the same rows would not be an honest one.',
  });
}
