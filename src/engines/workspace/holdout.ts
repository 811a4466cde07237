import { readFile } from 'node:fs/promises';
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
import { close, reserve, type UseDecision } from '../../core/gate/account-use.ts';
import type { Evidence } from '../../core/gate/evidence.ts';
import { ledgerLine, parseLedger } from '../../core/gate/ledger.ts';
import { entryDigest, type LedgerEntry } from '../../core/gate/ledger-entry.ts';
import type { Progress } from '../../core/training/engine.ts';
import { replaceFile } from '../atomic-write.ts';
import { absent } from '../store/absent.ts';
import { evidenceBytes, evidenceFile, readEvidence } from './evidence-file.ts';
import type { Workspace } from './workspace.ts';

/**
 * One use of the holdout, by the ledger of this machine: reserved before any row is scored, closed with its evidence. The same
 * package on the same rows is answered from the ledger, free. Throws `evidence` when the budget is used up: nothing is spent.
 */
export async function evaluateOnHoldout(
  workspace: Workspace,
  comparison: Comparison,
  ports: ComparisonPorts,
  progress: Progress,
): Promise<Evidence> {
  const { gates, project, challenger } = comparison;
  const { frame, rows } = await rowsToEvaluate(comparison, ports);
  const ledger = new LocalLedger(join(workspace.cacheFolder, 'ledger.jsonl'));
  const { digest } = challenger.package;
  const request = {
    model: gates.model,
    package: digest,
    definition: challenger.resolved.digest,
    account: accountDigest(frame, rows),
  };
  const use = reserve(await ledger.entries(), request, project.statistics);
  if (use.kind === 'refused') {
    throw new AvalError('evidence', {
      rule: 'ledger.refused',
      message: `${gates.model}: ${use.reason}`,
      hint: 'Nothing was spent. Only new labelled rows open a new holdout.',
    });
  }
  if (use.kind === 'answered') return standingEvidence(workspace, use);
  if (use.kind === 'reserved') await ledger.append(use.entry);
  progress('holdout', 0, 1);
  const evidence = await compareModels(
    {
      ...comparison,
      alpha: use.entry.alpha,
      ledger: { entry: entryDigest(use.entry), used: use.account.used, budget: use.account.budget },
    },
    ports,
  );
  const evidenceDigest = digestOfJson(evidence);
  await workspace.work.attach(digest, evidenceFile(evidenceDigest), evidenceBytes(evidence));
  await ledger.append(close(await ledger.entries(), use.entry, evidenceDigest));
  progress('holdout', 1, 1, `use ${use.account.used} of ${use.account.budget}`);
  return evidence;
}

async function standingEvidence(
  { work }: Workspace,
  { entry }: Extract<UseDecision, { kind: 'answered' }>,
): Promise<Evidence> {
  const evidence = await readEvidence(
    work,
    parseDigest(entry.package, 'ledger'),
    parseDigest(entry.evidence, 'ledger'),
  );
  if (evidence !== undefined) return evidence;
  throw new AvalError('evidence', {
    rule: 'ledger.evidence',
    message: `this package was evaluated on this holdout as use ${entry.use}, and its evidence is gone from the cache`,
    hint: 'The use stays spent: a second look at the same rows would not be an honest one.',
  });
}

/** The ledger of one machine: a file that only grows. Rewritten whole and atomically, so that no line is ever half there. */
class LocalLedger {
  readonly #file: string;

  constructor(file: string) {
    this.#file = file;
  }

  async entries(): Promise<readonly LedgerEntry[]> {
    return parseLedger(await this.#text());
  }

  async append(entry: LedgerEntry): Promise<void> {
    await replaceFile(this.#file, (await this.#text()) + ledgerLine(entry));
  }

  async #text(): Promise<string> {
    return (await readFile(this.#file, 'utf8').catch(absent)) ?? '';
  }
}
