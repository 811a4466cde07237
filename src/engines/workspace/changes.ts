import { emptyTree } from '../../core/plan/empty-tree.ts';
import { planModels } from '../../core/plan/plan.ts';
import { engineRevisions } from '../engines.ts';
import type { Workspace } from './workspace.ts';

/** What a change says of each model, a line for each field that changed: "models/credit-risk/model.yaml: trees 100 → 400". */
export async function changesByModel({ base, head }: Workspace): Promise<ReadonlyMap<string, readonly string[]>> {
  const plans = await planModels(base?.tree ?? emptyTree, head.tree, { engineRevisions, released: () => undefined });
  return new Map(
    plans.map((plan) => {
      const reasons = plan.action === 'train' ? plan.reasons : [];
      return [plan.model, reasons.flatMap(({ changes }) => changes.map(({ file, text }) => `${file}: ${text}`))];
    }),
  );
}
