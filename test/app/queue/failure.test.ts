import { expect, test } from 'vitest';
import { classifyFailure } from '../../../app/queue/failure.ts';
import { AvalError, type ErrorClass } from '../../../src/core/errors.ts';

const refused = (status: number, message: string, headers: Record<string, string> = {}): Error =>
  Object.assign(new Error(message), { status, response: { headers } });
const ours = (errorClass: ErrorClass, cause?: unknown): AvalError =>
  new AvalError(errorClass, { rule: 'x', message: 'x' }, { cause });

const limited = (seconds: number) => ({ kind: 'limited', milliseconds: seconds * 1000 });
const transient = { kind: 'transient' };
const final = { kind: 'final' };
const secondary = 'You have exceeded a secondary rate limit';
const reset = { 'x-ratelimit-remaining': '0', 'x-ratelimit-reset': '1000', date: new Date(700_000).toUTCString() };

test.each([
  ['a secondary limit that says how long', refused(403, secondary, { 'retry-after': '17' }), limited(17)],
  ['a secondary limit that does not', refused(403, secondary), limited(60)],
  ['too many requests', refused(429, 'slow down'), limited(60)],
  ['a primary limit, by the clock of GitHub', refused(403, 'API rate limit exceeded', reset), limited(301)],
  ['a limit behind an error of ours', ours('platform', refused(429, 'x', { 'retry-after': '5' })), limited(5)],
  ['a limit that would last for days', refused(429, 'x', { 'retry-after': '999999' }), limited(3660)],
  ['a permission that is missing', refused(403, 'Resource not accessible by integration'), final],
  ['a server that fails', refused(502, 'x'), transient],
  ['a connection that broke', refused(500, 'fetch failed'), transient],
  ['a resource that is gone', refused(404, 'x'), final],
  ['a request that is wrong', refused(422, 'x'), final],
  ['a fault of the platform', ours('platform', refused(404, 'x')), transient],
  ['a conflict', ours('conflict'), transient],
  ['a fault of the configuration', ours('config', refused(500, 'x')), final],
  ['evidence that is wrong', ours('evidence'), final],
  ['a broken invariant', ours('invariant'), final],
  ['a bug', new TypeError('x is not a function'), final],
  ['no error at all', 'what?', final],
])('%s', (_, error, failure) => {
  expect(classifyFailure(error)).toEqual(failure);
});
