import { join } from 'node:path';
import { digestOfJson, parseDigest } from '../../core/digest.ts';
import { AvalError } from '../../core/errors.ts';
import { accountDigest } from '../../core/evaluation/account.ts';
import {
  type Comparison,
  type ComparisonPorts,
  compareModels,
  rowsToEvaluate,
} from '../../core/evaluation/compare-models.ts';
import { questionDigest, type UseRequest } from '../../core/gate/account-use.ts';
import type { Evidence } from '../../core/gate/evidence.ts';
import { type ClosedEntry, entryDigest } from '../../core/gate/ledger-entry.ts';
import { policyDigest } from '../../core/gate/policy.ts';
import type { Progress } from '../../core/training/engine.ts';
import { evidenceBytes, evidenceFile, readEvidence } from './evidence-file.ts';
import { type ConfirmUse, LocalLedger } from './local-ledger.ts';
import type { Workspace } from './workspace.ts';

/**
 * One use of the holdout, by the ledger of this machine: agreed to and reserved before any row is scored, closed with its evidence. The same
 * question is answered from the ledger, free and unasked. Throws `evidence` when the budget is used up: nothing is spent.
 */
export async function evaluateOnHoldout(
  workspace: Workspace,
  comparison: Comparison,
  ports: ComparisonPorts,
  progress: Progress,
  confirm: ConfirmUse,
): Promise<Evidence> {
  const { frame, rows } = await rowsToEvaluate(comparison, ports);
  const ledger = ledgerOf(workspace);
  const request = { ...askedOf(comparison), account: accountDigest(frame, rows) };
  const use = await ledger.reserve(request, comparison.project.statistics, confirm);
  if (use.kind === 'answered') return standingEvidence(workspace, use.entry);
  progress('holdout', 0, 1);
  const { used, budget } = use.account;
  const ledgerPart = { entry: entryDigest(use.entry), used, budget };
  const evidence = await compareModels({ ...comparison, alpha: use.entry.alpha, ledger: ledgerPart }, ports);
  const digest = digestOfJson(evidence);
  await workspace.work.attach(comparison.challenger.package.digest, evidenceFile(digest), evidenceBytes(evidence));
  await ledger.close(use.entry, digest);
  progress('holdout', 1, 1, `use ${used} of ${budget}`);
  return evidence;
}

/** What the ledger answered to this very question before; undefined when it was never asked. Looks at no row. */
export async function answeredBefore(workspace: Workspace, comparison: Comparison): Promise<Evidence | undefined> {
  const asked = askedOf(comparison);
  const entries = await ledgerOf(workspace).entries();
  const answer = entries.findLast(
    (entry) => entry.state === 'closed' && entry.package === asked.package && entry.question === asked.question,
  );
  return answer?.state === 'closed' ? standingEvidence(workspace, answer) : undefined;
}

const ledgerOf = ({ cacheFolder }: Workspace): LocalLedger => new LocalLedger(join(cacheFolder, 'ledger'));

function askedOf({ gates, project, challenger, champion }: Comparison): Omit<UseRequest, 'account'> {
  return {
    model: gates.model,
    package: challenger.package.digest,
    definition: challenger.resolved.digest,
    question: questionDigest(champion?.package.digest ?? null, policyDigest(gates, project)),
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
