import type { ModelToCompare } from '../../core/evaluation/compare-models.ts';
import type { Evaluation } from '../../core/evaluation/evaluation.ts';
import { evaluatedPackage } from '../../core/explanation/evaluated-package.ts';
import { explainModel } from '../../core/explanation/explain-model.ts';
import type { NamedRows } from '../../core/explanation/explain-rows.ts';
import type { Explanation } from '../../core/explanation/explanation.ts';
import type { AskedMethod } from '../../core/explanation/open-for-evaluation.ts';
import type { Manifest } from '../../core/registry/package.ts';
import type { ReleasedVersion } from '../../core/registry/plan-release.ts';
import type { EvaluationSettings } from './evaluate-model.ts';
import { prepareComparison } from './prepare-comparison.ts';
import { releasedModel } from './released-model.ts';
import { packageOf } from './train.ts';
import type { Workspace } from './workspace.ts';

export interface ExplainSettings extends Pick<EvaluationSettings, 'frames' | 'progress' | 'signal' | 'log'> {
  readonly asked: AskedMethod;
  /** Whether single rows are explained by pairs of features, too. */
  readonly interactions: boolean;
  /** Which rows are explained one by one; undefined: examples. */
  readonly rows: (evaluation: Evaluation, inputs: Manifest['signature']['inputs']) => NamedRows | undefined;
}

export interface ExplainedVersion {
  readonly package: string;
  readonly explanation: Explanation;
}

/** Explains what is checked out, trained where needed, or a released version; on the dev rows as the data are pinned now. */
export async function explainVersion(
  workspace: Workspace,
  model: string,
  release: ReleasedVersion | undefined,
  { asked, interactions, rows, frames, progress, signal, log }: ExplainSettings,
): Promise<ExplainedVersion> {
  const challenger: ModelToCompare | undefined = release && (await releasedModel(workspace, release));
  const { comparison, ports } = await prepareComparison(workspace, model, {
    tier: 'dev',
    level: 'claimed',
    holdout: 'readable',
    ...(challenger && { challenger }),
    train: (one) => packageOf(workspace, one, frames, progress, signal, log),
    frames,
    signal,
    log,
  });
  const evaluated = await evaluatedPackage(comparison, 'challenger', ports);
  const { item, evaluation } = evaluated;
  const named = rows(evaluation, item.manifest.signature.inputs);
  progress('explain', 0, 1);
  const explanation = await explainModel({
    ...evaluated,
    features: comparison.challenger.resolved.model.features,
    asked,
    interactions,
    ...(named && { rows: named }),
  });
  progress('explain', 1, 1, `${explanation.rows} dev rows`);
  return { package: item.digest, explanation };
}
