// Small steps down. Each change is worse than what production runs by less than the gate allows; the best version that ran there, the anchor, tells what
// they add up to.
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeAll, expect, it } from 'vitest';
import type { Clone } from '../../../scripts/demo/story/clone.ts';
import { commentOf, gateOf, merge, promotionOf, propose, releaseOf } from '../../../scripts/demo/story/follow.ts';
import { isDefined } from '../../../src/core/evaluation/estimate.ts';
import { mulberry32 } from '../../../src/engines/tfjs/mulberry32.ts';
import { answerTo, endWith, gatesFile, mergeStatus, modelFile, onlyLending, settled, startLending } from './lending.ts';
import { tagOf } from './release.ts';

let story: Awaited<ReturnType<typeof startLending>>;

/** Numbers that say equally much of the label, each by itself, with the greatest value of each: 1 is the least. */
const telling = {
  duration: 120,
  amount: 100,
  number_existing_credits: 100,
  number_people_maintenance: 100,
  installment_rate_percentage: 4,
  residence_duration: 4,
} as const;
const features = Object.keys(telling).map((name) => `applicant:${name}`);
const margin = 0.058;

/** Twenty thousand made-up loans: half of them judge, so that a step of 0.04 in ROC AUC is known to about 0.01. */
function loans(): string {
  const next = mulberry32(5);
  const columns = `id,${Object.keys(telling).join(',')},age,telephone,foreign_worker,checking_account_status,credit_history,purpose,savings_account_bonds,employment_duration,personal_status_sex,other_debtors_guarantors,property,other_installment_plans,housing,job,class`;
  const lines = Array.from({ length: 20_000 }, (_, row) => {
    const values = Object.values(telling).map((most) => 1 + Math.floor(most * next()));
    const risk = Object.values(telling).reduce<number>((sum, most, i) => {
      return sum + (((values[i] ?? 0) - 0.5) / most - 0.5) * Math.sqrt(12);
    }, 0);
    const label = next() < 1 / (1 + Math.exp(-risk)) ? 'Bad' : 'Good';
    return `m${row},${values.join(',')},40,1,1,none,PaidDuly,NewCar,Unknown,gt.7,Male.Single,None,RealEstate,None,Own,SkilledEmployee,${label}`;
  });
  return `${[columns, ...lines].join('\n')}\n`;
}

async function withLoans(clone: Clone): Promise<void> {
  await onlyLending(clone);
  await writeFile(join(clone.folder, 'data/german_credit.csv'), loans());
  await clone.edit(modelFile, /^features: .*$/m, `features: [${features.join(', ')}]`);
  await clone.edit(modelFile, /^ {2}- oneHot: .*\n/m, '');
  await clone.edit(gatesFile, 'metrics: [roc_auc, log_loss, expected_cost]', 'metrics: [roc_auc]');
  await clone.edit(gatesFile, 'margin: 0.03', `margin: ${margin}`);
  await clone.edit(gatesFile, / {2}- metric: mean_score\n(?: {4}.*\n)+/, '');
  await clone.edit(
    'aval.yaml',
    / {2}- name: staging\n[\s\S]*?(?=firstVersion)/,
    '  - {name: production, promote: onRelease}\n',
  );
}

/** Leaves the last `n` of the numbers out. */
const without = (n: number) =>
  [modelFile, /^features: .*$/m, `features: [${features.slice(0, features.length - n).join(', ')}]`] as const;

/** Waits for a version, and lets production run it. */
async function run(version: string): Promise<void> {
  await releaseOf(story, `credit-risk@v${version}`);
  const promotion = await promotionOf(story, 'production', 'credit-risk', version);
  expect(await gateOf(story, promotion.head.sha)).toMatchObject({ conclusion: 'success' });
  await merge(story, story.people.owner, promotion.number);
  await settled(story);
}

/** What the holdout found of the ranking: against production, and against the anchor. */
async function rankingOf(pull: number) {
  const { evidence } = await answerTo(story, pull);
  const ranking = evidence.measurements.find(({ quantity }) => quantity.metric === 'roc_auc');
  const [step, whole] = [ranking?.difference, ranking?.anchorDifference].map((one) =>
    one && isDefined(one) ? one : undefined,
  );
  return { evidence, step, whole };
}

beforeAll(async () => {
  story = await startLending({ prepare: withLoans });
  await story.app.start();
});

it('the first version runs in production, and is held against nothing but the baseline: its tag names no anchor', async () => {
  await run('1.0.0');
  expect((await tagOf(story, 'credit-risk@v1.0.0')).record.anchor).toBeUndefined();
});

it('a step down within the margin is merged, and its tag keeps the first version as the anchor', async () => {
  const pull = await propose(story, story.people.writer, 'one-less', [without(1)]);
  expect(await gateOf(story, pull.head.sha)).toMatchObject({
    conclusion: 'success',
    title: expect.stringContaining('credit-risk: promote.'),
  });
  await settled(story);
  const { evidence, step, whole } = await rankingOf(pull.number);
  expect(evidence).toMatchObject({ tier: 'holdout', level: 'reproduced', champion: { version: '1.0.0' } });
  expect([evidence.anchor, whole]).toEqual([undefined, undefined]);
  expect(step?.high).toBeLessThan(0);
  expect(step?.low).toBeGreaterThan(-margin);
  await merge(story, story.people.owner, pull.number);
  await run('2.0.0');
  const { record } = await tagOf(story, 'credit-risk@v2.0.0');
  expect(record.anchor).toMatchObject({ major: 1, minor: 0, patch: 0 });
});

it('a second step that is as small is refused, because together they are more than the margin: the check names the anchor', async () => {
  const { people } = story;
  const pull = await propose(story, people.writer, 'two-less', [without(2)]);
  const verdict = await gateOf(story, pull.head.sha);
  await settled(story);
  const { evidence, step, whole } = await rankingOf(pull.number);
  expect(evidence).toMatchObject({ champion: { version: '2.0.0' }, anchor: { version: '1.0.0' } });
  expect(step?.low).toBeGreaterThan(-margin);
  expect(whole?.high).toBeLessThan(-margin);
  expect(verdict).toMatchObject({
    conclusion: 'failure',
    title: expect.stringMatching(/^credit-risk: don't promote\. ROC AUC, against the anchor 1\.0\.0/),
  });
  const [comment = '', ...more] = await commentOf(story, pull.number);
  expect(more).toEqual([]);
  expect(comment).toContain('against the anchor 1.0.0');
  expect(await mergeStatus(story, people.owner, pull.number)).toBe(405);
});

endWith(() => story);
