import type { Octokit } from '@octokit/rest';
import { AvalError } from '../../core/errors.ts';
import type { ObservedRepository } from '../../core/onboarding/observed.ts';
import type { RepositoryName } from '../release-source.ts';
import { statusOf } from '../request-error.ts';
import { unanswered } from './seen.ts';

/** The repository and what this person may do there. Throws `usage` when the token or the name is wrong. */
export async function readRepository(octokit: Octokit, name: RepositoryName): Promise<ObservedRepository> {
  try {
    const { data } = await octokit.rest.repos.get({ ...name });
    return {
      private: data.private,
      defaultBranch: data.default_branch,
      administers: data.permissions?.admin === true,
      page: data.html_url,
    };
  } catch (cause) {
    const fullName = `${name.owner}/${name.repo}`;
    if (statusOf(cause) === 401)
      throw new AvalError('usage', {
        rule: 'doctor.token',
        message: 'GitHub does not accept the token',
        hint: 'Make a new one: GITHUB_TOKEN=$(gh auth token) aval doctor',
      });
    if (statusOf(cause) === 404)
      throw new AvalError('usage', {
        rule: 'doctor.repository',
        message: `there is no repository ${fullName} that this token may see`,
        hint: 'Name it with --repository <owner/name>, or give the token access to it.',
      });
    throw unanswered(fullName, cause);
  }
}
