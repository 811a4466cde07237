import { html } from 'hono/html';
import type { World } from '../../state/world.ts';
import { plain } from '../layout.ts';
import type { Html } from '../page.ts';
import { person } from '../parts/person.ts';
import type { Visitor } from '../session/visitor.ts';

/** A GitHub App: whose it is and what it may do. */
export function appPage(world: World, slug: string, visitor: Visitor): Html | undefined {
  const app = world.appBySlug(slug);
  if (app === undefined) return undefined;
  const permissions = Object.entries(app.permissions).map(([name, level]) => html`<li>${name}: ${level}</li>`);
  return plain(app.name, html`<p>A GitHub App by ${person(app.owner)}.</p><ul>${permissions}</ul>`, visitor);
}
