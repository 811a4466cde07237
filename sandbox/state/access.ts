import type { Actor } from './actor.ts';
import type { Level, User } from './people.ts';
import type { Repository } from './repository.ts';

const order: readonly Level[] = ['none', 'read', 'write', 'admin'];

export const reaches = (level: Level, needed: Level): boolean => order.indexOf(level) >= order.indexOf(needed);

/** What a person may do in a repository; everyone reads a public one. */
export function levelOf(user: User, repository: Repository): Level {
  if (user === repository.owner) return 'admin';
  const given = repository.collaborators.get(user.id);
  return given ?? (repository.private ? 'none' : 'read');
}

export type Association = 'OWNER' | 'COLLABORATOR' | 'CONTRIBUTOR' | 'NONE';

export function associationOf(user: User, repository: Repository): Association {
  if (user === repository.owner) return 'OWNER';
  if (repository.collaborators.has(user.id)) return 'COLLABORATOR';
  const merged = [...repository.pulls.values()].some((pull) => pull.user === user && pull.mergedAt !== null);
  return merged ? 'CONTRIBUTOR' : 'NONE';
}

/** Whether the actor may know that the repository exists. */
export function mayRead(actor: Actor, repository: Repository): boolean {
  if (!repository.private) return true;
  if (actor.kind === 'user') return levelOf(actor.user, repository) !== 'none';
  return actor.kind === 'integration' && actor.repositories(repository.id);
}

/** Whether an integration's token holds a permission; reading metadata needs none. */
export function holds(
  actor: Extract<Actor, { kind: 'integration' }>,
  repository: Repository,
  name: string,
  needed: 'read' | 'write',
): boolean {
  if (!actor.repositories(repository.id)) return needed === 'read' && !repository.private;
  if (name === 'metadata') return needed === 'read';
  return reaches(actor.permissions[name] ?? 'none', needed);
}
