import { expect, test } from 'vitest';
import { createLog } from '../../app/log.ts';
import { privateKey } from './app-world.ts';

const secret = 'a "quoted" secret with +/= and ünï, long enough';
const servingSecret = 'what the keys of servers are made of';
const token = `ghs_${'aB3'.repeat(12)}`;
const longToken = `ghs_eyJhbGciOiJSUzI1NiJ9.${'Zm9v'.repeat(100)}.c2ln-_x`;
const jwt = 'eyJhbGciOiJSUzI1NiJ9.eyJpc3MiOjF9.c2lnbmF0dXJl-_x';

function logged(write: (log: ReturnType<typeof createLog>) => void): string {
  const lines: string[] = [];
  write(
    createLog({ logLevel: 'trace', secrets: [secret], servingSecrets: [servingSecret] }, (line) => lines.push(line)),
  );
  return lines.join('');
}

test.each([
  ['the webhook secret', secret, 'quoted'],
  ['the secret in a URL', encodeURIComponent(secret), 'quoted'],
  ['the secret in base64', Buffer.from(secret).toString('base64'), 'YSAicXVv'],
  ['the serving secret', servingSecret, 'keys of servers'],
  ['a token', token, 'aB3aB3'],
  ['a token of the long form', longToken, 'Zm9vZm9v'],
  ['a personal token', `github_pat_${'x1'.repeat(20)}`, 'x1x1'],
  ['the App’s JWT', jwt, 'eyJpc3MiOjF9'],
  ['the private key', privateKey, privateKey.split('\n')[3] ?? ''],
])('%s is masked wherever it stands', (_, value, part) => {
  const text = logged((log) => {
    log.info(value);
    log.warn({ event: 'x', deep: { list: [value] } });
    log.error({ err: new Error(`failed with ${value}`) }, `about ${value}`);
    log.child({ value }).debug('child');
  });
  expect(text).not.toContain(part);
  expect(text.match(/\[secret\]/g)?.length).toBeGreaterThanOrEqual(5);
  for (const line of text.trim().split('\n')) expect(() => JSON.parse(line)).not.toThrow();
});

test('what is no secret stays, and the level is kept to', () => {
  const lines: string[] = [];
  const log = createLog({ logLevel: 'warn', secrets: [secret], servingSecrets: [servingSecret] }, (line) =>
    lines.push(line),
  );
  log.info({ event: 'unseen' });
  log.warn({ event: 'seen', sha: 'a'.repeat(40), digest: `sha256:${'b'.repeat(64)}` });
  expect(lines.map((line) => JSON.parse(line))).toEqual([
    { level: 40, time: expect.any(String), event: 'seen', sha: 'a'.repeat(40), digest: `sha256:${'b'.repeat(64)}` },
  ]);
});
