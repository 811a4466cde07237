import { expect, test } from 'vitest';
import { isDefined } from '../../../../src/core/evaluation/estimate.ts';
import {
  batchRows,
  measureOperations,
  type OperationsToMeasure,
} from '../../../../src/core/evaluation/operational/measure-operations.ts';
import type { Stopwatch } from '../../../../src/core/evaluation/operational/stopwatch.ts';
import type { Frame } from '../../../../src/core/features/frame.ts';

const rows = 50;
const frame: Frame = {
  rows,
  columns: new Map([['v:a', { type: 'number', values: Float64Array.from({ length: rows }, (_, i) => i) }]]),
};

/** A clock that only scoring moves, and what was scored. */
function world() {
  const scored: string[] = [];
  let at = 0;
  const stopwatch: Stopwatch = { now: () => at, machine: 'a clock that scoring moves' };
  const model = (name: string, ms: (rows: number, call: number) => number) => ({
    frame,
    score: async (asked: Frame) => {
      scored.push(`${name} ${asked.rows}`);
      at += ms(asked.rows, scored.length);
      return new Float64Array(asked.rows);
    },
  });
  return { scored, stopwatch, model };
}

const asked = (measures: OperationsToMeasure['asked']): Omit<OperationsToMeasure, 'challenger'> => ({
  asked: measures,
  rows: Uint32Array.from({ length: rows }, (_, i) => i),
  alpha: 0.05,
  seed: 7,
});

test('both models are timed in turns, one row at a time, and the change is that of the same run', async () => {
  const { scored, stopwatch, model } = world();
  const found = await measureOperations(
    {
      ...asked([{ measure: 'latency_p50' }, { measure: 'latency_p99' }]),
      challenger: model('challenger', () => 3),
      champion: model('champion', () => 2),
    },
    stopwatch,
  );
  expect(found).toMatchObject({ machine: 'a clock that scoring moves', alpha: 0.05 });
  const same = (value: number) => ({ value, low: value, high: value, n: 1000 });
  for (const one of found.measures) {
    expect(one).toMatchObject({ challenger: same(3), champion: same(2), change: same(0.5) });
  }
  const turns = Array.from({ length: scored.length / 2 }, (_, i) => scored.slice(2 * i, 2 * i + 2).toSorted());
  expect(new Set(turns.map(String))).toEqual(new Set(['challenger 1,champion 1']));
  const first = scored.filter((name, i) => i % 2 === 0 && name === 'champion 1').length;
  expect(first / turns.length).toBeGreaterThan(0.4);
  expect(first / turns.length).toBeLessThan(0.6);
});

test('rows in a second are those of batches of 10,000, whatever there is', async () => {
  const { scored, stopwatch, model } = world();
  const challenger = model('challenger', () => 500);
  const found = await measureOperations({ ...asked([{ measure: 'rows_per_second' }]), challenger }, stopwatch);
  expect(found.measures).toEqual([
    {
      measure: 'rows_per_second',
      challenger: { value: 20_000, low: 20_000, high: 20_000, n: 25, method: 'order statistics' },
    },
  ]);
  expect(new Set(scored)).toEqual(new Set([`challenger ${batchRows}`]));
});

test('a slow model has fewer timings, and where they are too few for a bound there is no number', async () => {
  const { stopwatch, model } = world();
  const challenger = model('challenger', () => 1000);
  const found = await measureOperations(
    { ...asked([{ measure: 'latency_p50' }, { measure: 'latency_p99' }]), challenger },
    stopwatch,
  );
  const [median, tail] = found.measures;
  expect(median?.challenger).toMatchObject({ value: 1000, n: 10 });
  expect(tail?.challenger).toEqual({ undefined: '10 timings; a bound of it needs 299', n: 10 });
});

test('one of several rules is timed at its share of the error rate: its interval is wider', async () => {
  const { stopwatch, model } = world();
  const challenger = model('challenger', (_, call) => call % 17);
  const both = asked([{ measure: 'latency_p50' }, { measure: 'latency_p50', oneOf: 4 }]);
  const { measures } = await measureOperations({ ...both, challenger }, stopwatch);
  const [all, part] = measures.map((one) => one.challenger);
  if (!all || !part || !isDefined(all) || !isDefined(part)) throw new Error('no number');
  expect(part.high - part.low).toBeGreaterThanOrEqual(all.high - all.low);
  expect(part.value).toBe(all.value);
});

test('without rows there is no number, and nothing is scored', async () => {
  const { scored, stopwatch, model } = world();
  const none = { ...asked([{ measure: 'latency_p99' }]), rows: new Uint32Array(), challenger: model('a', () => 1) };
  const { measures } = await measureOperations(none, stopwatch);
  expect(measures[0]?.challenger).toEqual({ undefined: '0 timings; a bound of it needs 299', n: 0 });
  expect(scored).toEqual([]);
});
