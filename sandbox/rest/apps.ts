import { isJson, listOf, textsOf } from '../json.ts';
import { appJson, installationJson } from '../shapes/app.ts';
import { repositoryJson } from '../shapes/repository.ts';
import { reaches } from '../state/access.ts';
import type { App, Installation, Permissions } from '../state/people.ts';
import { covers } from '../state/world.ts';
import { ApiError, notFound, unprocessable } from './api-error.ts';
import { type Call, idOf, ok, param, type Routes } from './call.ts';
import { counted, listed } from './pages.ts';

function ownApp(call: Call): App {
  if (call.actor.kind === 'app') return call.actor.app;
  throw new ApiError(401, 'A JSON web token could not be decoded');
}

function ownInstallation(call: Call): Installation {
  const app = ownApp(call);
  const installation = call.hub.world.installations.get(idOf(call, 'installation_id'));
  if (installation?.app !== app) throw notFound();
  return installation;
}

export const appRoutes: Routes = {
  'apps/get-authenticated': (call) => ok(appJson(call.hub.urls, ownApp(call))),
  'apps/get-by-slug': (call) => {
    const app = call.hub.world.appBySlug(param(call, 'app_slug'));
    if (app === undefined) throw notFound();
    return ok(appJson(call.hub.urls, app));
  },
  'apps/list-installations': (call) => {
    const app = ownApp(call);
    const own = [...call.hub.world.installations.values()].filter((one) => one.app === app);
    return listed(call, own, (one) => installationJson(call.hub.urls, one));
  },
  'apps/get-installation': (call) => ok(installationJson(call.hub.urls, ownInstallation(call))),
  'apps/get-repo-installation': (call) => {
    const app = ownApp(call);
    const repository = call.hub.world.repository(`${param(call, 'owner')}/${param(call, 'repo')}`);
    const found = repository === undefined ? undefined : call.hub.world.installationFor(app, repository);
    if (found === undefined) throw notFound();
    return ok(installationJson(call.hub.urls, found));
  },
  'apps/create-installation-access-token': (call) => createToken(call, ownInstallation(call)),
  'apps/list-repos-accessible-to-installation': (call) => {
    const { actor } = call;
    if (actor.kind !== 'integration')
      throw new ApiError(403, 'You must authenticate with an installation access token.');
    const own = [...call.hub.world.repositories.values()].filter((one) => actor.repositories(one.id));
    return counted(call, 'repositories', own, (one) => repositoryJson(call.hub.urls, one));
  },
  'apps/revoke-installation-access-token': (call) => {
    if (call.actor.kind === 'integration') call.hub.world.revokeToken(call.actor.token);
    return { status: 204 };
  },
};

function createToken(call: Call, installation: Installation) {
  const { world, urls } = call.hub;
  const permissions = narrowedPermissions(installation, call.body['permissions']);
  const chosen = narrowedRepositories(call, installation);
  const expires = new Date(world.clock.now().getTime() + 3_600_000);
  const { app } = installation;
  const repositories = (id: number): boolean => {
    const repository = world.repositories.get(id);
    return repository !== undefined && covers(installation, repository) && (chosen?.has(id) ?? true);
  };
  const token = world.issueToken(
    'ghs_',
    (value) => ({ kind: 'integration', app, user: app.bot, permissions, repositories, token: value, installation }),
    expires,
  );
  const named = [...(chosen ?? [])].flatMap((id) => world.repositories.get(id) ?? []);
  const list =
    chosen === undefined ? {} : { repositories: named.map((repository) => repositoryJson(urls, repository)) };
  const repository_selection = chosen === undefined && installation.repositories === 'all' ? 'all' : 'selected';
  return ok({ token, expires_at: expires.toISOString(), permissions, repository_selection, ...list }, 201);
}

function narrowedPermissions(installation: Installation, wanted: unknown): Permissions {
  if (!isJson(wanted)) return installation.permissions;
  const narrowed: Record<string, 'read' | 'write'> = { metadata: 'read' };
  for (const [name, level] of Object.entries(wanted)) {
    const granted = installation.permissions[name] ?? (name === 'metadata' ? 'read' : 'none');
    if ((level !== 'read' && level !== 'write') || !reaches(granted, level))
      throw unprocessable('The permissions requested are not granted to this installation.');
    narrowed[name] = level;
  }
  return narrowed;
}

function narrowedRepositories(call: Call, installation: Installation): Set<number> | undefined {
  const names = textsOf(call.body['repositories']);
  const ids = listOf(call.body['repository_ids']).map(Number);
  if (names.length + ids.length === 0) return undefined;
  const { world } = call.hub;
  const found = [
    ...names.map((name) => world.repository(`${installation.account.login}/${name}`)),
    ...ids.map((id) => world.repositories.get(id)),
  ].map((repository) => {
    if (repository !== undefined && covers(installation, repository)) return repository.id;
    throw unprocessable(
      'There is at least one repository that does not exist or is not accessible to the parent installation.',
    );
  });
  return new Set(found);
}
