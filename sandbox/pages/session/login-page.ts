import { html } from 'hono/html';
import { levelOf } from '../../state/access.ts';
import type { User } from '../../state/people.ts';
import type { Repository } from '../../state/repository.ts';
import type { World } from '../../state/world.ts';
import { form } from '../forms/form.ts';
import { problemBanner } from '../forms/problem.ts';
import { plain } from '../layout.ts';
import type { Html } from '../page.ts';
import { avatar } from '../parts/person.ts';
import { peopleOf, rightsIn } from './rights.ts';
import type { Visitor } from './visitor.ts';

/** Everyone that there is, each with a button. Rights are those in the repository that one came from, else in each that the person sees. */
export function loginPage(world: World, visitor: Visitor, back: string, problem?: string): Html {
  const people = peopleOf(world);
  const rows = people.map((user) => row(world, visitor, user, back));
  return plain(
    'Log in',
    html`${problem === undefined ? '' : problemBanner(problem)}
<p>There are no passwords, because this is a sandbox: a GitHub for trying things out, which answers on this machine only. Choose whom you want to be.</p>
<section class="box people">${people.length === 0 ? html`<p class="blank">Nobody is here yet.</p>` : rows}</section>`,
    visitor,
  );
}

function row(world: World, visitor: Visitor, user: User, back: string): Html {
  const here = user === visitor.user;
  const button = html`<input type="hidden" name="login" value="${user.login}"><input type="hidden" name="return_to" value="${back}">
<button type="submit" class="btn">Log in as ${user.login}</button>`;
  return html`<div class="row">${avatar(user, 32)}
<div><strong>${user.login}</strong>${here ? html` <span class="tag">you</span>` : ''}
<ul>${meant(world, user, back).map((one) => html`<li>${one.fullName} · ${rightsIn(user, one)}</li>`)}</ul></div>
${form(visitor, '/session', button)}</div>`;
}

function meant(world: World, user: User, back: string): readonly Repository[] {
  const [, owner = '', name = ''] = new URL(back, 'http://sandbox').pathname.split('/');
  const one = world.repository(`${owner}/${name}`);
  if (one !== undefined) return [one];
  return [...world.repositories.values()].filter((each) => levelOf(user, each) !== 'none');
}
