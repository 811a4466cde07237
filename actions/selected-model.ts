import { namedModels } from '../src/engines/workspace/select-models.ts';
import type { Workspace } from '../src/engines/workspace/workspace.ts';
import type { Toolkit } from './toolkit.ts';

/** The model that the step is about. Throws `usage` for one that is not defined. */
export function selectedModel(toolkit: Toolkit, workspace: Workspace): string {
  const [model = ''] = namedModels(workspace, [toolkit.input('model')]);
  return model;
}
