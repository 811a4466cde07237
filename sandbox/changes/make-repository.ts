import { join } from 'node:path';
import { noSha } from '../git/refs.ts';
import { firstCommit, forkRepository, initRepository } from '../git/repositories.ts';
import type { Hub } from '../hub.ts';
import { repositoryJson } from '../shapes/repository.ts';
import type { User } from '../state/people.ts';
import { Repository } from '../state/repository.ts';
import { announce } from './announce.ts';
import { refsChanged } from './refs-changed.ts';

export interface NewRepository {
  readonly owner: User;
  readonly name: string;
  readonly private?: boolean;
  readonly defaultBranch?: string;
  /** The first commit's files; a README if there are none. */
  readonly files?: Readonly<Record<string, string | Uint8Array>>;
  /** No first commit: the repository waits for a push. */
  readonly empty?: boolean;
}

export async function makeRepository(hub: Hub, made: NewRepository): Promise<Repository> {
  const { owner, name, defaultBranch = 'main' } = made;
  const repository = register(hub, owner, name, made.private ?? false, defaultBranch);
  await initRepository(repository.gitDir, defaultBranch);
  if (made.empty === true) return repository;
  const author = { name: owner.name, email: owner.email, date: hub.world.now() };
  const files = made.files ?? { 'README.md': `# ${name}\n` };
  const after = await firstCommit(repository.gitDir, defaultBranch, files, author);
  const update = { ref: `refs/heads/${defaultBranch}`, before: noSha, after };
  await repository.inTurn(() => refsChanged(hub, repository, [update], { kind: 'user', user: owner, token: '' }));
  return repository;
}

export async function makeFork(hub: Hub, parent: Repository, owner: User, name: string): Promise<Repository> {
  const known = parent.forks.find((fork) => fork.owner === owner);
  if (known !== undefined) return known;
  const fork = register(hub, owner, name, parent.private, parent.defaultBranch, parent);
  await forkRepository(parent.gitDir, fork.gitDir);
  parent.forks.push(fork);
  const forkee = { ...repositoryJson(hub.urls, fork), public: !fork.private };
  announce(hub, 'fork', { repository: parent, actor: { kind: 'user', user: owner, token: '' } }, { forkee });
  return fork;
}

/** Puts a repository that exists on disk into the world. */
function register(
  hub: Hub,
  owner: User,
  name: string,
  isPrivate: boolean,
  defaultBranch: string,
  parent?: Repository,
): Repository {
  const gitDir = join(hub.folder, 'repositories', owner.login, `${name}.git`);
  const about = {
    id: hub.world.id(),
    owner,
    name,
    gitDir,
    private: isPrivate,
    defaultBranch,
    createdAt: hub.world.now(),
  };
  const repository = new Repository(parent === undefined ? about : { ...about, parent });
  hub.world.repositories.set(repository.id, repository);
  return repository;
}
