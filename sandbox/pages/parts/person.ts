import { html } from 'hono/html';
import type { User } from '../../state/people.ts';
import { pathToUser } from '../addresses.ts';
import type { Html } from '../page.ts';

export const avatar = (user: User, size = 20): Html =>
  html`<img class="avatar" src="/avatars/${user.id}" alt="" width="${size}" height="${size}">`;

/** Who it was, as a link. */
export const person = (user: User): Html =>
  html`<a class="person" href="${pathToUser(user)}">${user.login.replace('[bot]', '')}</a>${user.type === 'Bot' ? html` <span class="tag">bot</span>` : ''}`;
