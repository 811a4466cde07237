import { describe, expect, it } from 'vitest';
import {
  fileStem,
  isOfAnother,
  isOfLog,
  mayHold,
  modelFolder,
  predictionPath,
} from '../../../src/core/predictions/prediction-path.ts';

const opened = Date.UTC(2026, 4, 27, 23, 59, 58, 7);
const path = predictionPath('loan', `sha256:${'ab'.repeat(32)}`, fileStem(opened, '0f'));
const day = 86_400_000;

describe('the path of a file of predictions', () => {
  it('names model, digest, UTC date, time and what is random', () => {
    expect(path).toBe('loan/abababababab/2026-05-27/20260527T235958007Z-0f.parquet');
    expect(modelFolder('loan')).toBe('loan');
  });

  it.each([
    ['ends before it was opened', 0, opened - day, false],
    ['ends as it was opened: the first row came a moment before', 0, opened, true],
    ['begins while it may take rows', opened + day - 1, opened + 2 * day, true],
    ['begins when no file takes rows for so long', opened + day + 60_000, opened + 2 * day, false],
  ])('tells that it may hold rows of a range or not: one that %s', (_, from, until, held) => {
    expect(mayHold(path, { from, until })).toBe(held);
  });

  it('says nothing of times where the log did not make it, and a file that is not called Parquet holds none', () => {
    expect(mayHold('loan/mine/notes.parquet', { from: 0, until: 1 })).toBe(true);
    expect(mayHold(path.replace('.parquet', '.converted'), { from: 0, until: 1e14 })).toBe(false);
    expect([path, 'loan/mine/notes.parquet'].map(isOfLog)).toEqual([true, false]);
  });

  it('tells of which version a file is, unless it lies in the folder of none', () => {
    const digest = `sha256:${'ab'.repeat(32)}`;
    const other = `sha256:${'cd'.repeat(32)}`;
    expect([digest, other].map((of) => isOfAnother(path, of))).toEqual([false, true]);
    expect(isOfAnother('loan/mine/notes.parquet', other)).toBe(false);
  });
});
