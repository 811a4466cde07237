import { type DemoChange, demoChanges } from '../changes.ts';
import type { Track } from '../steps.ts';
import { gateBecomes, gateOf, merge, propose, until } from '../story/follow.ts';
import type { Story } from '../story/world.ts';
import type { Opened } from './merge.ts';
import { said } from './said.ts';

const model = 'models/credit-risk/model.yaml';

/** Numbers of two pull requests. */
export interface Changes {
  readonly green: number;
  readonly red: number;
}

/** Two changes that are judged one behind the other: the second is trained while the first is on the holdout. */
export async function twoChanges(story: Story, track: Track): Promise<Changes> {
  track.title(
    'two changes: each trains on the runner, then the App asks the holdout, by the code of the default branch',
  );
  const [first, second] = demoChanges;
  if (first === undefined || second === undefined) throw new RangeError('two changes');
  const green = await proposed(story, track, first);
  await trained(story, green.pull);
  const red = await proposed(story, track, second);
  await Promise.all([green.verdict, red.verdict]);
  return { green: green.pull.number, red: red.pull.number };
}

/** A stricter policy, then a change that this many rows can't decide: its pull request. */
export async function undecided(story: Story, track: Track): Promise<number> {
  const change = demoChanges.at(-1);
  if (change?.rule === undefined) throw new RangeError('the last change comes with a rule');
  const { people, clone, repository } = story;
  await clone.pull(people.owner, repository.fullName);
  const edit = ['models/credit-risk/gates.yaml', /^gates:\n/m, `gates:\n${change.rule}`] as const;
  await track.timed('the risk owner asks for more', async () => {
    const title = 'Ask for equal false-positive rates';
    const pull = await propose(story, people.owner, 'stricter', [edit], { title });
    const verdict = await gateBecomes(story, pull.head.sha, 'success');
    await merge(story, people.owner, pull.number);
    return said(track, verdict, pull.html_url);
  });
  const { pull, verdict } = await proposed(story, track, change);
  await verdict;
  return pull.number;
}

/** Opens the pull request; the verdict is on its way. */
async function proposed(story: Story, track: Track, change: DemoChange) {
  const added = change.features.map((feature) => `, applicant:${feature}`).join('');
  const edit = [model, /(?<=^features: \[[^\n]*)\]/m, `${added}]`] as const;
  const pull = await propose(story, story.people.writer, change.branch, [edit], { title: change.message });
  const verdict = track.timed(`#${pull.number} ${change.message.toLowerCase()}`, async () =>
    said(track, await gateOf(story, pull.head.sha), pull.html_url),
  );
  return { pull, verdict };
}

/** Waits for the end of the pull request's own run: the App asks the holdout next. */
async function trained({ as, people, where }: Story, { number, head }: Opened): Promise<void> {
  await until(`the run of #${number}`, async () => {
    const { data } = await as(people.owner).rest.actions.listWorkflowRunsForRepo({ ...where, head_sha: head.sha });
    return (
      data.workflow_runs.some(({ status, event }) => event === 'pull_request' && status === 'completed') || undefined
    );
  });
}
