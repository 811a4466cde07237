import type { Json } from '../json.ts';
import type { Actor } from '../state/actor.ts';
import { userOf } from '../state/actor.ts';
import type { User } from '../state/people.ts';
import { nodeId, type Urls } from './urls.ts';

export function userJson(urls: Urls, user: User): Json {
  const url = `${urls.api}/users/${encodeURIComponent(user.login)}`;
  return {
    login: user.login,
    id: user.id,
    node_id: nodeId('User', user.id),
    avatar_url: `${urls.web}/avatars/${user.id}`,
    gravatar_id: '',
    url,
    html_url: `${urls.web}/${user.type === 'Bot' ? `apps/${user.login.replace('[bot]', '')}` : user.login}`,
    followers_url: `${url}/followers`,
    following_url: `${url}/following{/other_user}`,
    gists_url: `${url}/gists{/gist_id}`,
    starred_url: `${url}/starred{/owner}{/repo}`,
    subscriptions_url: `${url}/subscriptions`,
    organizations_url: `${url}/orgs`,
    repos_url: `${url}/repos`,
    events_url: `${url}/events{/privacy}`,
    received_events_url: `${url}/received_events`,
    type: user.type,
    site_admin: false,
  };
}

export const optionalUserJson = (urls: Urls, user: User | null | undefined): Json | null =>
  user ? userJson(urls, user) : null;

/** Who an event is by; events that nobody made are GitHub's own. */
export function senderJson(urls: Urls, actor: Actor): Json {
  const user = userOf(actor);
  const github: User = { id: 9919, login: 'github', name: 'GitHub', email: '', type: 'Organization', createdAt: '' };
  return userJson(urls, user ?? github);
}

export function publicUserJson(urls: Urls, user: User): Json {
  return {
    ...userJson(urls, user),
    name: user.name,
    company: null,
    blog: '',
    location: null,
    email: null,
    hireable: null,
    bio: null,
    public_repos: 0,
    public_gists: 0,
    followers: 0,
    following: 0,
    created_at: user.createdAt,
    updated_at: user.createdAt,
  };
}
