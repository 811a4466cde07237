import { publicUserJson } from '../shapes/user.ts';
import { ApiError, notFound } from './api-error.ts';
import { ok, param, type Routes } from './call.ts';

export const userRoutes: Routes = {
  'users/get-authenticated': (call) => {
    if (call.actor.kind === 'integration') throw new ApiError(403, 'Resource not accessible by integration');
    if (call.actor.kind !== 'user') throw new ApiError(401, 'Requires authentication');
    const extra = {
      private_gists: 0,
      total_private_repos: 0,
      owned_private_repos: 0,
      disk_usage: 0,
      collaborators: 0,
      two_factor_authentication: true,
    };
    return ok({ ...publicUserJson(call.hub.urls, call.actor.user), ...extra });
  },
  'users/get-by-username': (call) => {
    const user = call.hub.world.user(param(call, 'username'));
    if (user === undefined) throw notFound();
    return ok(publicUserJson(call.hub.urls, user));
  },
};
