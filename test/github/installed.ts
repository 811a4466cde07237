import { Octokit } from '@octokit/rest';
import { appPermissions } from '../../src/core/onboarding/app-permissions.ts';
import type { RepositoryClient } from '../../src/github/repository-client.ts';
import { addApp, asApp, makeWorld } from '../sandbox/world.ts';

export const silent = { debug: () => {}, info: () => {}, warn: () => {}, error: () => {} };

/** A sandbox with our App on olivia's repository, and the adapter's port with the App's rights. Nothing is asked twice by itself. */
export async function makeInstalled(...owner: Parameters<typeof makeWorld>) {
  const world = await makeWorld(...owner);
  const app = addApp(world, 'aval', appPermissions);
  const { token } = await asApp(world.sandbox, app, world.where);
  const client = new Octokit({ auth: token, baseUrl: world.sandbox.apiUrl, log: silent });
  const repository: RepositoryClient = { client, where: world.where };
  return { ...world, repo: world.repository, app, token, client, repository };
}

export type Installed = Awaited<ReturnType<typeof makeInstalled>>;

/** Operations of ours since `from`, in order; those that write, where `writes` says so. */
export function operations({ sandbox, app }: Installed, from = 0, writes = false): string[] {
  return sandbox.requests
    .slice(from)
    .filter(({ by, method }) => by === app.bot.login && (!writes || method !== 'GET'))
    .map(({ operation }) => operation ?? '');
}
