import { expect, it } from 'vitest';
import type { LoggedRows } from '../../../src/serving/log/logged-rows.ts';
import { loggedTo } from '../../../src/serving/log/logged-to.ts';
import { digest, rowsOf } from './rows.ts';

it('records what is answered, each row by its key', () => {
  const recorded: LoggedRows[] = [];
  const log = {
    record: (rows: LoggedRows) => void recorded.push(rows),
    dropped: 0,
    stored: 0,
    close: async () => undefined,
  };
  const predicted = loggedTo(log, () => 1_767_323_045_000);
  const served = { model: 'loan', version: '1.2.0', digest, signature: { inputs: [], outputs: [] } };
  for (const keys of [['x'], ['x', 'y']]) {
    const { frame, prediction } = rowsOf(keys);
    predicted({ ...served, predict: async () => prediction }, { id: 'r7', keys, frame, scores: prediction });
  }
  expect(recorded.map(({ keys }) => keys)).toEqual([['x'], ['x', 'y']]);
  expect(recorded[0]).toMatchObject({
    model: 'loan',
    version: '1.2.0',
    digest,
    request: 'r7',
    time: Float64Array.of(1_767_323_045_000_000),
  });
});
