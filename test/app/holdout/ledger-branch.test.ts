import { afterAll, beforeAll, expect, it } from 'vitest';
import { type LedgerBranch, ledgerRefs, openLedger } from '../../../app/holdout/ledger-branch.ts';
import { type AppRepository, authorOf } from '../../../app/repository.ts';
import { digestOf } from '../../../src/core/digest.ts';
import { entryDigest } from '../../../src/core/ledger/entry.ts';
import { closeUse, entryPath, reserveUse } from '../../../src/core/ledger/ledger.ts';
import { evidenceBytes } from '../../../src/engines/workspace/evidence-file.ts';
import { evidence } from '../../core/gate/sample-evidence.ts';
import { asked, evaluated } from '../../core/ledger/sample-ledger.ts';
import { commitFiles, makeRepositoryWorld, type RepositoryWorld } from '../repository-world.ts';

let world: RepositoryWorld;
let one: AppRepository;
let other: AppRepository;
let commit: string;
beforeAll(async () => {
  world = await makeRepositoryWorld();
  [one, other] = [await world.open(), await world.open()];
  commit = (await world.client.rest.git.getRef({ ...world.where, ref: 'heads/main' })).data.object.sha;
});
afterAll(async () => {
  expect(world.sandbox.violations).toEqual([]);
  await world.end();
});

const read = async ({ mirror, identity }: AppRepository): Promise<LedgerBranch> => {
  await mirror.fetch([ledgerRefs, 'refs/heads/main']);
  return openLedger(mirror, authorOf(identity));
};
const reserve = (branch: LedgerBranch, name: string) => {
  const entry = reserveUse(branch.ledger, asked({ commit, base: commit, question: digestOf(name) }));
  return branch.append(entry, `credit-risk: reserve ${name}`);
};

it('begins empty, and the first entry makes the branch', async () => {
  const branch = await read(one);
  expect(branch.ledger.entries).toEqual([]);
  expect(await reserve(branch, 'first')).toBe('done');
  expect((await read(other)).ledger.uses).toHaveLength(1);
});

it('of two that append at once exactly one wins, and the chain stays whole', async () => {
  for (let round = 0; round < 4; round++) {
    const branches = await Promise.all([read(one), read(other)]);
    const before = branches[0].ledger.entries.length;
    const outcomes = await Promise.all(branches.map((branch, i) => reserve(branch, `race ${round} ${i}`)));
    expect(outcomes.sort()).toEqual(['done', 'moved']);
    expect((await read(one)).ledger.entries).toHaveLength(before + 1);
  }
});

it('of 50 that reserve at once, from what they all read, exactly one gets the slot', async () => {
  const [branch, beside] = [await read(one), await read(other)];
  const slot = branch.ledger.entries.length;
  const asks = Array.from({ length: 50 }, (_, i) => reserve(i % 2 === 0 ? branch : beside, `of fifty ${i}`));
  const outcomes = await Promise.all(asks);
  expect(outcomes.filter((outcome) => outcome === 'done')).toHaveLength(1);
  expect(outcomes.filter((outcome) => outcome === 'moved')).toHaveLength(49);
  expect((await read(one)).ledger.entries).toHaveLength(slot + 1);
}, 60_000);

it('of those that lost each gets a slot of its own as it reads and reserves again, and none is lost', async () => {
  const before = (await read(one)).ledger.uses.length;
  const insist = async (repository: AppRepository, name: string): Promise<void> => {
    while ((await reserve(await read(repository), name)) !== 'done');
  };
  const names = Array.from({ length: 4 }, (_, i) => `insists ${i}`);
  await Promise.all(names.map((name, i) => insist(i % 2 === 0 ? one : other, name)));
  const { uses } = (await read(one)).ledger;
  const asked = uses.slice(before).map(({ reserved }) => reserved.question);
  expect(asked.toSorted()).toEqual(names.map((name) => digestOf(name)).toSorted());
}, 60_000);

