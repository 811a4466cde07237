import type { Gates } from '../../core/definitions/schema/gates.ts';
import type { Project } from '../../core/definitions/schema/project.ts';
import { digestOfJson } from '../../core/digest.ts';
import {
  type Comparison,
  type ComparisonPorts,
  compareModels,
  type ModelToCompare,
} from '../../core/evaluation/compare-models.ts';
import { type Evidence, evidenceSchema } from '../../core/gate/evidence.ts';
import { judge } from '../../core/gate/judge.ts';
import { policyDigest } from '../../core/gate/policy.ts';
import type { VerdictNode } from '../../core/gate/verdict.ts';
import type { ResolvedModel } from '../../core/plan/resolved-model.ts';
import type { Progress } from '../../core/training/engine.ts';
import { championOf, lastEnvironment } from './champion.ts';
import type { Frames } from './frames.ts';
import { answeredBefore, evaluateOnHoldout } from './holdout.ts';
import type { ConfirmUse } from './local-ledger.ts';
import { engineOf, packageOf, type Trained } from './train.ts';
import { resolveOn, type Workspace } from './workspace.ts';

/** Raised when the same comparison gives other numbers, so that cached evidence is not taken for new. */
const evaluationRevision = 1;

/** `strongest`: what the ledger answered to this very question, else dev. The holdout is asked only when someone agrees. */
export type AskedRows =
  | { readonly tier: 'dev' | 'strongest' }
  | { readonly tier: 'holdout'; readonly confirm: ConfirmUse };

export interface EvaluationSettings {
  readonly asked: AskedRows;
  readonly frames: Frames;
  readonly progress: Progress;
  readonly signal: AbortSignal;
  readonly log: (line: string) => void;
}

export interface EvaluatedModel {
  readonly challenger: ModelToCompare;
  readonly trained: Trained['from'];
  readonly evidence: Evidence;
  readonly verdict: VerdictNode;
  /** Where the champion runs. */
  readonly environment: string;
  /** True: base has no gates for this model yet, so its own were applied. */
  readonly introduced: boolean;
}

/** The policy that judges a model; one that it doesn't know brings its own. */
export function policyOf(
  { policy, head }: Workspace,
  model: string,
): { gates: Gates; project: Project; introduced: boolean } {
  const gates = policy?.definitions.gates.get(model);
  const own = head.definitions.gates.get(model);
  const { project } = (policy ?? head).definitions;
  if (gates !== undefined) return { gates, project, introduced: false };
  if (own === undefined) throw new RangeError(`${model} was resolved, so it has gates`);
  return { gates: own, project, introduced: true };
}

/** Trains where needed, compares with production on the same rows, and judges. Evidence is `claimed`: a person's own machine made it. */
export async function evaluateModel(
  workspace: Workspace,
  model: string,
  settings: EvaluationSettings,
): Promise<EvaluatedModel> {
  const { frames, progress, signal, log } = settings;
  const train = (one: ResolvedModel): Promise<Trained> => packageOf(workspace, one, frames, progress, signal, log);
  const champion = await championOf(workspace, model, train, log);
  const resolved = await resolveOn(workspace.head, model);
  const trained = await train(resolved);
  signal.throwIfAborted();
  const challenger: ModelToCompare = { resolved, package: trained.package };
  const { gates, project, introduced } = policyOf(workspace, model);
  const spine = workspace.policy?.definitions.sources.get(gates.data.spine);
  const comparison: Comparison = {
    gates,
    project,
    ...(spine && { spine }),
    challenger,
    ...(champion && { champion }),
    tier: settings.asked.tier === 'holdout' ? 'holdout' : 'dev',
    level: 'claimed',
    holdout: 'readable',
    alpha: project.statistics.alpha,
    seed: gates.data.seed,
  };
  const ports: ComparisonPorts = {
    readFrame: async (one) => (await frames.read(one)).frame,
    openEngine: (one) => engineOf(workspace, one, log),
  };
  const evidence = await evidenceFor(workspace, comparison, ports, settings);
  signal.throwIfAborted();
  return {
    challenger,
    trained: trained.from,
    evidence,
    verdict: judge(
      evidence,
      gates,
      project,
      champion === undefined ? { firstVersion: true } : { champion: champion.package.digest },
    ),
    environment: lastEnvironment(workspace.policy ?? workspace.head),
    introduced,
  };
}

async function evidenceFor(
  workspace: Workspace,
  comparison: Comparison,
  ports: ComparisonPorts,
  { asked, progress }: EvaluationSettings,
): Promise<Evidence> {
  if (asked.tier === 'holdout') return evaluateOnHoldout(workspace, comparison, ports, progress, asked.confirm);
  const answered = asked.tier === 'strongest' ? await answeredBefore(workspace, comparison) : undefined;
  return answered ?? evaluateOnDev(workspace, comparison, ports, progress);
}

/** Dev rows may be asked any number of times; the same question is answered from the cache. */
async function evaluateOnDev(
  { work }: Workspace,
  comparison: Comparison,
  ports: ComparisonPorts,
  progress: Progress,
): Promise<Evidence> {
  const { challenger, champion, gates, project, seed } = comparison;
  const question = digestOfJson({
    revision: evaluationRevision,
    champion: champion?.package.digest ?? null,
    version: champion?.version ?? null,
    pins: [...challenger.resolved.pins],
    spine: comparison.spine ?? null,
    policy: policyDigest(gates, project),
    seed,
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
