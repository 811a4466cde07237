import { expect, test } from 'vitest';
import { digestOf } from '../../../src/core/digest.ts';
import { type Asked, type Entry, entryDigest } from '../../../src/core/ledger/entry.ts';
import { entryPath, entryText, readLedger, reserveUse } from '../../../src/core/ledger/ledger.ts';
import { openRepository } from '../../../src/engines/git/repository.ts';
import { readLedgerTree } from '../../../src/engines/workspace/ledger-tree.ts';
import { temporaryRepository } from '../git/temporary-repository.ts';

const digest = digestOf('x');
const spine = { source: 'loans', digest };
const commits = { commit: 'a'.repeat(40), base: 'b'.repeat(40) };
const asked: Asked = { model: 'credit', definition: digest, rows: digest, spine, question: digest, ...commits };
const entries: Entry[] = [];
for (let i = 0; i < 3; i++) entries.push(reserveUse(readLedger(entries.map(entryText)), asked));

async function read(files: Record<string, string>) {
  using repository = temporaryRepository();
  repository.write({ 'README.md': '# The holdout ledger', ...files });
  const commit = repository.commit('Entries');
  return await readLedgerTree(await (await openRepository(repository.root)).treeAt(commit));
}

test('entries are read in the order of their indexes; other folders are not looked at', async () => {
  const files = Object.fromEntries(entries.map((entry) => [entryPath(entry.index), entryText(entry)]));
  const ledger = await read({ ...files, 'evidence/x.json': '{}' });
  expect(ledger.uses.map((use) => use.digest)).toEqual(entries.map(entryDigest));
});

test.each([
  ['a gap', [0, 2]],
  ['a missing start', [1, 2]],
])('%s is a broken chain', async (_, kept) => {
  const files = kept
    .flatMap((index) => entries[index] ?? [])
    .map((entry) => [entryPath(entry.index), entryText(entry)]);
  await expect(read(Object.fromEntries(files))).rejects.toMatchObject({ faults: [{ rule: 'ledger.broken' }] });
});

test('a file under another name among them is one, too', async () => {
  const [first] = entries;
  const files = { [entryPath(0)]: first === undefined ? '' : entryText(first), 'entries/notes.txt': 'hello' };
  await expect(read(files)).rejects.toMatchObject({ class: 'evidence', faults: [{ rule: 'ledger.broken' }] });
});
