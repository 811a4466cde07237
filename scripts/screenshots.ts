// The pictures of docs/images, taken of the demo's story in Chromium: node scripts/screenshots.ts (after npm run build).
import { join } from 'node:path';
import { screenshot } from '../test/interop/browser.ts';
import { githubStory } from './demo/github.ts';
import { commentOf, until } from './demo/story/follow.ts';
import type { Story } from './demo/story/world.ts';

const images = join(import.meta.dirname, '../docs/images');

const pageOf = ({ sandbox, repository }: Story): string => `${sandbox.url}/${repository.fullName}`;

await githubStory({
  async changes(story) {
    const page = `${pageOf(story)}/pull/4`;
    await until('the comment', async () => ((await commentOf(story, 4)).length > 0 ? true : undefined));
    await screenshot(page, join(images, 'pull-request.png'), 1280);
    await screenshot(page, join(images, 'pull-request-phone.png'), 390);
  },
  end: (story) => screenshot(`${pageOf(story)}/releases/tag/credit-risk@v2.0.0`, join(images, 'release.png'), 1280),
});
