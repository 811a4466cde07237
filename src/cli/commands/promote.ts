import { parseVersionRequest } from '../../core/registry/find-release.ts';
import { type Promoted, promote } from '../../engines/workspace/promote.ts';
import { openWorkspace } from '../../engines/workspace/workspace.ts';
import { type Run, textOption } from '../command.ts';
import { deployedText } from '../deployed-text.ts';

/** `aval promote <model>[@version]`: writes the environment's file; committing and merging it is the promotion. */
export const run: Run = async (invocation, context) => {
  const [model = ''] = invocation.arguments;
  const workspace = await openWorkspace(context.folder);
  const promoted = await promote(workspace, parseVersionRequest(model), textOption(invocation, 'to'));
  return {
    outcome: 'ok',
    data: { ...promoted },
    text: (paint) => [deployedText(promoted, paint), ...requirements(promoted)].join('\n'),
  };
};

function requirements({ environment, unmet, changed }: Promoted): string[] {
  if (!changed || unmet.length === 0) return [];
  return [`  ${environment} asks for more, which its pull request must show: ${unmet.join('; ')}`];
}
