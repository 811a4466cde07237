import type { Tree } from '../src/core/definitions/definitions.ts';
import { waitsForTrustedRun } from '../src/core/plan/environment-sources.ts';
import { type ModelPlan, planModels } from '../src/core/plan/plan.ts';
import { registryState } from '../src/core/registry/state.ts';
import { engineRevisions } from '../src/engines/engines.ts';
import type { Repository } from '../src/engines/git/repository.ts';
import { releasedVersions } from '../src/engines/workspace/select-models.ts';

/** What a change means for each model, by the versions that this repository's tags say were released: the same for every step of a run. */
export async function plannedModels(repository: Repository, base: Tree, head: Tree): Promise<readonly ModelPlan[]> {
  const released = releasedVersions(registryState(await repository.listTags(), new Map()));
  return planModels(base, head, { engineRevisions, released: (definition) => released.get(definition) });
}

/** What a change says of a model, a line for each field: `models/credit-risk/model.yaml: train.parameters.trees 100 → 400`. */
export function changesOf(plan: ModelPlan): readonly string[] {
  const reasons = plan.action === 'train' ? plan.reasons : [];
  return reasons.flatMap(({ changes }) => changes.map(({ file, text }) => `${file}: ${text}`));
}

/** What a model is left to the trusted run for, as what is waited for; undefined where a pull request's own run trains it, or nothing does. */
export function awaitedBy(plan: ModelPlan): string | undefined {
  return plan.action === 'train' ? waitsForTrustedRun(plan.resolved) : undefined;
}
