import type { Track } from '../steps.ts';
import { releaseOf } from '../story/follow.ts';
import type { Story } from '../story/world.ts';
import { toProduction, toStaging } from './promote.ts';

/** What is on the default branch is evaluated on the holdout, tagged and released; then it is promoted, environment by environment. */
export async function firstVersion(story: Story, track: Track, model: string): Promise<void> {
  await track.timed('first version', async () => {
    const release = await releaseOf(story, `${model}@v1.0.0`);
    return track.say(`✓ released ${release.name}, ${release.assets.length} files`, release.html_url);
  });
  await track.timed('promote it to staging: merge', async () => (await toStaging(story, track, model, '1.0.0')).text);
  const production = async () => (await toProduction(story, track, model, '1.0.0')).text;
  await track.timed('to production: command, approval, merge', production);
}
