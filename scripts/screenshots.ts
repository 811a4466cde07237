// The pictures of docs/images, taken of the demo's story in Chromium: node scripts/screenshots.ts (after npm run build).
import { join } from 'node:path';
import { pictureOf, screenshot } from '../test/interop/browser.ts';
import { githubStory } from './demo/github.ts';
import { commentOf, until } from './demo/story/follow.ts';
import type { Story } from './demo/story/world.ts';

const images = join(import.meta.dirname, '../docs/images');

await githubStory({
  async changes(story, { green, red }) {
    await commented(story, green);
    await comment(story, green, 'comment-pass');
    await commented(story, red);
    await comment(story, red, 'comment-fail');
    await report(story, red, 'report', 1280, 'light');
    await report(story, red, 'report-phone', 390, 'dark');
    await picture(story, `pull/${red}`, 'pull-request', 1280);
    await picture(story, `pull/${red}`, 'pull-request-phone', 390);
  },
  async undecided(story, pull) {
    await commented(story, pull);
    await comment(story, pull, 'comment-inconclusive');
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

/** The App's comment alone: nobody else speaks of rows of the holdout. */
function comment({ sandbox, repository }: Story, pull: number, name: string): Promise<void> {
  const address = `${sandbox.url}/${repository.fullName}/pull/${pull}`;
  return pictureOf(address, 'article.comment', 'holdout rows', join(images, `${name}.png`), 1280);
}

/** The page with plots that the own run of a pull request left. */
async function report(
  { as, people, where, sandbox, repository }: Story,
  pull_number: number,
  name: string,
  width: number,
  colours: 'light' | 'dark',
): Promise<void> {
  const { data } = await as(people.owner).rest.pulls.get({ ...where, pull_number });
  const artifact = [...repository.artifacts.values()].find(
    (one) => one.name === 'credit-risk-report.html' && repository.runs.get(one.runId)?.headSha === data.head.sha,
  );
  if (artifact === undefined) throw new Error(`the run of #${pull_number} left no report`);
  const address = `${sandbox.url}/${repository.fullName}/actions/runs/${artifact.runId}/artifacts/${artifact.id}`;
  await screenshot(address, join(images, `${name}.png`), width, colours);
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
