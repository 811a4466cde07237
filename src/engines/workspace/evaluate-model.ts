import { digestOfJson } from '../../core/digest.ts';
import {
  type Comparison,
  type ComparisonPorts,
  compareModels,
  type ModelToCompare,
  scoreModels,
} from '../../core/evaluation/compare-models.ts';
import type { Evaluation } from '../../core/evaluation/evaluation.ts';
import type { AlsoMeasure } from '../../core/evaluation/package-measures.ts';
import type { ExplainedChange } from '../../core/explanation/explain-change.ts';
import { explainComparison } from '../../core/explanation/explain-comparison.ts';
import { type Evidence, evidenceSchema } from '../../core/gate/evidence.ts';
import { judge } from '../../core/gate/judge.ts';
import { policyDigest } from '../../core/gate/policy.ts';
import type { VerdictNode } from '../../core/gate/verdict.ts';
import type { Progress } from '../../core/training/engine.ts';
import type { FrameReader } from './frames.ts';
import type { ConfirmUse } from './local-ledger.ts';
import { answeredBefore, evaluateOnOwnHoldout } from './own-holdout.ts';
import { type PreparedComparison, prepareComparison } from './prepare-comparison.ts';
import { packageOf } from './train.ts';
import type { Workspace } from './workspace.ts';

/** Raised when the same comparison gives other numbers, so that cached evidence is not taken for new. */
const evaluationRevision = 3;

/** `strongest`: what the ledger answered to this very question, else dev. The holdout is asked only when someone agrees. */
export type AskedRows =
  | { readonly tier: 'dev' | 'strongest' }
  | { readonly tier: 'holdout'; readonly confirm: ConfirmUse };

export interface EvaluationSettings {
  readonly asked: AskedRows;
  /** Measured beside what rules ask, on the dev rows. */
  readonly also?: AlsoMeasure;
  readonly frames: FrameReader;
  readonly progress: Progress;
  readonly signal: AbortSignal;
  readonly log: (line: string) => void;
}

export interface EvaluatedModel extends Pick<PreparedComparison, 'trained' | 'environment' | 'introduced'> {
  readonly challenger: ModelToCompare;
  readonly evidence: Evidence;
  readonly verdict: VerdictNode;
  /** Both models' scores of the dev rows, which plots are drawn from; whatever rows the evidence is of. */
  readonly scoreOnDev: () => Promise<Evaluation>;
  /** What both models lean on, on the dev rows. */
  readonly explainOnDev: () => Promise<ExplainedChange>;
}

/** Trains where needed, compares with production on the same rows, and judges. Evidence is `claimed`: a person's own machine made it. */
export async function evaluateModel(
  workspace: Workspace,
  model: string,
  settings: EvaluationSettings,
): Promise<EvaluatedModel> {
  const { asked, frames, progress, signal, log } = settings;
  const { comparison, ports, ...prepared } = await prepareComparison(workspace, model, {
    tier: asked.tier === 'holdout' ? 'holdout' : 'dev',
    level: 'claimed',
    holdout: 'readable',
    train: (one) => packageOf(workspace, one, frames, progress, signal, log),
    frames,
    signal,
    log,
  });
  const evidence = await evidenceFor(workspace, comparison, ports, settings);
  signal.throwIfAborted();
  const { challenger, champion, gates, project } = comparison;
  const standing = champion === undefined ? { firstVersion: true } : { champion: champion.package.digest };
  const verdict = judge(evidence, gates, project, standing);
  const scoreOnDev = () => scoreModels({ ...comparison, tier: 'dev' }, ports);
  const explainOnDev = () => explainComparison(comparison, ports);
  return { ...prepared, challenger, evidence, verdict, scoreOnDev, explainOnDev };
}

async function evidenceFor(
  workspace: Workspace,
  comparison: Comparison,
  ports: ComparisonPorts,
  { asked, also, progress }: EvaluationSettings,
): Promise<Evidence> {
  if (asked.tier === 'holdout') return evaluateOnOwnHoldout(workspace, comparison, ports, progress, asked.confirm);
  const answered = asked.tier === 'strongest' ? await answeredBefore(workspace, comparison) : undefined;
  return answered ?? evaluateOnDev(workspace, { ...comparison, ...(also && { also }) }, ports, progress);
}

/** Dev rows may be asked any number of times; the same question is answered from the cache. */
async function evaluateOnDev(
  { work }: Workspace,
  comparison: Comparison,
  ports: ComparisonPorts,
  progress: Progress,
): Promise<Evidence> {
  const { challenger, champion, anchor, gates, project, seed, also } = comparison;
  const question = digestOfJson({
    revision: evaluationRevision,
    champion: champion?.package.digest ?? null,
    version: champion?.version ?? null,
    pins: [...challenger.resolved.pins],
    spine: comparison.spine ?? null,
    policy: policyDigest(gates, project),
    seed,
    ...(anchor && { anchor: [anchor.package.digest, anchor.version ?? null] }),
    ...(also && { also: { ...also } }),
  });
  const name = `evidence-dev-${question.slice(7, 23)}.json`;
  const known = await work.attachment(challenger.package.digest, name);
  if (known !== undefined) {
    const parsed = evidenceSchema.safeParse(JSON.parse(new TextDecoder().decode(known)));
    if (parsed.success) return parsed.data;
  }
  progress('evaluate', 0, 1);
  const evidence = await compareModels(comparison, ports);
  progress('evaluate', 1, 1, `${evidence.rows.evaluated} dev rows`);
  await work.attach(challenger.package.digest, name, new TextEncoder().encode(JSON.stringify(evidence)));
  return evidence;
}
