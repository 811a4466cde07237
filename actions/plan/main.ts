import { AvalError } from '../../src/core/errors.ts';
import { emptyTree } from '../../src/core/plan/empty-tree.ts';
import type { ModelPlan } from '../../src/core/plan/plan.ts';
import { planMarkdown } from '../../src/core/report/plan-markdown.ts';
import { openRepository } from '../../src/engines/git/repository.ts';
import { namedApp } from '../named-app.ts';
import { awaitedBy, plannedModels } from '../planned.ts';
import type { RunContext, Toolkit } from '../toolkit.ts';

/**
 * Says which models a change trains again, and why: `models` is a JSON list for a matrix, without those that only the trusted run can read data for.
 * Reads git; no data, no token.
 */
export async function main(toolkit: Toolkit, { folder, base: eventBase }: RunContext): Promise<void> {
  const repository = await openRepository(folder);
  const base = await repository.defaultBase(toolkit.input('base') || eventBase);
  const before = base ? await repository.treeAt(base.commit) : emptyTree;
  // Said first: a change whose definitions don't load has a preview too.
  toolkit.output('preview', String((await namedApp(before)) === undefined));
  const plans = await plannedModels(repository, before, await repository.treeAt('HEAD'));
  toolkit.output('models', JSON.stringify(plans.filter(trainsHere).map(({ model }) => model)));
  await toolkit.summary(planMarkdown(plans));
  const faults = plans.flatMap((plan) => (plan.action === 'invalid' ? plan.faults : []));
  for (const plan of plans) toolkit.log(`${plan.model}: ${becomes(plan)}`);
  if (faults.length > 0) throw new AvalError('config', faults);
}

const trainsHere = (plan: ModelPlan): boolean => plan.action === 'train' && awaitedBy(plan) === undefined;

function becomes(plan: ModelPlan): string {
  const awaited = awaitedBy(plan);
  return awaited === undefined ? plan.action : `waits for ${awaited}`;
}
