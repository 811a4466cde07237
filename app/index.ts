import { servingKey } from '../src/core/serving-report/signature.ts';
import { createReconcile } from './reconciler.ts';
import { serve as serveWith } from './serve.ts';
import { type Environment, readServingSecret } from './settings.ts';

export { manifest } from './manifest.ts';
export { createMiddleware } from './middleware.ts';
export { createReconcile } from './reconciler.ts';
export { readSettings } from './settings.ts';
export { startApp } from './start-app.ts';

/** What `aval app` runs. */
export function serve(environment: Environment): Promise<void> {
  return serveWith(environment, createReconcile);
}

/** The key that servers of a repository (`owner/name`) report with. Throws `usage` where the environment holds no secret to make it of. */
export function servingKeyOf(environment: Environment, repository: string): string {
  return servingKey(readServingSecret(environment), repository);
}
