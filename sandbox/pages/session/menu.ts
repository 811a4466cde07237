import { html } from 'hono/html';
import { form } from '../forms/form.ts';
import type { Html } from '../page.ts';
import { avatar } from '../parts/person.ts';
import { pathToLogin } from './return-to.ts';
import type { Visitor } from './visitor.ts';

/** In the header of every page: who one is, and the way to be someone else. */
export function accountMenu(visitor: Visitor): Html {
  const { user, here } = visitor;
  const login = pathToLogin(here);
  if (user === undefined) return here.startsWith('/login') ? html`` : html`<a class="btn" href="${login}">Log in</a>`;
  return html`<details class="menu">
<summary>${avatar(user)} <span><span class="wide">Signed in as </span><strong>${user.login}</strong></span></summary>
<div>
<p>Signed in as <strong>${user.login}</strong></p>
<a href="/${user.login}">Repositories</a>
<a href="${login}">Log in as someone else</a>
${form(visitor, '/logout', html`<button type="submit" class="item">Log out</button>`)}
</div>
</details>`;
}
