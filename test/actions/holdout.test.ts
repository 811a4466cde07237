import { readFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { digestOf } from '../../src/core/digest.ts';
import { AvalError } from '../../src/core/errors.ts';
import { type Asked, type Entry, entryDigest } from '../../src/core/ledger/entry.ts';
import { closeUse, entryText, readLedger } from '../../src/core/ledger/ledger.ts';
import { edit } from '../cli/aval.ts';
import { samplePackage } from '../core/registry/sample-package.ts';
import { bot, type Given, modelFile, reserved, type TrustedCheckout, trustedCheckout } from './holdout-fixture.ts';

let checkout: TrustedCheckout;
let asked: Asked;
beforeAll(async () => {
  checkout = await trustedCheckout();
  const commit = checkout.change((one) => edit(one, modelFile, 'housing]', 'housing, applicant:job]'));
  asked = await checkout.asked(commit);
}, 60_000);
afterAll(() => checkout[Symbol.dispose]());

/** Runs and expects a refusal before any data are read, with nothing left behind. */
async function refusal(entries: readonly Entry[], given: Given = {}) {
  const { ended, jobs, toolkit, left } = await checkout.run(entries, given);
  const error = await ended.catch((cause: unknown) => cause);
  expect(jobs).toEqual([]);
  expect(toolkit.outputs).toEqual(new Map());
  expect(left()).toEqual([]);
  return error;
}

function trainedByProgram(one: TrustedCheckout['repository']): void {
  one.write({ 'train.py': 'print()', 'lock.txt': '' });
  const train = 'engine: command\n  run: [python3, train.py]\n  files: [train.py]\n  lock: lock.txt\n  seed: 7\n';
  const before = /engine: linear[\s\S]*seed: 7\n/.exec(readFileSync(path.join(one.root, modelFile), 'utf8'));
  edit(one, modelFile, before?.[0] ?? '', train);
}

const rule = (name: string) => ({ faults: [{ rule: name }] });
const digest = digestOf('another');

test('the key of the ledger reaches the process that reads rows, is masked in the log, and is no output', async () => {
  const ledgerKey = 'k'.repeat(40);
  const { ended, jobs, toolkit } = await checkout.run(reserved(asked), { ledgerKey });
  await ended.catch(() => undefined); // nothing answers
  expect(jobs[0]?.job.ledgerKey).toBe(ledgerKey);
  expect(toolkit.secrets).toContain(ledgerKey);
  expect(JSON.stringify([toolkit.lines, [...toolkit.outputs]])).not.toContain(ledgerKey);
  const without = await checkout.run(reserved(asked));
  await without.ended.catch(() => undefined);
  expect(without.jobs[0]?.job).not.toHaveProperty('ledgerKey');
});

describe('who asks', () => {
  const cases: [why: string, given: Given, rule: string][] = [
    ['another event', { eventName: 'workflow_dispatch' }, 'holdout.event'],
    ['a dispatch of another type', { action: 'deploy' }, 'holdout.event'],
    ['a person under the name of the App', { sender: { ...bot, type: 'User' } }, 'holdout.sender'],
    ['a person', { sender: { login: 'walter', id: 7, type: 'User' } }, 'holdout.sender'],
    ['another App', { sender: { ...bot, login: 'aval-guards[bot]' } }, 'holdout.sender'],
    ["a job's own token", { sender: { login: 'github-actions[bot]', id: 41898282, type: 'Bot' } }, 'holdout.sender'],
    ['the name of the App under another id', { botId: 42 }, 'holdout.sender'],
    ['an App that is gone', { botId: null }, 'holdout.sender'],
    ['a payload with more in it', { payload: { entry: digest, name: 'aval-x', commit: 'x' } }, 'holdout.payload'],
    ['an entry that is no digest', { payload: { entry: '7', name: 'aval-7' } }, 'holdout.payload'],
    ['a run under another name', { payload: { entry: digest, name: 'aval-0' } }, 'holdout.name'],
  ];
  test.each(cases)('%s is refused', async (_, given, name) => {
    expect(await refusal(reserved(asked), given)).toMatchObject({ class: 'evidence', ...rule(name) });
  });

  test('a repository whose default branch names no App answers nobody, whatever the change names', async () => {
    const tip = checkout.change((one) => edit(one, 'aval.yaml', 'app: aval-guard\n', ''));
    expect(await refusal(reserved(asked), { tip })).toMatchObject(rule('holdout.app'));
  });
});

describe('the entry', () => {
  test('must be on the branch of the ledger', async () => {
    expect(await refusal(reserved(asked), { entries: null })).toMatchObject(rule('holdout.ledger'));
    expect(await refusal(reserved(asked), { entries: [] })).toMatchObject(rule('holdout.entry'));
  });

  test('must stand in a chain that is whole', async () => {
    const [first, second] = reserved({ ...asked, pull: 2 }, reserved(asked));
    if (first === undefined || second === undefined) throw new RangeError('two entries');
    const forged = entryText({ ...first, pull: 3 } as Entry);
    const broken = await refusal([first, second], { entries: [forged, entryText(second)] });
    expect(broken).toMatchObject(rule('ledger.broken'));
  });

  test('must be open', async () => {
    const [entry] = reserved(asked);
    if (entry === undefined) throw new RangeError('one entry');
    const use = { ledger: readLedger([entryText(entry)]), digest: entryDigest(entry) };
    const closed = closeUse(use.ledger, use.digest, { outcome: 'failed', reason: 'no run' });
    const entries = [entry, closed].map(entryText);
    expect(await refusal([entry], { entries })).toMatchObject(rule('holdout.closed'));
  });
});

describe('what is asked', () => {
  test('must be of a commit that GitHub holds', async () => {
    const gone = { ...asked, commit: 'f'.repeat(40) };
    expect(await refusal(reserved(gone))).toMatchObject(rule('holdout.commit'));
  });

  test('must be compared with a commit of the default branch, whose policy it is', async () => {
    for (const base of [asked.commit, 'f'.repeat(40)])
      expect(await refusal(reserved({ ...asked, base }))).toMatchObject(rule('holdout.base'));
  });

  const moved: [field: string, wrong: Partial<Asked>][] = [
    ['definition', { definition: digest }],
    ['rows', { rows: digest }],
    ['spine', { spine: { source: 'applications', digest } }],
    ['question', { question: digest }],
  ];
  test.each(moved)('must be what its commits say: %s', async (field, wrong) => {
    expect(await refusal(reserved({ ...asked, ...wrong }))).toMatchObject({
      faults: [{ rule: 'holdout.moved', message: expect.stringContaining(field) }],
    });
  });

  test('must be a model that these definitions have', async () => {
    expect(await refusal(reserved({ ...asked, model: 'credit-rsk' }))).toMatchObject(rule('model.unknown'));
  });

  test('must load', async () => {
    const commit = checkout.change((one) => edit(one, modelFile, 'housing]', 'hosing]'));
    expect(await refusal(reserved({ ...asked, commit }))).toMatchObject(rule('reference.feature'));
  });

  test("is not a model that someone's own program trains", async () => {
    const commit = checkout.change(trainedByProgram);
    expect(await refusal(reserved(await checkout.asked(commit)))).toMatchObject(rule('holdout.command'));
  });

  describe('that is given', () => {
    let byProgram: string;
    const given = { package: digest, run: 9 };
    beforeAll(() => {
      byProgram = checkout.change(trainedByProgram);
    });

    const cases: [why: string, run: Given['ownRun']][] = [
      ['another workflow', { path: '.github/workflows/planted.yaml' }],
      ['another event', { event: 'push' }],
      ['another commit', { sha: 'f'.repeat(40) }],
      ['a run that failed', { conclusion: 'failure' }],
      ['a run that goes on', { conclusion: null }],
    ];
    test.each(cases)('by %s is refused', async (_, ownRun) => {
      const entries = reserved({ ...(await checkout.asked(byProgram)), given });
      expect(await refusal(entries, { ...(ownRun && { ownRun }) })).toMatchObject(rule('holdout.given'));
    });

    test('must be there still, and be the very package', async () => {
      const entries = reserved({ ...(await checkout.asked(byProgram)), given });
      expect(await refusal(entries)).toMatchObject({ faults: [{ message: expect.stringContaining('any more') }] });
      const made = async () => samplePackage();
      expect(await refusal(entries, { made })).toMatchObject({
        faults: [{ rule: 'holdout.given', message: expect.stringContaining('which was asked about') }],
      });
    });

    test('is of a model whose program nobody starts here: others are trained', async () => {
      const entries = reserved({ ...asked, given });
      expect(await refusal(entries)).toMatchObject(rule('holdout.given'));
    });
  });
});

describe('a source that only a credential opens', () => {
  const behind = (one: TrustedCheckout['repository']): void => {
    edit(one, 'sources/applications.yaml', 'uri: data/german_credit.csv', 'uri: https://example.org/loans.csv');
    edit(one, 'sources/applications.yaml', 'access: repository', 'access: environment');
    const lock = `apiVersion: aval/v1\nkind: SourceLock\nsource: applications\ndigest: ${digest}\nrows: 1000\n`;
    one.write({ 'sources/applications.lock.yaml': lock });
  };

  test('is fetched by its pin before the process that reads data begins, and no fault of that may quote it', async () => {
    const entries = reserved(await checkout.asked(checkout.change(behind)));
    const fetched: unknown[] = [];
    const { ended, jobs } = await checkout.run(entries, {
      fetchSource: async (folder, source, pin) => void fetched.push([folder, source.uri, pin]),
    });
    await ended.catch(() => undefined); // nothing answers
    expect(jobs).toMatchObject([{ limits: { readable: false } }]);
    expect(fetched).toEqual([[jobs[0]?.job.cache, 'https://example.org/loans.csv', digest]]);
  });

  test('that can not be fetched ends the run, and nothing is read', async () => {
    const entries = reserved(await checkout.asked(checkout.change(behind)));
    const fault = new AvalError('config', { rule: 'source.credentials', message: 'none' });
    const given = { fetchSource: () => Promise.reject(fault) };
    expect(await refusal(entries, given)).toBe(fault);
  });

  test("is not read where someone's own program trains: no package of it could be given", async () => {
    const commit = checkout.change((one) => {
      behind(one);
      trainedByProgram(one);
    });
    const entries = reserved({ ...(await checkout.asked(commit)), given: { package: digest, run: 9 } });
    expect(await refusal(entries)).toMatchObject(rule('holdout.access'));
  });
});
