import { randomBytes } from 'node:crypto';
import { type Clock, timestamp } from '../clock.ts';
import type { Actor, Grant } from './actor.ts';
import type { App, Installation, Team, User } from './people.ts';
import type { Repository } from './repository.ts';

/** Everything that exists, apart from git objects and the bytes of assets. */
export class World {
  readonly clock: Clock;
  readonly users = new Map<string, User>();
  readonly apps = new Map<number, App>();
  readonly installations = new Map<number, Installation>();
  readonly teams = new Map<number, Team>();
  readonly repositories = new Map<number, Repository>();
  readonly #grants = new Map<string, Grant>();
  #nextId = 1001;

  constructor(clock: Clock) {
    this.clock = clock;
  }

  id(): number {
    return this.#nextId++;
  }

  now(): string {
    return timestamp(this.clock.now());
  }

  addUser(login: string, type: User['type'] = 'User', name = login): User {
    const known = this.users.get(login.toLowerCase());
    if (known !== undefined) return known;
    const id = this.id();
    const email = `${id}+${login}@users.noreply.github.com`;
    const user: User = { id, login, name, email, type, createdAt: this.now() };
    this.users.set(login.toLowerCase(), user);
    return user;
  }

  user(login: string): User | undefined {
    return this.users.get(login.toLowerCase());
  }

  appBySlug(slug: string): App | undefined {
    return [...this.apps.values()].find((app) => app.slug === slug);
  }

  repository(fullName: string): Repository | undefined {
    const wanted = fullName.toLowerCase();
    return [...this.repositories.values()].find((repository) => repository.fullName.toLowerCase() === wanted);
  }

  installationFor(app: App, repository: Repository): Installation | undefined {
    return [...this.installations.values()].find((one) => one.app === app && covers(one, repository));
  }

  installationsOn(repository: Repository): Installation[] {
    return [...this.installations.values()].filter((one) => covers(one, repository));
  }

  /** Makes a token; `prefix` is GitHub's: `ghp_`, `ghs_`. Installation tokens are as long as GitHub's have become. */
  issueToken(prefix: string, actorOf: (token: string) => Actor, expiresAt?: Date): string {
    const token = `${prefix}${randomBytes(prefix === 'ghs_' ? 384 : 27).toString('base64url')}`;
    const actor = actorOf(token);
    this.#grants.set(token, expiresAt === undefined ? { actor } : { actor, expiresAt: expiresAt.getTime() });
    return token;
  }

  revokeToken(token: string): void {
    this.#grants.delete(token);
  }

  actorFor(token: string): Actor | undefined {
    const grant = this.#grants.get(token);
    const expired = grant?.expiresAt !== undefined && grant.expiresAt <= this.clock.now().getTime();
    return expired ? undefined : grant?.actor;
  }
}

export function covers(installation: Installation, repository: Repository): boolean {
  if (installation.account !== repository.owner) return false;
  return installation.repositories === 'all' || installation.repositories.has(repository.id);
}
