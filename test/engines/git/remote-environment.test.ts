import { expect, it } from 'vitest';
import { remoteEnvironment } from '../../../src/engines/git/remote-environment.ts';

it('gives the token to this one host, as a header, and lets nothing else through', () => {
  const environment = remoteEnvironment('https://github.example/olivia/models.git', 'ghs_secret');
  expect(environment).toMatchObject({
    GIT_ALLOW_PROTOCOL: 'https',
    GIT_CONFIG_KEY_0: 'http.https://github.example/.extraHeader',
    GIT_CONFIG_KEY_1: 'http.followRedirects',
    GIT_CONFIG_VALUE_1: 'false',
    GIT_CONFIG_KEY_2: 'credential.helper',
    GIT_CONFIG_VALUE_2: '',
  });
  const [, header] = /^Authorization: Basic (.*)$/.exec(environment['GIT_CONFIG_VALUE_0'] ?? '') ?? [];
  expect(Buffer.from(header ?? '', 'base64').toString()).toBe('x-access-token:ghs_secret');
});

it.each(['http://127.0.0.1:8080/a/b.git', 'http://localhost/a/b.git', 'http://[::1]:1/a/b.git'])(
  'takes plain http on loopback: %s',
  (address) => {
    expect(remoteEnvironment(address, 't')).toMatchObject({ GIT_ALLOW_PROTOCOL: 'http' });
  },
);

it.each([
  'http://github.com/a/b.git',
  'http://127.0.0.1.evil.example/a/b.git',
  'http://localhost.evil.example/a',
  'ssh://git@github.com/a/b.git',
  'file:///etc',
  'ext::sh -c touch% /tmp/owned',
  'git://127.0.0.1/a',
])('takes no other address: %s', (address) => {
  expect(() => remoteEnvironment(address, 't')).toThrow('is not an https address');
});

it('names no path and no credentials of an address in its refusal', () => {
  expect(() => remoteEnvironment('http://user:secret@example.org/a/b.git', 't')).toThrow(/^http:\/\/example\.org is/);
});
