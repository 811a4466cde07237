import { createReconcile } from './reconciler.ts';
import { serve as serveWith } from './serve.ts';
import type { Environment } from './settings.ts';

export { manifest } from './manifest.ts';
export { createMiddleware } from './middleware.ts';
export { createReconcile } from './reconciler.ts';
export { readSettings } from './settings.ts';
export { startApp } from './start-app.ts';

/** What `aval app` runs. */
export function serve(environment: Environment): Promise<void> {
  return serveWith(environment, createReconcile);
}
