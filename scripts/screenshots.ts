// The pictures of docs/images, taken of the demo's story in Chromium: node scripts/screenshots.ts (after npm run build).
import { join } from 'node:path';
import { screenshot } from '../test/interop/browser.ts';
import { githubStory } from './demo/github.ts';
import { commentOf, until } from './demo/story/follow.ts';
import type { Story } from './demo/story/world.ts';

const images = join(import.meta.dirname, '../docs/images');

await githubStory({
  async changes(story, { red }) {
    await commented(story, red);
    await picture(story, `pull/${red}`, 'pull-request', 1280);
    await picture(story, `pull/${red}`, 'pull-request-phone', 390);
  },
  async retraining(story, pull) {
    await commented(story, pull);
    await picture(story, `pull/${pull}`, 'retraining', 1280);
    await picture(story, `issues/${await dashboardThatNames(story, pull)}`, 'dashboard', 1280);
  },
  end: (story) => picture(story, 'releases/tag/credit-risk@v2.0.0', 'release', 1280),
});

function picture({ sandbox, repository }: Story, path: string, name: string, width: number): Promise<void> {
  return screenshot(`${sandbox.url}/${repository.fullName}/${path}`, join(images, `${name}.png`), width);
}

async function commented(story: Story, pull: number): Promise<void> {
  await until('the comment', async () => (await commentOf(story, pull)).length > 0 || undefined);
}

/** The number of the dashboard issue, once it tells of a pull request. */
function dashboardThatNames({ as, people, where }: Story, pull: number): Promise<number> {
  return until('the dashboard', async () => {
    const { data } = await as(people.owner).rest.issues.listForRepo({ ...where, state: 'open' });
    const issue = data.find(({ title }) => title === 'aval: models and environments');
    return issue?.body?.includes(`#${pull} `) ? issue.number : undefined;
  });
}
