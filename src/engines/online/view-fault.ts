import { AvalError } from '../../core/errors.ts';
import type { OnlineJoin } from '../../core/features/online/plan-joins.ts';

/** What definitions and data of a view don't agree on. */
export function viewFault({ view }: Pick<OnlineJoin, 'view'>, message: string, cause?: unknown): AvalError {
  const hint = `See features/${view.name}.yaml`;
  return new AvalError('config', { rule: 'online.rows', message: `view ${view.name}: ${message}`, hint }, { cause });
}
