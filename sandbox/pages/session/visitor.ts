import type { Actor } from '../../state/actor.ts';
import type { User } from '../../state/people.ts';
import type { Session } from './sessions.ts';

/** Who looks at a page. */
export interface Visitor {
  readonly session: Session | undefined;
  readonly user: User | undefined;
  readonly actor: Actor;
  /** The page to come back to after logging in. */
  readonly here: string;
}

/** A page sends no token: what it does is done as its person, with that person's rights. */
export function visitorOf(session: Session | undefined, here: string): Visitor {
  const user = session?.user;
  const actor: Actor = user === undefined ? { kind: 'anonymous' } : { kind: 'user', user, token: '' };
  return { session, user, actor, here };
}
