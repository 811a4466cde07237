import { emptyTree } from '../../core/plan/empty-tree.ts';
import { planModels } from '../../core/plan/plan.ts';
import { renderComment } from '../../core/report/comment.ts';
import type { ModelReport } from '../../core/report/comment-input.ts';
import { engineRevisions } from '../../engines/engines.ts';
import type { Run } from '../command.ts';
import { type EvaluatedSession, evaluateAsked, overall } from '../evaluated.ts';

/** `aval compare [models...]`: the very Markdown that the pull request shows. Its exit code judges nothing: that is the gate's. */
export const run: Run = async (invocation, context) => {
  const session = await evaluateAsked(invocation, context);
  const changes = await changesByModel(session);
  const reports: ModelReport[] = session.models.map(({ verdict, evidence, environment }) => ({
    verdict,
    evidence,
    environment,
    changes: changes.get(evidence.model) ?? [],
  }));
  const markdown = renderComment({ models: reports });
  return { outcome: 'ok', data: { verdict: overall(session.models), markdown }, text: () => markdown };
};

/** What the plan says of each model, a line for each change. */
async function changesByModel({ workspace }: EvaluatedSession): Promise<ReadonlyMap<string, readonly string[]>> {
  const plans = await planModels(workspace.base?.tree ?? emptyTree, workspace.head.tree, {
    engineRevisions,
    released: () => undefined,
  });
  return new Map(
    plans.map((plan) => [
      plan.model,
      plan.action === 'train'
        ? plan.reasons.flatMap((reason) => reason.changes.map(({ file, text }) => `${file}: ${text}`))
        : [],
    ]),
  );
}
