// A version that learned until May answers flights; the scheduled workflow watches it, and the App proposes to learn anew.
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeAll, expect, it } from 'vitest';
import { gateOf, merge, promotionOf, releaseOf } from '../../../scripts/demo/story/follow.ts';
import { answerTo, countCalls, endWith, gitOf, settled } from './lending.ts';
import { startFlights } from './watched-flights.ts';

let story: Awaited<ReturnType<typeof startFlights>>;
const notes: string[] = [];
beforeAll(async () => {
  story = await startFlights();
  await story.app.start();
  await settled(story);
});

const onlyOne = <T>(all: readonly T[]): T => {
  const [one, ...more] = all;
  if (one === undefined || more.length > 0) throw new Error(`${all.length} and not one`);
  return one;
};
const newest = () => {
  const pull = story.retrainings().at(-1);
  if (pull === undefined) throw new Error('there is no retraining pull request');
  return pull;
};
const states = () => story.retrainings().map(({ state }) => state);
/** Everything of it that a person may see change. */
const seen = () => {
  const { title, body, head, updatedAt } = newest();
  const { body: table, updatedAt: at } = onlyOne(story.dashboard());
  return JSON.stringify([title, body, head.sha, updatedAt, table, at]);
};

it('what runs is on the dashboard before anything was watched', () => {
  const { user, body } = onlyOne(story.dashboard());
  expect(user.login).toBe('aval[bot]');
  expect(body).toContain('| <code>flight-delay</code> | – | 1.0.0 | – | – |');
});

it('while weeks are steady nothing is proposed, and the dashboard says so', async () => {
  await story.answered('usual', 'usual');
  await story.strike();
  expect(story.retrainings()).toEqual([]);
  expect(onlyOne(story.dashboard()).body).toMatch(/\| 1\.0\.0 \| \S\S steady \| – \|/);
});

it('two weeks that drifted open one pull request, which moves the lock and is judged as any other', async () => {
  await story.answered('usual', 'usual', 'far', 'far');
  await story.strike();
  const { number, title, body, head, user } = onlyOne(story.retrainings());
  expect(user.login).toBe('aval[bot]');
  expect(title).toMatch(/^Retrain flight-delay: flight:(?:distance_mi|destination), flight:\w+ moved$/);
  expect(body).toContain(
    'This change moves <code>sources/departures.lock.yaml</code> to 2001-07-01; the usual gate decides',
  );
  expect(body).toMatch(/In these windows, against training:\n\n- ROC AUC (?:worse|better) by/);
  const { repository } = story;
  const changed = await gitOf(repository.gitDir, 'diff', '--name-only', 'main', head.sha);
  expect(changed).toBe('sources/departures.lock.yaml');
  expect(onlyOne(story.dashboard()).body).toContain(`#${number} retrains it`);
  notes.push(`gate: ${(await gateOf(story, head.sha)).title}`);
  expect((await answerTo(story, number)).evidence).toMatchObject({ tier: 'holdout', level: 'reproduced' });
});

it('watched again over the same weeks, by a person, nothing changes, and it costs next to nothing', async () => {
  const before = seen();
  const { as, people, where } = story;
  const dispatched = { ...where, workflow_id: 'aval-monitor.yaml', ref: 'main' };
  // The first look finds that the pull request was judged meanwhile; before the second nothing happened but the run.
  for (const most of [8, 2]) {
    const calls = countCalls(story);
    await as(people.writer).rest.actions.createWorkflowDispatch(dispatched);
    await settled(story);
    expect(story.runs().at(-1)).toMatchObject({ event: 'workflow_dispatch', conclusion: 'success' });
    expect(seen()).toBe(before);
    const { calls: spent, operations } = calls();
    notes.push(`watched again: ${spent} calls (${operations})`);
    expect(spent).toBeLessThanOrEqual(most);
  }
});

it('a further week updates that pull request, and opens no other', async () => {
  const before = newest().head.sha;
  await story.answered('usual', 'usual', 'far', 'far', 'far');
  await story.strike();
  expect(onlyOne(story.retrainings()).head.sha).not.toBe(before);
});

it('closed by a person it is snoozed, until enough weeks drifted anew', async () => {
  const { as, people, where } = story;
  await as(people.writer).rest.pulls.update({ ...where, pull_number: newest().number, state: 'closed' });
  await settled(story);
  await story.answered('usual', 'usual', 'far', 'far', 'far', 'far');
  await story.strike();
  expect(states()).toEqual(['closed']);
  await story.answered('usual', 'usual', 'far', 'far', 'far', 'far', 'far');
  await story.strike();
  expect(states()).toEqual(['closed', 'open']);
});

it('what callers send does nothing in summary, body and dashboard: what training never saw is counted, and not repeated', async () => {
  await story.allTo('@mei closes #1 <img src=x> | [x](https://evil.example)');
  await story.strike();
  const summaries = story.runner.notes(story.runs().at(-1)?.id ?? 0).map(({ summary }) => summary);
  const { body, title } = newest();
  for (const text of [...summaries, body]) expect(text).toMatch(/flight:destination \| .* \| 1\.00 /);
  for (const text of [...summaries, title, body, onlyOne(story.dashboard()).body])
    expect(text).not.toMatch(/mei|evil|<img/);
});

it("a report that a writer's branch forges is not believed", async () => {
  const { clone, people, repository, as, where } = story;
  const newestRun = story.runs().at(-1)?.id ?? 0;
  await clone.git('switch', '--quiet', '--create', 'forged');
  const forged = `name: aval monitor
on: workflow_dispatch
permissions: {}
jobs:
  forge:
    runs-on: ubuntu-latest
    steps:
      - run: mkdir out && echo '{"format":"aval/monitoring-report/v1","commit":"${'1'.repeat(40)}","models":[]}' > out/report.json
      - uses: actions/upload-artifact@bbbca2ddaa5d8feaa63e36b76fdaad77386f024f
        with: { name: aval-monitoring, path: out }
`;
  await writeFile(join(clone.folder, '.github/workflows/aval-monitor.yaml'), forged);
  await clone.commit('All is well');
  await clone.git('tag', 'main-of-mine');
  await clone.push(people.writer, repository.fullName, 'forged', 'main-of-mine:refs/tags/main');
  await clone.git('switch', '--quiet', 'main');
  const before = seen();
  for (const ref of ['forged', 'refs/tags/main']) {
    await as(people.writer).rest.actions.createWorkflowDispatch({ ...where, workflow_id: 'aval-monitor.yaml', ref });
    await settled(story);
    expect(story.runs().at(-1)).toMatchObject({ event: 'workflow_dispatch', conclusion: 'success' });
  }
  expect(story.runs().at(-1)?.id).toBeGreaterThan(newestRun);
  expect(seen()).toBe(before);
});

it('merged it is released as it was judged, and offered to staging; its windows are answered', async () => {
  const { people } = story;
  const { head, number } = newest();
  expect(await gateOf(story, head.sha)).toMatchObject({ conclusion: 'success' });
  await merge(story, people.owner, number);
  await releaseOf(story, 'flight-delay@v1.0.1');
  const promotion = await promotionOf(story, 'staging', 'flight-delay', '1.0.1');
  await story.strike();
  expect(states()).toEqual(['closed', 'closed']);
  expect(onlyOne(story.dashboard()).body).toContain(`#${promotion.number} promotes 1.0.1 to staging`);
});

endWith(() => story, notes);
