import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { type LogEvent, SparseTeller } from '../../../src/serving/log/log-event.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

const dropped = (model: string, rows: number, reason = 'full'): LogEvent => ({ kind: 'dropped', model, rows, reason });

function tellerWith() {
  const told: LogEvent[] = [];
  return { told, teller: new SparseTeller((event) => told.push(event)) };
}

describe('what the log tells', () => {
  it('is one event of a kind and model a minute, with the rows of all in between', () => {
    const { told, teller } = tellerWith();
    for (const rows of [1, 2, 3]) teller.tell(dropped('loan', rows));
    teller.tell(dropped('delay', 9));
    expect(told).toEqual([dropped('loan', 1), dropped('delay', 9)]);
    vi.advanceTimersByTime(60_000);
    expect(told.slice(2)).toEqual([dropped('loan', 5)]);
  });

  it('begins another minute with what it held', () => {
    const { told, teller } = tellerWith();
    teller.tell(dropped('loan', 1));
    teller.tell(dropped('loan', 2));
    vi.advanceTimersByTime(60_000);
    teller.tell(dropped('loan', 4));
    expect(told).toHaveLength(2);
    vi.advanceTimersByTime(60_000);
    expect(told.at(-1)).toEqual(dropped('loan', 4));
    vi.advanceTimersByTime(60_000);
    teller.tell(dropped('loan', 8));
    expect(told.at(-1)).toEqual(dropped('loan', 8));
  });

  it('says the newest reason, and adds up what could not be read', () => {
    const { told, teller } = tellerWith();
    const recovered = (rows: number, unread: number): LogEvent => ({ kind: 'recovered', model: 'loan', rows, unread });
    for (const unread of [1, 10, 100]) teller.tell(recovered(5, unread));
    for (const reason of ['one', 'two', 'three']) teller.tell({ kind: 'failed', doing: 'write', reason });
    teller.close();
    expect(told.slice(2)).toEqual([recovered(10, 110), { kind: 'failed', doing: 'write', reason: 'three' }]);
  });
});
