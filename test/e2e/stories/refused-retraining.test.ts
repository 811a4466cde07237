// Drift asks for a retraining, and what it learns is not better by what the gate asks: it stays red, nobody can merge it, and it is not asked again.
import { beforeAll, expect, it } from 'vitest';
import { gateOf } from '../../../scripts/demo/story/follow.ts';
import { answerTo, endWith, ledgerOf, mergeStatus, settled, tagsOf } from './lending.ts';
import { startFlights } from './watched-flights.ts';

let story: Awaited<ReturnType<typeof startFlights>>;
beforeAll(async () => {
  story = await startFlights((clone) =>
    clone.edit('models/flight-delay/gates.yaml', 'rule: notWorse\n    margin: 0.01', 'rule: superior\n    margin: 0.2'),
  );
  await story.app.start();
  await settled(story);
});

const proposed = () => {
  const pull = story.retrainings().at(-1);
  if (pull === undefined) throw new Error('there is no retraining pull request');
  return pull;
};
const states = () => story.retrainings().map(({ state }) => state);

it('what was learned anew is judged on the holdout, and it is not better enough', async () => {
  await story.answered('usual', 'usual', 'far', 'far');
  await story.strike();
  const { number, head } = proposed();
  const { conclusion, title } = await gateOf(story, head.sha);
  expect(conclusion).toBe('failure');
  expect(title).toContain('not better enough');
  const { evidence } = await answerTo(story, number);
  expect(evidence).toMatchObject({ tier: 'holdout', level: 'reproduced', champion: { version: '1.0.0' } });
});

it('it is merged by nobody, and nothing is released', async () => {
  const { number } = proposed();
  expect(await mergeStatus(story, story.people.owner, number)).toBe(405);
  expect(await tagsOf(story)).toEqual(['flight-delay@v1.0.0']);
  expect(story.dashboard().at(-1)?.body).toContain(`#${number} retrains it`);
});

it('closed it is remembered: the same weeks ask for nothing, no use of the holdout is spent, and 1.0.0 stays', async () => {
  const { as, people, where } = story;
  await as(people.writer).rest.pulls.update({ ...where, pull_number: proposed().number, state: 'closed' });
  await settled(story);
  const { length } = (await ledgerOf(story)).uses;
  for (const weeks of [[], ['far']] as const) {
    await story.answered('usual', 'usual', 'far', 'far', ...weeks);
    await story.strike();
    expect(states()).toEqual(['closed']);
  }
  expect((await ledgerOf(story)).uses).toHaveLength(length);
  expect(story.dashboard().at(-1)?.body).toMatch(/\| 1\.0\.0 \| \S+ drift \|/);
});

endWith(() => story);
