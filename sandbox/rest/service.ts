import type { RateLimits } from '../server/rate-limits.ts';
import { ok, type Routes } from './call.ts';

/** What the API says about itself. */
export const serviceRoutes = (limits: RateLimits): Routes => ({
  'rate-limit/get': (call) => {
    const core = limits.of(call.actor);
    return ok({ resources: { core, search: { ...core, limit: 30, remaining: 30, used: 0 } }, rate: core });
  },
  'meta/get': () => ok({ verifiable_password_authentication: false, installed_version: '3.19.0' }),
  'meta/get-zen': () => ({
    status: 200,
    bytes: Buffer.from('Keep it logically awesome.'),
    headers: { 'content-type': 'text/plain' },
  }),
});
