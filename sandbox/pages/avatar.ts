import { html } from 'hono/html';
import type { User } from '../state/people.ts';
import type { Html } from './page.ts';

/** A square of the user's colour with the first letter of the name. */
export const avatarImage = (user: User): Html =>
  html`<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 40 40"><rect width="40" height="40" fill="hsl(${(user.id * 67) % 360} 45% 45%)"/><text x="20" y="27" text-anchor="middle" font-family="sans-serif" font-size="20" font-weight="600" fill="#fff">${(user.login[0] ?? '?').toUpperCase()}</text></svg>`;
