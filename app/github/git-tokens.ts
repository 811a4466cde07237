import type { Probot } from 'probot';
import type { Key } from '../key.ts';

interface Issued {
  readonly token: string;
  readonly expires: number;
}

/** How long a token that is handed out is valid, at least. */
const least = 10 * 60_000;

/** Tokens for git: for one repository and its contents, nothing else. Kept in memory until they get too old. */
export class GitTokens {
  readonly #probot: Probot;
  readonly #now: () => number;
  readonly #issued = new Map<string, Issued>();

  constructor(probot: Probot, now: () => number = Date.now) {
    this.#probot = probot;
    this.#now = now;
  }

  async get(key: Key): Promise<string> {
    for (const [name, { expires }] of this.#issued) if (expires - this.#now() < least) this.#issued.delete(name);
    const issued = this.#issued.get(nameOf(key)) ?? (await this.#ask(key));
    this.#issued.set(nameOf(key), issued);
    return issued.token;
  }

  /** The next one is a new one: after a failure, because a token may have been revoked. */
  forget(key: Key): void {
    this.#issued.delete(nameOf(key));
  }

  async #ask({ installation, repo }: Key): Promise<Issued> {
    const app = await this.#probot.auth();
    const { data } = await app.rest.apps.createInstallationAccessToken({
      installation_id: installation,
      repositories: [repo],
      permissions: { contents: 'write' },
    });
    return { token: data.token, expires: Date.parse(data.expires_at) };
  }
}

const nameOf = ({ installation, owner, repo }: Key): string => `${installation}/${owner}/${repo}`;
