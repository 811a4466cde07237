// credit-risk: first version, two changes as pull requests, a merge, a promotion, a revert, and what a stricter policy makes of a change.
import type { Track } from '../steps.ts';
import { merge, releaseOf } from '../story/follow.ts';
import type { ServerProcess } from '../story/server-process.ts';
import type { Story } from '../story/world.ts';
import { answered } from './answered.ts';
import { type Changes, twoChanges, undecided } from './changes.ts';
import { firstVersion } from './first-version.ts';
import { toStaging } from './promote.ts';
import { revert } from './revert.ts';

const model = 'credit-risk';
const applicant = {
  'applicant:duration': [24],
  'applicant:amount': [3000],
  'applicant:purpose': ['NewCar'],
  'applicant:housing': ['Own'],
  'applicant:other_installment_plans': ['None'],
};

export interface LendingParts {
  readonly story: Story;
  /** The same with a clone of its own, for what goes on beside the rollback. */
  readonly beside: Story;
  readonly track: Track;
  /** Starts the server of staging. */
  readonly serve: () => Promise<ServerProcess>;
  /** Told when two changes were judged. */
  readonly judged: (changes: Changes) => Promise<void>;
  /** Told of a pull request that its rows could not decide. */
  readonly undecided: (pull: number) => Promise<void>;
}

export async function lending({ story, beside, track, serve, judged, ...told }: LendingParts): Promise<void> {
  track.title('the first version: what is on the default branch is evaluated on the holdout, tagged and released');
  await firstVersion(story, track, model);
  track.title('a server follows what git says of staging, and tells the App what it runs');
  const server = await serve();
  await answers(server, '1.0.0');
  const changes = await twoChanges(story, track);
  await judged(changes);
  track.title('merge the one that passes: a version, its release, and the pull request that promotes it');
  await track.timed('merge: what was judged is released', async () => {
    await merge(story, story.people.owner, changes.green);
    const release = await releaseOf(story, `${model}@v2.0.0`);
    return track.say(`✓ released ${release.name}`, release.html_url);
  });
  await Promise.all([
    thereAndBack(story, track, (version) => answers(server, version)),
    undecided(beside, track).then(told.undecided),
    close(story, changes.red),
  ]);

  function answers(by: ServerProcess, version: string): Promise<void> {
    return answered(by, version, { track, model, rows: applicant, says: 'that this applicant will not repay' });
  }
}

/** To staging, and the revert of that. */
async function thereAndBack(story: Story, track: Track, answers: (version: string) => Promise<void>): Promise<void> {
  let promotion = '';
  await track.timed('promote it to staging: merge', async () => {
    const { text, sha } = await toStaging(story, track, model, '2.0.0');
    promotion = sha;
    return text;
  });
  await answers('2.0.0');
  track.title('roll back: revert the promotion; one approval, nothing is compared');
  const title = `Revert "Promote ${model} 2.0.0 to staging"`;
  await track.timed('revert, approval, merge', async () => (await revert(story, track, promotion, title)).text);
  await answers('1.0.0');
}

async function close({ as, people, where }: Story, pull_number: number): Promise<void> {
  await as(people.writer).rest.pulls.update({ ...where, pull_number, state: 'closed' });
}
