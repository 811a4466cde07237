import type { Fault } from '../../errors.ts';
import type { DocumentOf } from '../document.ts';
import { faultAt } from './fault-at.ts';

/** The rows of a query are ranked together, so they must be on one side of every border between parts. */
export function* checkQueries(gates: DocumentOf<'Gates'>): Generator<Fault> {
  const { problem, data } = gates.value;
  if (problem.task !== 'ranking') return;
  for (const key of ['dev', 'holdout', 'vault'] as const) {
    const part = data[key];
    if (part === undefined || !('share' in part) || 'group' in part) continue;
    const message = `rows of one query would be on both sides of "${key}"`;
    const hint = `Expected "${key}: {share: ${part.share}, group: ${problem.query ?? '<query>'}}".`;
    yield faultAt(gates, ['data', key], 'gates.query', message, hint);
  }
}
