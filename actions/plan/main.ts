import { AvalError } from '../../src/core/errors.ts';
import { emptyTree } from '../../src/core/plan/empty-tree.ts';
import { type ModelPlan, planModels } from '../../src/core/plan/plan.ts';
import { registryState } from '../../src/core/registry/state.ts';
import { planMarkdown } from '../../src/core/report/plan-markdown.ts';
import { engineRevisions } from '../../src/engines/engines.ts';
import { openRepository } from '../../src/engines/git/repository.ts';
import { releasedVersions } from '../../src/engines/workspace/select-models.ts';
import { namedApp } from '../named-app.ts';
import type { RunContext, Toolkit } from '../toolkit.ts';

/** Says which models a change trains again, and why: `models` is a JSON list for a matrix. Reads git; no data, no token. */
export async function main(toolkit: Toolkit, { folder, base: eventBase }: RunContext): Promise<void> {
  const repository = await openRepository(folder);
  const base = await repository.defaultBase(toolkit.input('base') || eventBase);
  const before = base ? await repository.treeAt(base.commit) : emptyTree;
  // Said first: a change whose definitions don't load has a preview too.
  toolkit.output('preview', String((await namedApp(before)) === undefined));
  const released = releasedVersions(registryState(await repository.listTags(), new Map()));
  const plans = await planModels(before, await repository.treeAt('HEAD'), {
    engineRevisions,
    released: (definition) => released.get(definition),
  });
  toolkit.output('models', JSON.stringify(plans.filter(trains).map(({ model }) => model)));
  await toolkit.summary(planMarkdown(plans));
  const faults = plans.flatMap((plan) => (plan.action === 'invalid' ? plan.faults : []));
  for (const plan of plans) toolkit.log(`${plan.model}: ${plan.action}`);
  if (faults.length > 0) throw new AvalError('config', faults);
}

const trains = (plan: ModelPlan): boolean => plan.action === 'train';
