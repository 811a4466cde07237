import { holds, levelOf, mayRead, reaches } from '../state/access.ts';
import type { Actor } from '../state/actor.ts';
import type { Level, User } from '../state/people.ts';
import type { Repository } from '../state/repository.ts';
import { ApiError, notFound } from './api-error.ts';
import { type Answer, type Call, type Handler, param } from './call.ts';

export interface Need {
  /** The App's permission; of several, one is enough. */
  readonly permission: string | readonly string[];
  readonly access: 'read' | 'write';
  /** What a person needs, if not the same as `access`. */
  readonly person?: Level;
}

/** A route under `/repos/{owner}/{repo}`: 404 for who may not know of it, 403 for who may not do it. */
export function inRepository(
  need: Need,
  handle: (call: Call, repository: Repository) => Answer | Promise<Answer>,
): Handler {
  return (call) => {
    const repository = call.hub.world.repository(`${param(call, 'owner')}/${param(call, 'repo')}`);
    if (repository === undefined || !mayRead(call.actor, repository)) throw notFound();
    demand(call.actor, repository, need);
    return handle(call, repository);
  };
}

export function demand(actor: Actor, repository: Repository, need: Need): void {
  if (actor.kind === 'integration') {
    const names = typeof need.permission === 'string' ? [need.permission] : need.permission;
    const granted = names.some((name) => holds(actor, repository, name, need.access));
    if (!granted) throw new ApiError(403, 'Resource not accessible by integration');
    return;
  }
  const needed = need.person ?? need.access;
  if (actor.kind === 'user') {
    if (reaches(levelOf(actor.user, repository), needed)) return;
    throw new ApiError(
      403,
      needed === 'admin' ? 'Must have admin rights to Repository.' : 'Must have push access to repository.',
    );
  }
  if (actor.kind === 'app') throw new ApiError(403, 'Resource not accessible by integration');
  if (need.access === 'write' || needed !== 'read') throw new ApiError(401, 'Requires authentication');
}

export const read = (permission: string | readonly string[]): Need => ({ permission, access: 'read' });
export const write = (permission: string | readonly string[], person?: Level): Need => ({
  permission,
  access: 'write',
  ...(person === undefined ? {} : { person }),
});

/** Who acts; a request without credentials is refused. */
export function authorOf(call: Call): User {
  const { actor } = call;
  if (actor.kind === 'user' || actor.kind === 'integration') return actor.user;
  throw new ApiError(401, 'Requires authentication');
}

/** The App behind the request, as `performed_via_github_app` shows it. */
export const viaApp = (call: Call): { app?: Extract<Actor, { kind: 'integration' }>['app'] } =>
  call.actor.kind === 'integration' ? { app: call.actor.app } : {};
