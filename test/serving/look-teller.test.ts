import { expect, test } from 'vitest';
import type { Change } from '../../src/serving/converge.ts';
import { LookTeller } from '../../src/serving/look-teller.ts';

const looked = (...changes: Change[]) => ({ kind: 'looked', commit: 'c'.repeat(40), changes }) as const;
const unreachable = (fault: string) => ({ kind: 'unreachable', fault }) as const;
const failed = (fault: string, version = '1.1.0'): Change => ({ kind: 'failed', model: 'small', version, fault });

test('that git can not be read is said once, another reason again, and that it is read again', () => {
  const teller = new LookTeller();
  expect(teller.lines(looked())).toEqual([]);
  const [first] = teller.lines(unreachable('no connection to port 81 after 12 ms'));
  expect(first).toBe("git can't be read, what runs goes on: no connection to port 81 after 12 ms");
  expect(teller.lines(unreachable('no connection to port 81 after 3 ms'))).toEqual([]);
  expect(teller.lines(unreachable('GitHub refused the token'))).toHaveLength(1);
  expect(teller.lines(looked())).toEqual(['git is read again']);
  expect(teller.lines(looked())).toEqual([]);
  expect(teller.lines(unreachable('GitHub refused the token'))).toHaveLength(1);
});

test('why a version can not run is said once, for another version or reason again, and again after it ran', () => {
  const teller = new LookTeller();
  const why = "small 1.1.0 can't run, what ran goes on: no package";
  expect(teller.lines(looked(failed('no package')))).toEqual([why]);
  expect(teller.lines(looked(failed('no package')))).toEqual([]);
  expect(teller.lines(unreachable('no connection'))).toHaveLength(1);
  expect(teller.lines(looked(failed('no package')))).toEqual(['git is read again']);
  expect(teller.lines(looked(failed('no package', '1.2.0')))).toHaveLength(1);
  expect(teller.lines(looked(failed('its bytes do not verify', '1.2.0')))).toHaveLength(1);
  const serving: Change = { kind: 'serving', model: 'small', version: '1.2.0', digest: 'sha256:0' };
  expect(teller.lines(looked(serving))).toEqual(['small 1.2.0 answers (sha256:0, commit cccccccccccc)']);
  expect(teller.lines(looked(failed('its bytes do not verify', '1.2.0')))).toHaveLength(1);
});
