import type { Json } from '../json.ts';
import type { App, Installation } from '../state/people.ts';
import { nodeId, type Urls } from './urls.ts';
import { userJson } from './user.ts';

export function appJson(urls: Urls, app: App): Json {
  return {
    id: app.id,
    slug: app.slug,
    node_id: nodeId('App', app.id),
    owner: userJson(urls, app.owner),
    name: app.name,
    description: '',
    external_url: `${urls.web}/apps/${app.slug}`,
    html_url: `${urls.web}/apps/${app.slug}`,
    created_at: app.createdAt,
    updated_at: app.createdAt,
    permissions: app.permissions,
    events: app.events,
  };
}

export const optionalAppJson = (urls: Urls, app: App | undefined): Json | null =>
  app === undefined ? null : appJson(urls, app);

export function installationJson(urls: Urls, installation: Installation): Json {
  const { app, id } = installation;
  return {
    id,
    account: userJson(urls, installation.account),
    repository_selection: installation.repositories === 'all' ? 'all' : 'selected',
    access_tokens_url: `${urls.api}/app/installations/${id}/access_tokens`,
    repositories_url: `${urls.api}/installation/repositories`,
    html_url: `${urls.web}/settings/installations/${id}`,
    app_id: app.id,
    app_slug: app.slug,
    target_id: installation.account.id,
    target_type: installation.account.type,
    permissions: installation.permissions,
    events: app.events,
    created_at: installation.createdAt,
    updated_at: installation.createdAt,
    single_file_name: null,
    has_multiple_single_files: false,
    single_file_paths: [],
    suspended_by: null,
    suspended_at: null,
  };
}
