import { AvalError } from '../../src/core/errors.ts';

/** Stops the trusted run before it reads data. */
export function refused(rule: string, message: string): AvalError {
  return new AvalError('evidence', { rule: `holdout.${rule}`, message, hint: 'No data were read.' });
}
