import type { ApplicationFunction } from 'probot';
import type { Intake } from './webhooks/intake.ts';

/** aval as Probot knows Apps: every delivery goes to the queue, and no handler does any work. */
export function application(intake: Intake): ApplicationFunction {
  return (app) => {
    app.onAny(({ name, id, payload }) => {
      intake({ event: name, id, payload });
    });
  };
}
