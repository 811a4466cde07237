import { openRegistered } from '../../engines/workspace/registered.ts';
import { rollBack } from '../../engines/workspace/roll-back.ts';
import { type Run, textOption } from '../command.ts';
import { deployedText } from '../deployed-text.ts';

/** `aval rollback <model>`: sets an environment back to what it ran before, like reverting its last promotion. */
export const run: Run = async (invocation, context) => {
  const [model = ''] = invocation.arguments;
  const rolledBack = await rollBack(await openRegistered(context.folder), model, textOption(invocation, 'in'));
  return { outcome: 'ok', data: { ...rolledBack }, text: (paint) => deployedText(rolledBack, paint) };
};
