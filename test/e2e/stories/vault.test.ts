// Two promotions to production where gates.yaml sets a vault aside: one passes it, the next finds it used, and waits for rows that never judged.
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { unzipSync } from 'fflate';
import { beforeAll, expect, it } from 'vitest';
import {
  commentOf,
  gateBecomes,
  gateOf,
  merge,
  promotionOf,
  propose,
  releaseOf,
} from '../../../scripts/demo/story/follow.ts';
import { answerName } from '../../../src/core/ledger/answer-file.ts';
import {
  approve,
  better,
  endWith,
  gatesFile,
  ledgerOf,
  mergeStatus,
  onlyLending,
  say,
  settled,
  startLending,
} from './lending.ts';

const rowsFile = 'data/german_credit.csv';
let story: Awaited<ReturnType<typeof startLending>>;
beforeAll(async () => {
  story = await startLending({
    prepare: async (clone) => {
      await onlyLending(clone);
      await clone.edit('aval.yaml', / {2}- name: staging\n.*\n/, '');
      await clone.edit('aval.yaml', 'promote: onCommand', 'promote: onRelease');
      await clone.edit('aval.yaml', /^ {6}soak: .*\n/m, '');
      await clone.edit('aval.yaml', 'minimumGroup: 30', 'minimumGroup: 10'); // few young people are among 200 rows
      await clone.edit(
        gatesFile,
        'holdout: {share: 0.5}',
        'holdout: {share: 0.2}\n  vault: {share: 0.3}\n  equalRows: 1',
      );
      for (const _ of [1, 2]) await clone.edit(gatesFile, 'margin: 0.03', 'margin: 0.3'); // 300 rows decide that much
    },
  });
  await story.app.start();
});

const vaultUses = async () => (await ledgerOf(story)).uses.filter(({ reserved }) => reserved.vault !== undefined);

/** The promotion of a version that its release opened, approved by rita. */
async function approvedPromotion(version: string) {
  await releaseOf(story, `credit-risk@v${version}`);
  const { number, head } = await promotionOf(story, 'production', 'credit-risk', version);
  await gateBecomes(story, head.sha, 'action_required');
  const before = (await vaultUses()).length;
  await approve(story, story.people.reviewer, number, head.sha);
  return { number, sha: head.sha, before };
}

it('a promotion asks the vault when nothing else is in the way, waits for it, passes and merges', async () => {
  const { number, sha, before } = await approvedPromotion('1.0.0');
  expect(before).toBe(0); // approvals go first: a vault is spent once
  expect(await mergeStatus(story, story.people.owner, number)).toBe(405);
  const { title } = await gateBecomes(story, sha, 'success');
  expect(title).toMatch(/Approved by rita\. The vault: All rules hold\. \d+ rows of the vault judged/);
  const [use, ...more] = await vaultUses();
  expect(more).toEqual([]);
  expect(use?.closed?.answer).toMatchObject({ outcome: 'evaluated', use: 1, alpha: 0.05, passed: true });
  await settled(story);
  expect((await commentOf(story, number)).join()).toContain('The vault: All rules hold.');
});

it('nothing finer than the verdict is in any artifact, log, check or comment of it', async () => {
  const [use] = await vaultUses();
  const answer = use?.closed?.answer;
  if (use === undefined || answer?.outcome !== 'evaluated') throw new Error('no answer');
  const { repository } = story;
  const artifacts = [...repository.artifacts.values()].filter(({ runId }) => runId === answer.run);
  expect(artifacts.map(({ name }) => name)).toEqual([answerName(use.digest)]);
  const file = artifacts.map(({ bytes }) => Buffer.from(unzipSync(bytes)['answer.json'] ?? '').toString());
  const logs = [...repository.jobs.values()].filter(({ runId }) => runId === answer.run).map(({ log }) => log);
  expect(logs.join()).toContain('the vault, about credit-risk 1.0.0');
  const said = await commentOf(story, use.reserved.pull ?? 0);
  const decimals = (texts: readonly string[]) =>
    new Set(texts.flatMap((text) => [...text.matchAll(/(?<![\d.])\d\.\d{2,}(?!\.)/g)].map(([number]) => number)));
  expect(decimals(file)).toEqual(new Set(['0.05'])); // the level
  const checks = [...repository.checkRuns.values()].filter(({ headSha }) => headSha === use.reserved.commit);
  expect(decimals([...said, ...checks.map(({ output }) => JSON.stringify(output))])).toEqual(new Set());
  expect(JSON.parse(file[0] ?? '').answer.evidence).toMatchObject({ verdict: 'pass', measurements: [], groups: {} });
});

it('the next promotion finds the vault used, and cannot be merged until new rows are its vault', async () => {
  const { people, clone } = story;
  const [first] = await vaultUses();
  await merge(story, people.owner, first?.reserved.pull ?? 0);
  const change = await propose(story, people.writer, 'plans', [better]);
  expect(await gateOf(story, change.head.sha)).toMatchObject({ conclusion: 'success' });
  await merge(story, people.owner, change.number);
  const { number, sha } = await approvedPromotion('2.0.0');
  await settled(story);
  expect(await gateOf(story, sha)).toMatchObject({
    conclusion: 'action_required',
    title: expect.stringContaining(
      'waiting for new labelled rows: the vault is retired: 100 % of its rows judged before',
    ),
  });
  expect(await mergeStatus(story, people.owner, number)).toBe(405);
  const text = await readFile(join(clone.folder, rowsFile), 'utf8');
  const rows = text.trimEnd().split('\n').slice(1);
  const added = ['x', 'y'].flatMap((mark) => rows.map((row) => row.replace(/^"([^"]*)"/, `"$1${mark}"`)));
  const more = await propose(story, people.writer, 'years', [
    [rowsFile, text, `${text.trimEnd()}\n${added.join('\n')}\n`],
  ]);
  expect(await gateOf(story, more.head.sha)).toMatchObject({ conclusion: 'success' });
  await merge(story, people.owner, more.number);
  await say(story, people.writer, number, `/aval evaluate ${sha.slice(0, 12)}`);
  const { title } = await gateBecomes(story, sha, 'success');
  expect(title).toContain('The vault: All rules hold.');
  expect((await vaultUses()).map(({ closed }) => closed?.answer.outcome)).toEqual([
    'evaluated',
    'refused',
    'evaluated',
  ]);
});

endWith(() => story);
