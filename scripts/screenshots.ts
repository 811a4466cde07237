// The pictures of docs/images, taken of the demo's story in Chromium, after npm run build:
//   node scripts/screenshots.ts                            all of them
//   node scripts/screenshots.ts report comment-fail        these alone; the story is the same
//   node scripts/screenshots.ts --to FOLDER                somewhere else than docs/images
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { AvalError } from '../src/core/errors.ts';
import { icons } from '../src/core/report/outcome-text.ts';
import { pictureOf, screenshot } from '../test/interop/browser.ts';
import { githubStory } from './demo/github.ts';
import { commentOf, until } from './demo/story/follow.ts';
import type { Story } from './demo/story/world.ts';

const names = [
  'comment-pass',
  'comment-fail',
  'comment-inconclusive',
  'report',
  'report-phone',
  'pull-request',
  'pull-request-phone',
  'retraining',
  'dashboard',
  'release',
] as const;
type Name = (typeof names)[number];

const { values, positionals } = parseArgs({ options: { to: { type: 'string' } }, allowPositionals: true });
const unknown = positionals.filter((name) => !names.some((one) => one === name));
if (unknown.length > 0) {
  throw new AvalError('usage', {
    rule: 'screenshots.name',
    message: `no picture ${unknown.join(', ')}`,
    hint: `There are ${names.join(', ')}.`,
  });
}
const folder = values.to ?? join(import.meta.dirname, '../docs/images');
const missing = new Set<Name>(names.filter((name) => positionals.length === 0 || positionals.includes(name)));

await githubStory({
  async changes(story, { green, red }) {
    await commented(story, green, icons.pass);
    await take('comment-pass', (file) => comment(story, green, file));
    await commented(story, red, icons.fail);
    await take('comment-fail', (file) => comment(story, red, file));
    await take('report', (file) => report(story, red, file, 1280, 'light'));
    await take('report-phone', (file) => report(story, red, file, 390, 'dark'));
    await take('pull-request', (file) => screenshot(address(story, `pull/${red}`), file, 1280));
    await take('pull-request-phone', (file) => screenshot(address(story, `pull/${red}`), file, 390));
  },
  async undecided(story, pull) {
    await commented(story, pull, icons.inconclusive);
    await take('comment-inconclusive', (file) => comment(story, pull, file));
  },
  async retraining(story, pull) {
    await commented(story, pull, icons.pass);
    await take('retraining', (file) => screenshot(address(story, `pull/${pull}`), file, 1280));
    const issue = await dashboardThatNames(story, pull);
    await take('dashboard', (file) => screenshot(address(story, `issues/${issue}`), file, 1280));
  },
  end: (story) => take('release', (file) => screenshot(address(story, 'releases/tag/credit-risk@v2.0.0'), file, 1280)),
});
if (missing.size > 0) throw new Error(`the story ended without ${[...missing].join(', ')}`);

/** Takes a picture that is wanted: each in a browser of its own, of a page as it is then. */
async function take(name: Name, picture: (file: string) => Promise<void>): Promise<void> {
  if (!missing.has(name)) return;
  await picture(join(folder, `${name}.png`));
  missing.delete(name);
}

function address({ sandbox, repository }: Story, path: string): string {
  return `${sandbox.url}/${repository.fullName}/${path}`;
}

/** The App's comment alone: nobody else speaks of rows of the holdout. */
function comment(story: Story, pull: number, file: string): Promise<void> {
  return pictureOf(address(story, `pull/${pull}`), 'article.comment', 'holdout rows', file, 1280);
}

/** The page with plots that the own run of a pull request left. */
async function report(
  story: Story,
  pull_number: number,
  file: string,
  width: number,
  colours: 'light' | 'dark',
): Promise<void> {
  const { as, people, where, repository } = story;
  const { data } = await as(people.owner).rest.pulls.get({ ...where, pull_number });
  const artifact = [...repository.artifacts.values()].find(
    (one) => one.name === 'credit-risk-report.html' && repository.runs.get(one.runId)?.headSha === data.head.sha,
  );
  if (artifact === undefined) throw new Error(`the run of #${pull_number} left no report`);
  await screenshot(address(story, `actions/runs/${artifact.runId}/artifacts/${artifact.id}`), file, width, colours);
}

/** Waits until the App's comment says what the check says. */
async function commented(story: Story, pull: number, icon: string): Promise<void> {
  await until(
    `the comment with ${icon}`,
    async () => (await commentOf(story, pull)).some((body) => body.includes(`### ${icon}`)) || undefined,
  );
}

/** The number of the dashboard issue, once it tells of a pull request. */
function dashboardThatNames({ as, people, where }: Story, pull: number): Promise<number> {
  return until('the dashboard', async () => {
    const { data } = await as(people.owner).rest.issues.listForRepo({ ...where, state: 'open' });
    const issue = data.find(({ title }) => title === 'aval: models and environments');
    return issue?.body?.includes(`#${pull} `) ? issue.number : undefined;
  });
}
