import { expect, it } from 'vitest';
import { parseRemote, parseRepositoryName } from '../../src/github/doctor/repository-name.ts';

const credit = { owner: 'acme', repo: 'credit.models' };

it.each([
  ['https://github.com/acme/credit.models.git', 'github.com'],
  ['https://github.com/acme/credit.models/', 'github.com'],
  ['https://x-access-token:secret@GitHub.com/acme/credit.models', 'github.com'],
  ['git@github.com:acme/credit.models.git', 'github.com'],
  ['github.example.org:acme/credit.models', 'github.example.org'],
  ['ssh://git@github.example.org:2222/acme/credit.models.git', 'github.example.org'],
])('%s', (remote, host) => {
  expect(parseRemote(remote)).toEqual({ host, name: credit });
});

it.each([
  '/srv/git/credit.git',
  '../credit',
  'C:\\git\\credit',
  'https://github.com/acme',
  'https://github.com/a/b/c',
  '',
])('no repository: %s', (remote) => {
  expect(parseRemote(remote)).toBeUndefined();
});

it.each(['acme', 'acme/', '/credit', 'a/b/c', 'a b/c', '../x', 'x/..', 'a/b\n'])('no name: %j', (text) => {
  expect(parseRepositoryName(text)).toBeUndefined();
});
