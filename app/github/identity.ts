import { type Probot, ProbotOctokit } from 'probot';
import { AvalError } from '../../src/core/errors.ts';
import { reasonOf, statusOf } from '../../src/github/request-error.ts';
import type { AppSettings } from '../settings.ts';
import { timedFetch } from './app-octokit.ts';

/** Who the App is on GitHub. */
export interface Identity {
  readonly appId: number;
  readonly slug: string;
  /** The user that its comments and commits are by: `<slug>[bot]`. */
  readonly bot: { readonly login: string; readonly id: number };
}

/** Asks GitHub. Throws `usage` when it does not know the key, `platform` when it cannot be reached. */
export async function readIdentity(probot: Probot, { appId, github }: AppSettings): Promise<Identity> {
  try {
    const app = await probot.auth();
    const { data } = await app.rest.apps.getAuthenticated();
    const slug = data?.slug;
    if (slug === undefined) throw new Error('it names no App');
    const login = `${slug}[bot]`;
    const client = (await anyInstallation(probot)) ?? anonymous(github.api);
    const { data: bot } = await client.rest.users.getByUsername({ username: login });
    return { appId, slug, bot: { login, id: bot.id } };
  } catch (cause) {
    const message = `GitHub at ${github.api} does not let the App in: ${reasonOf(cause)}`;
    if (statusOf(cause) !== 401) throw new AvalError('platform', { rule: 'app.identity', message }, { cause });
    const hint = 'APP_ID and PRIVATE_KEY must belong to the same GitHub App, and GHE_HOST must name its server.';
    throw new AvalError('usage', { rule: 'app.identity', message, hint }, { cause });
  }
}

/** As the App itself GitHub answers no questions about users. */
async function anyInstallation(probot: Probot): Promise<ProbotOctokit | undefined> {
  const app = await probot.auth();
  const { data } = await app.rest.apps.listInstallations({ per_page: 100 });
  const installation = data.find(({ suspended_at }) => suspended_at === null);
  return installation === undefined ? undefined : probot.auth(installation.id);
}

/** Before the first installation; a bot's id is public. */
function anonymous(baseUrl: string): ProbotOctokit {
  return new ProbotOctokit({ baseUrl, request: { fetch: timedFetch } });
}
