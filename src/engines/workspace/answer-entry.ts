import { parseDigest } from '../../core/digest.ts';
import type { AnswerFile } from '../../core/ledger/answer-file.ts';
import { levelOf, tierOf } from '../../core/ledger/entry.ts';
import { spendingOfUse } from '../../core/ledger/grant.ts';
import type { Ledger, Use } from '../../core/ledger/ledger.ts';
import { rowKeyOf } from '../../core/ledger/row-key.ts';
import type { ResolvedModel } from '../../core/plan/resolved-model.ts';
import type { Package } from '../../core/registry/package.ts';
import { trainModel } from '../../core/training/train-model.ts';
import type { FrameReader } from './frames.ts';
import { evaluateOnHoldout, type Spend } from './holdout.ts';
import { holdoutOf } from './holdout-of.ts';
import { prepareComparison } from './prepare-comparison.ts';
import { promotedRelease, releasedModel } from './released-model.ts';
import { requireReproducible } from './reproducible.ts';
import { engineOf, type Trained } from './train.ts';
import type { Workspace } from './workspace.ts';

export interface AnsweredEntry {
  readonly file: AnswerFile;
  /** What was evaluated; absent when the ledger refused. */
  readonly package?: Package;
}

const silent = (): void => undefined;

/**
 * Answers an open entry of the ledger by base's own code: trains the challenger from its definitions, or takes the package that the entry gives,
 * and evaluates it beside the champion on the holdout; of the vault it is asked about a released version, as `judgeOnVault` on a laptop.
 * `workspace.store` holds the champion and what is given or released, and nothing else. `secret`: what private rows are hashed under for the ledger.
 * Nothing is told on the way: what training prints may show rows.
 */
export async function answerEntry(
  workspace: Workspace,
  ledger: Ledger,
  use: Use,
  frames: FrameReader,
  signal: AbortSignal,
  secret?: string,
): Promise<AnsweredEntry> {
  const { model, given } = use.reserved;
  const release = await promotedRelease(workspace, use.reserved);
  const { comparison, ports } = await prepareComparison(workspace, model, {
    tier: tierOf(use.reserved),
    level: levelOf(use.reserved),
    holdout: holdoutOf(workspace, model),
    ...(release && { challenger: await releasedModel(workspace, release) }),
    train: (resolved) =>
      given !== undefined && resolved.digest === use.reserved.definition
        ? taken(workspace, given.package)
        : reproduce(workspace, resolved, frames, signal),
    frames,
    signal,
    log: silent,
  });
  const { statistics } = comparison.project;
  const spend: Spend = async (rows) => {
    const spending = spendingOfUse(ledger, use, rows, statistics);
    if (spending.kind === 'refused') return spending;
    const { alpha, use: used, budget } = spending;
    return { kind: 'granted', alpha, ledger: { entry: use.digest, used, budget } };
  };
  const rowKey = rowKeyOf(comparison.holdout, secret);
  const { sketch, ...answer } = await evaluateOnHoldout(comparison, ports, silent, spend, rowKey);
  const file: AnswerFile = { format: 'aval/answer/v1', entry: use.digest, answer, ...(sketch && { sketch }) };
  return answer.outcome === 'refused' ? { file } : { file, package: comparison.challenger.package };
}

/** The package of this digest, as it was given: scored, never made again. */
async function taken({ store }: Workspace, digest: string): Promise<Trained> {
  const item = await store.get(parseDigest(digest, 'given.package'));
  if (item !== undefined) return { package: item, from: 'published' };
  throw new RangeError('the process that gave this job has fetched the package');
}

/** A package made now, from definitions as data: what was published or trained elsewhere is not looked at. */
async function reproduce(
  workspace: Workspace,
  resolved: ResolvedModel,
  frames: FrameReader,
  signal: AbortSignal,
): Promise<Trained> {
  requireReproducible(resolved);
  const { frame } = await frames.read(resolved);
  const engine = await engineOf(workspace, resolved, silent);
  return { package: await trainModel(resolved, frame, engine, silent, signal), from: 'trained' };
}
