import { mkdtempSync, rmSync, unlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { digestOf } from '../../src/core/digest.ts';
import { LocalLedger } from '../../src/engines/workspace/local-ledger.ts';
import { spendingBy } from '../core/ledger/sample-policy.ts';
import { runChild } from './kill-child.ts';

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'aval-ledger-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

const rival = new URL('ledger-rival.ts', import.meta.url);
const request = {
  model: 'm',
  package: digestOf('p'),
  definition: digestOf('d'),
  account: digestOf('rows'),
  question: digestOf('q'),
};
const policy = spendingBy({ holdoutBudget: 4 });
const agree = async () => undefined;

test('of 50 that ask at once, in five processes, each gets a use of its own, none is lost, and the chain stays whole', async () => {
  const names = ['a', 'b', 'c', 'd', 'e'];
  const said = await Promise.all(names.map((name) => runChild(rival, [folder, name, '10'])));
  const uses = said
    .flat()
    .map(Number)
    .sort((x, y) => x - y);
  expect(uses).toEqual(Array.from({ length: 50 }, (_, k) => k + 1));
  const entries = await new LocalLedger(folder).entries();
  expect(entries.filter(({ state }) => state === 'closed')).toHaveLength(50);
  expect(entries.map(({ index }) => index)).toEqual(Array.from({ length: 100 }, (_, k) => k));
}, 120_000);

test('of 50 that ask at once for the last three slots, three get them and 47 are refused, spending nothing', async () => {
  const ledger = new LocalLedger(folder);
  const asks = Array.from({ length: 50 }, (_, k) =>
    ledger.reserve({ ...request, package: digestOf(`p ${k}`) }, spendingBy({ holdoutBudget: 3 }), agree),
  );
  const ended = await Promise.allSettled(asks);
  const granted = ended.flatMap((end) =>
    end.status === 'fulfilled' && end.value.kind === 'reserved' ? [end.value] : [],
  );
  expect(granted.map(({ entry }) => entry.use).sort()).toEqual([1, 2, 3]);
  expect(await ledger.entries()).toHaveLength(3);
  const reasons = ended.flatMap((end) => (end.status === 'rejected' ? [String(end.reason.message)] : []));
  expect(reasons).toEqual(Array.from({ length: 47 }, () => 'm: the holdout is used up: 3 of 3 used'));
}, 60_000);

test('of 50 that ask at once for one vault, one is the first to reserve it', async () => {
  const ledger = new LocalLedger(folder);
  const asks = Array.from({ length: 50 }, (_, k) =>
    ledger.reserveVault({ ...request, package: digestOf(`p ${k}`) }, policy, agree),
  );
  const ended = await Promise.allSettled(asks);
  expect(ended.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
  expect(await ledger.entries()).toMatchObject([{ tier: 'vault', use: 1, alpha: 0.05 }]);
}, 60_000);

test('nobody who agrees, nothing spent; another question is another use; beyond the budget it is refused', async () => {
  const ledger = new LocalLedger(folder);
  const refuse = async () => {
    throw new Error('no');
  };
  await expect(ledger.reserve(request, policy, refuse)).rejects.toThrow('no');
  expect(await ledger.entries()).toEqual([]);
  for (const [use, question] of ['q', 'another champion', 'another policy', 'r'].entries()) {
    const granted = await ledger.reserve({ ...request, question: digestOf(question) }, policy, agree);
    if (granted.kind !== 'reserved') throw new Error(granted.kind);
    expect(granted.entry.use).toBe(use + 1);
    await ledger.close(granted.entry, digestOf(`evidence ${question}`));
  }
  expect(await ledger.reserve(request, policy, refuse)).toMatchObject({ kind: 'answered', entry: { use: 1 } });
  await expect(ledger.reserve({ ...request, question: digestOf('s') }, policy, agree)).rejects.toMatchObject({
    class: 'evidence',
    faults: [{ rule: 'ledger.refused' }],
  });
});

test('an entry that is changed or taken away is found out', async () => {
  const ledger = new LocalLedger(folder);
  for (const name of ['p', 'q']) await ledger.reserve({ ...request, package: digestOf(name) }, policy, agree);
  const file = join(folder, '00000000.json');
  unlinkSync(file);
  await expect(ledger.entries()).rejects.toThrow('its index is 1, expected 0');
  writeFileSync(file, '{}\n');
  await expect(ledger.entries()).rejects.toMatchObject({ class: 'evidence' });
});
