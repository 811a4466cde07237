import { packageOf } from '../../src/engines/workspace/train.ts';
import { resolveOn } from '../../src/engines/workspace/workspace.ts';
import { selectedModel } from '../selected-model.ts';
import { openSession } from '../session.ts';
import type { RunContext, Toolkit } from '../toolkit.ts';

/** Trains one model as the checkout defines it; what was published or trained before is taken as it is. */
export async function main(toolkit: Toolkit, context: RunContext): Promise<void> {
  const { workspace, frames, progress } = await openSession(toolkit, context);
  const resolved = await resolveOn(workspace.head, selectedModel(toolkit, workspace));
  const { signal } = new AbortController();
  const trained = await packageOf(workspace, resolved, frames, progress, signal, toolkit.log);
  toolkit.output('package', trained.package.digest);
  toolkit.output('definition', resolved.digest);
  toolkit.output('from', trained.from);
}
