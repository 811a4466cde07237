import { join } from 'node:path';
import * as z from 'zod';
import { emptyTree } from '../../src/core/plan/empty-tree.ts';
import { renderComment } from '../../src/core/report/comment.ts';
import { headline } from '../../src/core/report/outcome-text.ts';
import { openWorkspace } from '../../src/engines/workspace/workspace.ts';
import { claimedEvidence } from '../claimed-evidence.ts';
import { modelReport } from '../model-report.ts';
import { awaitedBy, changesOf, plannedModels } from '../planned.ts';
import type { RunContext, Toolkit } from '../toolkit.ts';

const modelNames = z.array(z.string().max(63)).max(10_000);

/**
 * The comparison of every model of the plan as the job's summary; a model whose evidence never came, or that only the trusted run can evaluate, is said
 * to wait, never left out.
 */
export async function main(toolkit: Toolkit, context: RunContext): Promise<void> {
  const workspace = await openWorkspace(context.folder, { base: toolkit.input('base') || context.base });
  const evidence = await claimedEvidence(join(context.folder, toolkit.input('evidence') || 'aval-out'));
  const { repository, base, head } = workspace;
  const plans = await plannedModels(repository, base?.tree ?? emptyTree, head.tree);
  const changes = new Map(plans.map((plan) => [plan.model, changesOf(plan)]));
  const asked = modelNames.parse(JSON.parse(toolkit.input('models') || '[]'));
  const waiting = plans.filter((plan) => awaitedBy(plan) !== undefined).map(({ model }) => model);
  const models = [...new Set([...asked, ...waiting])];
  const reports = await Promise.all(
    models.map((model) => modelReport(workspace, model, evidence.get(model), changes.get(model) ?? [])),
  );
  await toolkit.summary(renderComment({ models: reports }));
  for (const { verdict } of reports) toolkit.log(headline(verdict));
  toolkit.output(
    'outcomes',
    JSON.stringify(Object.fromEntries(reports.map(({ verdict }) => [verdict.title, verdict.outcome]))),
  );
}
