import { expect, test } from 'vitest';
import { digestOf } from '../../../src/core/digest.ts';
import { AvalError } from '../../../src/core/errors.ts';
import { closeUse, entryPath, readLedger } from '../../../src/core/ledger/ledger.ts';
import { asked, evaluated, GrowingLedger } from './sample-ledger.ts';

/** Two uses, the first closed, the second open. */
function grown(): GrowingLedger {
  const ledger = new GrowingLedger();
  const first = ledger.reserve();
  ledger.reserve({ model: 'churn' });
  ledger.close(first, evaluated('account'));
  ledger.reserve({ question: digestOf('other') });
  return ledger;
}
const texts = grown().texts;
const swap = (a: number, b: number): string[] =>
  texts.map((text, index) => (index === a ? (texts[b] ?? '') : index === b ? (texts[a] ?? '') : text));
const edit = (at: number, change: (text: string) => string): string[] =>
  texts.map((text, index) => (index === at ? change(text) : text));

test('a ledger that nobody touched is whole, and no file is an empty one', () => {
  const { uses, entries } = readLedger(texts);
  expect(entries).toHaveLength(4);
  expect(uses.map(({ closed }) => closed?.answer.outcome)).toEqual(['evaluated', undefined, undefined]);
  expect(readLedger([])).toEqual({ entries: [], uses: [] });
});

test.each<[string, string[], number]>([
  ['its start is cut off', texts.slice(1), 0],
  ['an entry is taken out', texts.toSpliced(1, 1), 1],
  ['two entries change places', swap(1, 3), 1],
  ['an entry is there twice', texts.toSpliced(2, 0, texts[1] ?? ''), 2],
  ['an entry is edited, and those behind it are not', edit(0, (text) => text.replace('"pull":7', '"pull":8')), 1],
  ['an index is raised', edit(3, (text) => text.replace('"index":3', '"index":4')), 3],
  ['spaces are put in', edit(1, (text) => text.replace(',', ', ')), 1],
  ['keys change their order', edit(1, (text) => reordered(text)), 1],
  ['the line break goes', edit(3, (text) => text.trimEnd()), 3],
  ['a byte order mark comes', edit(0, (text) => `\uFEFF${text}`), 0],
  ['a number is written another way', edit(0, (text) => text.replace('"pull":7', '"pull":7.0')), 0],
  ['a key is there twice', edit(0, (text) => text.replace('"pull":7', '"pull":7,"pull":7')), 0],
  ['an unknown key comes', edit(3, (text) => text.replace('"pull":7', '"pull":7,"zeal":1')), 3],
  ['a file is empty', edit(2, () => ''), 2],
  ['a file is another JSON', edit(2, () => 'null\n'), 2],
])('where %s it is broken, and the entry is named', (_, files, at) => {
  expect(() => readLedger(files)).toThrow(`holdout ledger, entry ${at}: `);
  expect(() => readLedger(files)).toThrow(AvalError);
});

test('what is cut off at the end cannot be told from the entries alone: the rulesets of the branch keep it', () => {
  expect(readLedger(texts.slice(0, 2)).uses).toHaveLength(2);
});

test('a use is closed once', () => {
  const ledger = grown();
  const [first, second] = ledger.ledger.uses;
  if (first === undefined || second === undefined) throw new RangeError('three uses');
  expect(() => closeUse(ledger.ledger, first.digest, evaluated('account'))).toThrow(/is not open/);
  expect(() => closeUse(ledger.ledger, digestOf('never reserved'), evaluated('account'))).toThrow(/is not open/);
  const again = { ...closeUse(ledger.ledger, second.digest, evaluated('account')), reserved: first.digest };
  ledger.entries.push(again);
  expect(() => ledger.ledger).toThrow('entry 4: it closes no open entry');
});

test('two reservations of the same question are two uses, with digests of their own', () => {
  const ledger = new GrowingLedger();
  expect(ledger.reserve()).not.toBe(ledger.reserve());
  expect(ledger.ledger.uses.map(({ reserved }) => reserved)).toMatchObject([asked(), asked()]);
});

test('files sort as their indexes do', () => {
  expect([0, 7, 10, 12345678].map(entryPath)).toEqual([
    'entries/00000000.json',
    'entries/00000007.json',
    'entries/00000010.json',
    'entries/12345678.json',
  ]);
});

function reordered(text: string): string {
  const { state, ...rest } = JSON.parse(text) as Record<string, unknown>;
  return `${JSON.stringify({ state, ...rest })}\n`;
}
