import { levelOf } from '../../state/access.ts';
import type { Level, User } from '../../state/people.ts';
import type { Repository } from '../../state/repository.ts';
import type { World } from '../../state/world.ts';

const may: Readonly<Record<Level, string>> = {
  admin: 'admin, may do everything',
  write: 'writer: pushes, merges, approvals count',
  read: 'reader: comments, approvals do not count',
  none: 'sees nothing of it',
};

const outsider = 'outsider: comments, approvals do not count';

/** What a person may do in a repository, in a few words. */
export function rightsIn(user: User, repository: Repository): string {
  if (user === repository.owner) return 'owner, may do everything';
  const level = levelOf(user, repository);
  return level === 'read' && !repository.collaborators.has(user.id) ? outsider : may[level];
}

/** Those who can log in: an App acts by itself, an organization by its people. */
export const peopleOf = (world: World): User[] => [...world.users.values()].filter((user) => user.type === 'User');
