import { mkdtempSync, rmSync, unlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { digestOf } from '../../src/core/digest.ts';
import { LocalLedger } from '../../src/engines/workspace/local-ledger.ts';
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
const policy = { holdoutBudget: 4, alpha: 0.05 };
const agree = async () => undefined;

test('of processes that ask at once each gets a use of its own, none is lost, and the chain stays whole', async () => {
  const said = await Promise.all(['a', 'b', 'c', 'd'].map((name) => runChild(rival, [folder, name, '8'])));
  const uses = said
    .flat()
    .map(Number)
    .sort((x, y) => x - y);
  expect(uses).toEqual(Array.from({ length: 32 }, (_, k) => k + 1));
  const entries = await new LocalLedger(folder).entries();
  expect(entries.filter(({ state }) => state === 'closed')).toHaveLength(32);
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
    expect([granted.kind, granted.entry.use]).toEqual(['reserved', use + 1]);
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
