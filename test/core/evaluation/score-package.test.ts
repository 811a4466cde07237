import { expect, test } from 'vitest';
import { scorePackage } from '../../../src/core/evaluation/score-package.ts';
import { takeRows } from '../../../src/core/features/frame.ts';
import { linearEngine } from '../../../src/core/training/linear/linear-engine.ts';
import { readLoans, trainedLoanModel } from './made-up-loans.ts';

const { resolved, package: item } = await trainedLoanModel();
const { frame } = readLoans(resolved);

test('gives one probability for each entry of the index, in its order', async () => {
  const all = await scorePackage(
    item,
    frame,
    Uint32Array.from({ length: frame.rows }, (_, row) => row),
    linearEngine,
  );
  const some = await scorePackage(item, frame, Uint32Array.of(7, 3, 7), linearEngine);
  expect([...some]).toEqual([all[7], all[3], all[7]]);
  expect(new Set(all).size).toBeGreaterThan(500);
  expect(all.every((score) => score > 0 && score < 1)).toBe(true);
});

test('a row is prepared by what training saw, not by the rows beside it', async () => {
  const alone = await scorePackage(item, takeRows(frame, Uint32Array.of(5)), Uint32Array.of(0), linearEngine);
  const among = await scorePackage(item, frame, Uint32Array.of(5), linearEngine);
  expect(alone).toEqual(among);
});

test('the engine gets the files of the model folder, without the folder', async () => {
  const seen: string[] = [];
  const engine = {
    ...linearEngine,
    load: (...[files, task]: Parameters<typeof linearEngine.load>) => {
      seen.push(...files.keys());
      return linearEngine.load(files, task);
    },
  };
  await scorePackage(item, frame, Uint32Array.of(0), engine);
  expect(seen).toEqual([...item.files.keys()].filter((path) => path.startsWith('model/')).map((path) => path.slice(6)));
  expect(seen).not.toHaveLength(0);
});

test.each([
  ['no preparation', 'prepare.json'],
  ['no model', [...item.files.keys()].find((path) => path.startsWith('model/')) ?? ''],
])('a package with %s is refused', async (_, path) => {
  const files = new Map([...item.files].filter(([name]) => name !== path));
  await expect(scorePackage({ ...item, files }, frame, Uint32Array.of(0), linearEngine)).rejects.toThrowError(
    expect.objectContaining({ class: 'evidence' }),
  );
});
