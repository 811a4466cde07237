import type { App, Installation, Permissions, User } from './people.ts';

/** Who makes a request, as its credentials say. */
export type Actor =
  | { readonly kind: 'anonymous' }
  | { readonly kind: 'user'; readonly user: User; readonly token: string }
  /** An App as itself, by its JWT. */
  | { readonly kind: 'app'; readonly app: App }
  | Integration;

/** An installation token or a job's token: the App acts, with these permissions, in these repositories. */
export interface Integration {
  readonly kind: 'integration';
  readonly app: App;
  readonly user: User;
  readonly permissions: Permissions;
  readonly repositories: (repositoryId: number) => boolean;
  readonly token: string;
  readonly installation?: Installation;
  /** A job's token: events that it makes start no workflow. */
  readonly job?: { readonly runId: number; readonly name: string };
}

/** What a token stands for, until it expires or is revoked. */
export interface Grant {
  readonly actor: Actor;
  /** Milliseconds since 1970; undefined never expires. */
  readonly expiresAt?: number;
}

export const userOf = (actor: Actor): User | undefined =>
  actor.kind === 'user' || actor.kind === 'integration' ? actor.user : actor.kind === 'app' ? actor.app.bot : undefined;
