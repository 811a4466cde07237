import type { Probot } from 'probot';
import { statusOf } from '../../src/github/request-error.ts';
import type { Key } from '../key.ts';

/** A repository that the App is installed on, spelled as GitHub spells it. */
export type InstalledRepository = Omit<Key, 'subject'>;

/** Finds the installation of a repository by its name, which no delivery told. Asks once. */
export class InstalledRepositories {
  readonly #probot: Probot;
  readonly #known = new Map<string, InstalledRepository>();

  constructor(probot: Probot) {
    this.#probot = probot;
  }

  /** Undefined where the App is not installed. */
  async find(fullName: string): Promise<InstalledRepository | undefined> {
    const name = fullName.toLowerCase();
    const found = this.#known.get(name) ?? (await this.#ask(fullName));
    if (found !== undefined) this.#known.set(name, found);
    return found;
  }

  /** The next one is asked for: after a failure, because the App may have been installed anew. */
  forget({ owner, repo }: InstalledRepository): void {
    this.#known.delete(`${owner}/${repo}`.toLowerCase());
  }

  async #ask(fullName: string): Promise<InstalledRepository | undefined> {
    const [owner = '', repo = ''] = fullName.split('/');
    try {
      const app = await this.#probot.auth();
      const { data: installation } = await app.rest.apps.getRepoInstallation({ owner, repo });
      const client = await this.#probot.auth(installation.id);
      const { data } = await client.rest.repos.get({ owner, repo });
      return { installation: installation.id, owner: data.owner.login, repo: data.name };
    } catch (error) {
      if (statusOf(error) === 404) return undefined;
      throw error;
    }
  }
}
