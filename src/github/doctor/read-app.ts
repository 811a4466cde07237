import type { Octokit } from '@octokit/rest';
import type { ObservedApp, Seen } from '../../core/onboarding/observed.ts';
import type { RepositoryName } from '../release-source.ts';
import { seen, unanswered } from './seen.ts';

/** The App behind a slug, and whether GitHub made it a check suite on this commit: only an App may ask where it is installed. */
export function readApp(
  octokit: Octokit,
  name: RepositoryName,
  slug: string,
  commit: string,
): Promise<Seen<ObservedApp>> {
  return seen(`the App ${slug}`, read(octokit, name, slug, commit));
}

async function read(octokit: Octokit, name: RepositoryName, slug: string, commit: string): Promise<ObservedApp> {
  const { data: app } = await octokit.rest.apps.getBySlug({ app_slug: slug });
  if (app === null) throw unanswered(`the App ${slug}`, 'an empty answer');
  const { data: suites } = await octokit.rest.checks.listSuitesForRef({ ...name, ref: commit, app_id: app.id });
  const permissions = Object.entries(app.permissions).flatMap(([key, value]) =>
    value === undefined ? [] : [[key, value]],
  );
  return {
    id: app.id,
    page: app.html_url,
    permissions: Object.fromEntries(permissions),
    hasSuite: suites.total_count > 0,
  };
}
