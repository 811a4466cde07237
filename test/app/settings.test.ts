import { generateKeyPairSync } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { type Environment, readSettings } from '../../app/settings.ts';
import { AvalError } from '../../src/core/errors.ts';
import { privateKey } from './app-world.ts';

const good = { APP_ID: '7', WEBHOOK_SECRET: 's'.repeat(32), PRIVATE_KEY: privateKey };
const folder = mkdtempSync(path.join(tmpdir(), 'aval-settings-'));
afterAll(() => rmSync(folder, { recursive: true }));

const elliptic = generateKeyPairSync('ec', { namedCurve: 'P-256' })
  .privateKey.export({ type: 'pkcs8', format: 'pem' })
  .toString();

function faultsOf(environment: Environment): readonly string[] {
  try {
    readSettings(environment);
    return [];
  } catch (error) {
    if (!(error instanceof AvalError) || error.class !== 'usage') throw error;
    return error.faults.map(({ message }) => message);
  }
}

test('has a default for everything but who the App is', () => {
  expect(readSettings({ ...good, PORT: '' })).toEqual({
    appId: 7,
    privateKey,
    secrets: ['s'.repeat(32)],
    servingSecrets: [],
    host: '127.0.0.1',
    port: 3000,
    github: { web: 'https://github.com', api: 'https://api.github.com' },
    dataFolder: path.join(tmpdir(), 'aval-app'),
    sweepMinutes: 10,
    throttle: true,
    logLevel: 'info',
  });
});

test('a server of one’s own, and a secret that is being changed', () => {
  const more = { GHE_HOST: '127.0.0.1:8080', GHE_PROTOCOL: 'http', WEBHOOK_SECRET_PREVIOUS: 'p'.repeat(32) };
  const serving = { SERVING_SECRET: 'v'.repeat(32), SERVING_SECRET_PREVIOUS: 'w'.repeat(32) };
  const settings = readSettings({ ...good, ...more, ...serving });
  expect(settings.github).toEqual({ web: 'http://127.0.0.1:8080', api: 'http://127.0.0.1:8080/api/v3' });
  expect(settings.secrets).toEqual(['s'.repeat(32), 'p'.repeat(32)]);
  expect(settings.servingSecrets).toEqual(['v'.repeat(32), 'w'.repeat(32)]);
});

test('the key may be in a file, on one line or in base64', () => {
  const file = path.join(folder, 'key.pem');
  writeFileSync(file, privateKey);
  const { PRIVATE_KEY: _, ...rest } = good;
  expect(readSettings({ ...rest, PRIVATE_KEY_PATH: file }).privateKey).toBe(privateKey);
  expect(readSettings({ ...rest, PRIVATE_KEY: privateKey.replaceAll('\n', '\\n') }).privateKey).toBe(privateKey);
  expect(readSettings({ ...rest, PRIVATE_KEY: Buffer.from(privateKey).toString('base64') }).privateKey).toBe(
    privateKey,
  );
});

test('says every fault at once', () => {
  expect(faultsOf({})).toEqual(['APP_ID is not set', 'WEBHOOK_SECRET is not set', 'PRIVATE_KEY is not set']);
});

test.each<[string, Environment, string]>([
  ['an id that is no number', { APP_ID: '12a' }, `APP_ID is not a whole number from 1 to ${Number.MAX_SAFE_INTEGER}`],
  ['an id of nothing', { APP_ID: '0' }, `APP_ID is not a whole number from 1 to ${Number.MAX_SAFE_INTEGER}`],
  ['no secret', { WEBHOOK_SECRET: '' }, 'WEBHOOK_SECRET is not set'],
  ['a short secret', { WEBHOOK_SECRET: 'x'.repeat(31) }, 'WEBHOOK_SECRET is shorter than 32 bytes'],
  ['a short secret before', { WEBHOOK_SECRET_PREVIOUS: 'short' }, 'WEBHOOK_SECRET_PREVIOUS is shorter than 32 bytes'],
  ['a short secret of serving', { SERVING_SECRET: 'short' }, 'SERVING_SECRET is shorter than 32 bytes'],
  ['a port that is none', { PORT: '65536' }, 'PORT is not a whole number from 0 to 65535'],
  ['an address for a host', { GHE_HOST: 'https://x' }, 'GHE_HOST is not a host name, with a port or without'],
  ['a protocol that is none', { GHE_PROTOCOL: 'ftp' }, 'GHE_PROTOCOL is neither https nor http'],
  ['a throttle of another kind', { AVAL_THROTTLE: 'no' }, 'AVAL_THROTTLE is neither on nor off'],
  ['no interval', { AVAL_SWEEP: '0' }, 'AVAL_SWEEP is not a whole number from 1 to 1440'],
  ['a level that is none', { LOG_LEVEL: 'loud' }, 'LOG_LEVEL is no level of the log, such as info'],
  ['a key that is none', { PRIVATE_KEY: 'hunter2' }, 'PRIVATE_KEY is not a private key in PEM, as it is or in base64'],
  ['a key of another kind', { PRIVATE_KEY: elliptic }, 'PRIVATE_KEY is not an RSA key'],
  ['two keys', { PRIVATE_KEY_PATH: '/x' }, 'PRIVATE_KEY is set, and PRIVATE_KEY_PATH too: one must go'],
  ['no file', { PRIVATE_KEY: '', PRIVATE_KEY_PATH: '/none' }, 'PRIVATE_KEY_PATH names a file that cannot be read'],
])('refuses %s', (_, change, message) => {
  expect(faultsOf({ ...good, ...change })).toEqual([message]);
});

test('refuses Probot’s well-known secret', () => {
  expect(faultsOf({ ...good, WEBHOOK_SECRET: 'development' })).toContain(
    'WEBHOOK_SECRET is the word "development", which everybody knows',
  );
});

test('repeats no value, since it may be a secret in the wrong place', () => {
  const value = 'Zx9-this-is-a-secret';
  const names = ['APP_ID', 'WEBHOOK_SECRET', 'PRIVATE_KEY', 'PORT', 'GHE_PROTOCOL', 'LOG_LEVEL', 'AVAL_SWEEP'];
  const faults = faultsOf(Object.fromEntries(names.map((name) => [name, value])));
  expect(faults).toHaveLength(names.length);
  expect(faults.join()).not.toContain(value);
});
