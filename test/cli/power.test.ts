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

test('a change of the size of the margin is seen by McNemar, where so many rows can differ at all', async () => {
  // Connor (1987)
  expect((await power('--margin', '0.02', '--disagreement', '0.1,0.02,0.01'))['rows']).toEqual([
    { margin: 0.02, disagreement: 0.1, rows: 1546, toSeeIt: 1960 },
    { margin: 0.02, disagreement: 0.02, rows: 310, toSeeIt: 391 },
    { margin: 0.02, disagreement: 0.01, rows: 155 },
  ]);
  const { stdout } = await aval(tmpdir(), ['power', '--margin', '0.02', '--disagreement', '0.01']);
  expect(stdout).toMatch(/0\.02 +155\*\n[\s\S]*0\.02 +–\n/);
});

test('ROC AUC: fewer rows where both models rank alike, more where positives are rare', async () => {
  const asked = async (...more: string[]) => {
    const { rows } = await power('--auc', '0.8', '--margin', '0.02', ...more);
    return (rows as readonly { rows: number }[])[0]?.rows ?? 0;
  };
  const plain = await asked();
  expect(await asked('--correlation', '0.75')).toBe(Math.ceil(plain / 2));
  expect(await asked('--positive', '0.1')).toBeGreaterThan(2 * plain);
  const { stdout } = await aval(tmpdir(), ['power', '--auc', '0.8', '--positive', '0.3', '--correlation', '0.76']);
  expect(stdout).toContain(
    'a ROC AUC of 0.8 is not worse by the margin, if both models rank equally well: 30 % positive',
  );
});

test('the other way round: how far intervals reach with so many rows', async () => {
  const asked = ['--rows', '500,2000', '--disagreement', '0.05', '--share', '0.9', '--alpha', '0.025'];
  const { stdout } = await aval(tmpdir(), ['power', ...asked]);
  expect(stdout).toContain('difference, 5 % differ  a share of 90 %');
  expect(stdout).toMatch(/500 +± 2\.0 points +± 2\.6 points\n +2,000 +± 1\.0 points +± 1\.3 points/);
  expect((await power(...asked))['rows']).toMatchObject([
    { rows: 500, differences: [{ disagreement: 0.05, halfWidth: expect.closeTo(0.0196, 4) }], share: 0.9 },
    { rows: 2000, halfWidth: expect.closeTo(0.0131, 4) },
  ]);
});

test.each([
  [['--margin', '0'], '--margin: expected a number above 0, found "0"'],
  [['--disagreement', '0.1,2'], '--disagreement: expected a number above 0 and below 1, found "2"'],
  [['--auc', '0.8', '--deviation', '1'], '--auc and --deviation are different questions'],
  [['--positive', '1', '--auc', '0.8'], '--positive: expected a number above 0 and below 1, found "1"'],
  [['--alpha', 'low'], '--alpha: expected a number above 0 and below 0.5, found "low"'],
])('%j is refused', async (args, message) => {
  const { code, stderr } = await aval(tmpdir(), ['power', ...args]);
  expect([code, stderr]).toEqual([2, expect.stringContaining(message)]);
});
