import type { App, User } from './people.ts';
import type { World } from './world.ts';

/** GitHub's own App, by its real ids: jobs' tokens and checks are its. It is part of every repository and installed in none. */
export function addActionsApp(world: World): App {
  const owner: User = {
    id: 9919,
    login: 'github',
    name: 'GitHub',
    email: '',
    type: 'Organization',
    createdAt: world.now(),
  };
  const login = 'github-actions[bot]';
  const email = `41898282+${login}@users.noreply.github.com`;
  const bot: User = { id: 41_898_282, login, name: login, email, type: 'Bot', createdAt: world.now() };
  world.users.set(login, bot);
  const about = { id: 15_368, slug: 'github-actions', name: 'GitHub Actions', permissions: {}, events: [] };
  const app: App = { ...about, owner, bot, createdAt: world.now() };
  world.apps.set(app.id, app);
  return app;
}
