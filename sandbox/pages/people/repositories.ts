import { html } from 'hono/html';
import { mayRead } from '../../state/access.ts';
import type { Repository } from '../../state/repository.ts';
import type { World } from '../../state/world.ts';
import { pathTo } from '../addresses.ts';
import { plain } from '../layout.ts';
import type { Html } from '../page.ts';
import { empty } from '../parts/empty.ts';
import { icon } from '../parts/icon.ts';
import { time } from '../parts/time.ts';
import type { Visitor } from '../session/visitor.ts';

/** The public repositories, and those that the visitor may read. */
const visible = (world: World, { actor }: Visitor): Repository[] =>
  [...world.repositories.values()].filter((one) => mayRead(actor, one));

function repositoryList(repositories: readonly Repository[]): Html {
  if (repositories.length === 0) return empty('No repositories yet.');
  const rows = repositories.map(
    (one) =>
      html`<div class="row">${icon(one.parent === undefined ? 'repo' : 'repo-forked', 'muted')}
<span><a class="title" href="${pathTo(one)}">${one.fullName}</a> ${one.private ? html`<span class="tag">Private</span>` : ''} ${one.description ?? ''}<br>
<small class="muted">pushed ${time(one.pushedAt)}</small></span></div>`,
  );
  return html`<section class="box">${rows}</section>`;
}

/** The front page. */
export const repositoriesPage = (world: World, visitor: Visitor): Html =>
  plain('Repositories', repositoryList(visible(world, visitor)), visitor);

/** Whoever owns repositories or only speaks: `/olivia`. */
export function userPage(world: World, login: string, visitor: Visitor): Html | undefined {
  const user = world.user(login);
  if (user === undefined) return undefined;
  return plain(user.login, repositoryList(visible(world, visitor).filter((one) => one.owner === user)), visitor);
}
