import { createNodeMiddleware } from 'probot';
import { application } from './application.ts';
import { type EngineOptions, startEngine } from './engine.ts';
import { createLog } from './log.ts';
import { webhookPath } from './server/server.ts';

export interface MiddlewareOptions extends Omit<EngineOptions, 'log'> {
  /** Where the lines of the log go. */
  readonly write: (line: string) => void;
}

/**
 * The App behind Probot's own middleware, for a server of one's own. That server must bound the body and its time: Probot reads a body of
 * any size before it looks at the signature, and knows no previous secret. `metrics` is for it to show, and `stop` for it to call at its end.
 */
export async function createMiddleware({ write, ...options }: MiddlewareOptions) {
  const log = createLog(options.settings, write);
  const { probot, intake, metrics, identity, idle, stop } = await startEngine({ ...options, log });
  const middleware = await createNodeMiddleware(application(intake), { probot, webhooksPath: webhookPath });
  return { middleware, metrics, identity, idle, stop };
}