it('closes an entry with its evidence beside it, proved by its digest', async () => {
  const made = evidence();
  const branch = await read(one);
  const use = branch.ledger.uses.find(({ closed }) => closed === undefined);
  if (use === undefined) throw new RangeError('an open use');
  const answer = { ...evaluated('account'), evidence: digestOf(evidenceBytes(made)) };
  expect(await branch.append(closeUse(branch.ledger, use.digest, answer), 'credit-risk: evaluated', made)).toBe('done');
  const again = await read(other);
  expect(again.ledger.uses.find(({ digest }) => digest === use.digest)?.closed?.answer).toEqual(answer);
  expect(await again.evidence(answer.evidence)).toEqual(made);
  await expect(again.evidence(digestOf('other'))).rejects.toMatchObject({ faults: [{ rule: 'ledger.evidence' }] });
});

it('appending the same again is done, not a second entry', async () => {
  const branch = await read(one);
  expect(await reserve(branch, 'twice')).toBe('done');
  expect(await reserve(branch, 'twice')).toBe('done');
  const { uses } = (await read(one)).ledger;
  expect(new Set(uses.map(({ reserved }) => entryDigest(reserved))).size).toBe(uses.length);
});

it('is written by the bot, and no commit is older than the one before it', async () => {
  const { data } = await world.client.rest.repos.listCommits({ ...world.where, sha: 'aval-ledger' });
  expect(new Set(data.map(({ commit: { author } }) => author?.name))).toEqual(new Set(['aval[bot]']));
  const times = data.map(({ commit: { committer } }) => Date.parse(committer?.date ?? ''));
  expect(times).toEqual(times.toSorted((a, b) => b - a));
});

it.each<[string, (text: string) => string | undefined]>([
  ['edited', (text) => text.replace('"pull":7', '"pull":8')],
  ['given a byte order mark', (text) => `\uFEFF${text}`],
  ['taken away', () => undefined],
])('where an entry is %s nothing is believed any more', async (_, change) => {
  const { data } = await world.client.rest.repos.getContent({ ...world.where, path: entryPath(1), ref: 'aval-ledger' });
  const text = 'content' in data ? Buffer.from(data.content, 'base64').toString() : '';
  const before = (await world.client.rest.git.getRef({ ...world.where, ref: 'heads/aval-ledger' })).data.object.sha;
  await commitFiles(world, 'aval-ledger', { [entryPath(1)]: change(text) }, 'aval-ledger');
  await expect(read(one)).rejects.toMatchObject({ class: 'evidence', faults: [{ rule: 'ledger.broken' }] });
  await world.client.rest.git.updateRef({ ...world.where, ref: 'heads/aval-ledger', sha: before, force: true });
  await read(one);
});

it('a file among the entries that is none stops the App as it stops the trusted run: before anything is reserved', async () => {
  const before = (await world.client.rest.git.getRef({ ...world.where, ref: 'heads/aval-ledger' })).data.object.sha;
  await commitFiles(world, 'aval-ledger', { 'entries/notes.txt': 'hello\n' }, 'aval-ledger');
  await expect(read(one)).rejects.toMatchObject({ class: 'evidence', faults: [{ rule: 'ledger.broken' }] });
  await world.client.rest.git.updateRef({ ...world.where, ref: 'heads/aval-ledger', sha: before, force: true });
  await read(one);
});

it('a branch that was moved back, or is gone, is not taken for a shorter ledger', async () => {
  await read(one);
  const { data } = await world.client.rest.git.getRef({ ...world.where, ref: 'heads/aval-ledger' });
  const { data: newest } = await world.client.rest.git.getCommit({ ...world.where, commit_sha: data.object.sha });
  const [before] = newest.parents;
  const owner = world.as(world.owner).rest.git;
  await owner.updateRef({ ...world.where, ref: 'heads/aval-ledger', sha: before?.sha ?? '', force: true });
  await expect(read(one)).rejects.toThrow(/does not hold any more what it held before/);
  await owner.deleteRef({ ...world.where, ref: 'heads/aval-ledger' });
  await expect(read(one)).rejects.toThrow(/does not hold any more what it held before/);
});
