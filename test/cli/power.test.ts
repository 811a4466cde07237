import { tmpdir } from 'node:os';
import { expect, test } from 'vitest';
import { aval, avalJson } from './aval.ts';

const power = (...args: string[]) => avalJson(tmpdir(), 'power', ...args);

test('the usual margins at the usual disagreements need no repository', async () => {
  const { rows, alpha } = await power();
  expect(alpha).toBe(0.05);
  expect((rows as readonly { rows: number }[]).map((row) => row.rows)).toEqual([
    4947, 12366, 24731, 1237, 3092, 6183, 310, 773, 1546,
  ]);
});

test('margin, disagreement and level can be asked for, and so can means', async () => {
  const asked = ['--margin', '0.03,0.01', '--disagreement', '0.04', '--alpha', '0.01', '--power', '0.9'];
  expect((await power(...asked))['rows']).toMatchObject([
    { margin: 0.03, disagreement: 0.04, rows: 579 },
    { margin: 0.01, disagreement: 0.04, rows: 5207 },
  ]);
  expect((await power('--margin', '0.1', '--deviation', '1'))['rows']).toEqual([
    { margin: 0.1, deviation: 1, rows: 619, toSeeIt: 787 },
  ]);
});

test.each([
  [['--margin', '0'], '--margin: expected a number above 0, found "0"'],
  [['--disagreement', '0.1,2'], '--disagreement: expected a number above 0 and below 1, found "2"'],
  [['--alpha', 'low'], '--alpha: expected a number above 0 and below 0.5, found "low"'],
])('%j is refused', async (args, message) => {
  const { code, stderr } = await aval(tmpdir(), ['power', ...args]);
  expect([code, stderr]).toEqual([2, expect.stringContaining(message)]);
});
