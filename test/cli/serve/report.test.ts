import { expect, test } from 'vitest';
import { reportOf } from '../../../src/cli/commands/serve/report.ts';
import { settingsOf } from '../../../src/cli/commands/serve/settings.ts';
import { AvalError } from '../../../src/core/errors.ts';

const key = '0a'.repeat(32);

test('nothing is reported where nobody asks for it', () => {
  expect(reportOf(undefined, undefined)).toBeUndefined();
  expect(reportOf(undefined, '')).toBeUndefined();
});

test.each(['https://aval.example.com', 'http://localhost:3000', 'http://127.0.0.1:3000/', 'http://[::1]'])(
  '%s is told',
  (url) => {
    expect(reportOf(url, key)).toEqual({ url, key });
  },
);

test.each<[string, string | undefined, string | undefined, string]>([
  ['a key alone', undefined, key, 'AVAL_SERVING_KEY is set, and --report is not'],
  ['an App alone', 'https://aval.example.com', '', '--report needs a key in AVAL_SERVING_KEY'],
  ['a key that is none', 'https://aval.example.com', `${key}0`, 'AVAL_SERVING_KEY is not a serving key'],
  ['http beyond this machine', 'http://aval.example.com', key, 'expected https://…'],
  ['a host that begins like this machine', 'http://127.0.0.1.example.com', key, 'expected https://…'],
  ['a password in it', 'https://a:b@aval.example.com', key, 'expected https://…'],
  ['no URL', 'aval', key, 'expected https://…'],
])('%s is a usage fault, and the key is not repeated', (_, url, given, message) => {
  try {
    reportOf(url, given);
    expect.unreachable();
  } catch (error) {
    if (!(error instanceof AvalError)) throw error;
    expect(error.class).toBe('usage');
    expect(error.message).toContain(message);
    expect(JSON.stringify(error.faults)).not.toContain(key);
  }
});

test('only what follows a repository on GitHub reports', () => {
  const invocation = (options: Readonly<Record<string, string>>) => ({ arguments: ['production'], options });
  const environment = { AVAL_SERVING_KEY: key, GITHUB_TOKEN: 't' };
  const report = 'https://aval.example.com';
  expect(() => settingsOf(invocation({ report }), environment)).toThrow('only what follows a repository on GitHub');
  const { github } = settingsOf(invocation({ report, repository: 'acme/models' }), environment);
  expect(github?.report).toEqual({ url: report, key });
});
