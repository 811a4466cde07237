import { randomBytes } from 'node:crypto';
import type { User } from '../../state/people.ts';

/** One browser's cookie. Without a user it only lets the log-in form be sent. */
export interface Session {
  readonly id: string;
  /** What every form carries, so that a page from elsewhere can't send one. */
  readonly csrf: string;
  readonly user: User | undefined;
}

const secret = (): string => randomBytes(32).toString('base64url');

/** Who is logged in; forgotten when the process ends. */
export class Sessions {
  readonly #sessions = new Map<string, Session>();

  start(user?: User): Session {
    const session = { id: secret(), csrf: secret(), user };
    this.#sessions.set(session.id, session);
    return session;
  }

  find(id: string | undefined): Session | undefined {
    return id === undefined ? undefined : this.#sessions.get(id);
  }

  end(session: Session | undefined): void {
    if (session !== undefined) this.#sessions.delete(session.id);
  }
}
