import type { Track } from '../steps.ts';
import { gateOf, merge, releaseOf, until } from '../story/follow.ts';
import type { Story } from '../story/world.ts';
import { said } from './said.ts';

export interface Retraining {
  readonly model: string;
  /** What the merge makes. */
  readonly version: string;
  readonly judged: (pull: number) => Promise<void>;
}

/** The monitoring workflow runs, the App opens a pull request, the holdout judges it, a person merges it: a new version. */
export async function retrained(story: Story, track: Track, { model, version, judged }: Retraining): Promise<void> {
  const pull = await proposed(story, track, model);
  await track.timed(`#${pull.number} is judged as any other`, async () =>
    said(track, await gateOf(story, pull.head.sha), pull.html_url),
  );
  await judged(pull.number);
  await track.timed('merge: what was judged is released', async () => {
    await merge(story, story.people.owner, pull.number);
    const release = await releaseOf(story, `${model}@v${version}`);
    return track.say(`✓ released ${release.name}`, release.html_url);
  });
}

/** The pull request that the App opened, its reasons printed. */
async function proposed(story: Story, track: Track, model: string) {
  const { promise, resolve } = Promise.withResolvers<Awaited<ReturnType<typeof retrainingPull>>>();
  await track.timed('monitoring: the App proposes to retrain', async () => {
    story.sandbox.strike(story.repository, '23 4 * * *');
    const pull = await retrainingPull(story, model);
    for (const line of (pull.body ?? '').split('\n').filter((text) => /^(?!\| :-)./.test(text))) track.say(`│ ${line}`);
    resolve(pull);
    return track.say(`✓ #${pull.number} ${pull.title}`, pull.html_url);
  });
  return promise;
}

function retrainingPull({ as, people, where }: Story, model: string) {
  return until(`a pull request that retrains ${model}`, async () => {
    const head = `${where.owner}:aval/retrain/${model}`;
    const { data } = await as(people.owner).rest.pulls.list({ ...where, state: 'open', head });
    return data[0];
  });
}
