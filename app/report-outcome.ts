import { AvalError } from '../src/core/errors.ts';
import { reasonOf, statusOf } from '../src/github/request-error.ts';
import { type Key, keyText } from './key.ts';
import type { Logger } from './log.ts';
import type { Metrics } from './metrics.ts';
import type { Outcome } from './queue/outcome.ts';

/** One line of the log and one observation for every try. */
export function reportOutcome(key: Key, outcome: Outcome, milliseconds: number, log: Logger, metrics: Metrics): void {
  metrics.reconciled(key.subject.kind, outcome.kind, milliseconds);
  const wait = 'wait' in outcome ? { wait: Math.round(outcome.wait) } : {};
  const facts = {
    event: 'reconciled',
    key: keyText(key),
    outcome: outcome.kind,
    ms: Math.round(milliseconds),
    ...wait,
  };
  if (!('error' in outcome)) log.info(facts);
  else if (outcome.kind === 'failed') log.error({ ...facts, ...errorFacts(outcome.error) });
  else log.warn({ ...facts, ...errorFacts(outcome.error) });
}

/** What of an error a log needs. A stack only where the fault is ours; never the request, which carries a token. */
export function errorFacts(error: unknown): Record<string, string | number> {
  const status = statusOf(error);
  const facts = { reason: reasonOf(error), ...(status !== undefined && { status }) };
  if (error instanceof AvalError) {
    const { class: errorClass, faults, stack } = error;
    const ours = errorClass === 'invariant' && stack !== undefined ? { stack } : {};
    return { ...facts, class: errorClass, rule: faults[0]?.rule ?? '', ...ours };
  }
  return status === undefined && error instanceof Error && error.stack !== undefined
    ? { ...facts, stack: error.stack }
    : facts;
}
