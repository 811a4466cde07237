import { html } from 'hono/html';
import type { Repository } from '../../state/repository.ts';
import type { World } from '../../state/world.ts';
import { pathTo } from '../addresses.ts';
import { plain } from '../layout.ts';
import type { Html } from '../page.ts';
import { empty } from '../parts/empty.ts';
import { icon } from '../parts/icon.ts';
import { time } from '../parts/time.ts';

/** The public repositories; without a login nobody sees others. */
const publicOnes = (world: World): Repository[] => [...world.repositories.values()].filter((one) => !one.private);

function repositoryList(repositories: readonly Repository[]): Html {
  if (repositories.length === 0) return empty('No repositories yet.');
  const rows = repositories.map(
    (one) =>
      html`<div class="row">${icon(one.parent === undefined ? 'repo' : 'repo-forked', 'muted')}
<span><a class="title" href="${pathTo(one)}">${one.fullName}</a> ${one.description ?? ''}<br>
<small class="muted">pushed ${time(one.pushedAt)}</small></span></div>`,
  );
  return html`<section class="box">${rows}</section>`;
}

/** The front page. */
export const repositoriesPage = (world: World): Html => plain('Repositories', repositoryList(publicOnes(world)));

/** Whoever owns repositories or only speaks: `/olivia`. */
export function userPage(world: World, login: string): Html | undefined {
  const user = world.user(login);
  if (user === undefined) return undefined;
  return plain(user.login, repositoryList(publicOnes(world).filter((one) => one.owner === user)));
}
