import { expect, it } from 'vitest';
import { appOf, parseSlug, withApp } from '../../../src/core/onboarding/app-line.ts';

const head = '# ours\napiVersion: aval/v1\nkind: Project\n';
const line = 'app: aval-bot                    # who comments, gates and publishes\n';

it.each([
  ['after the name', `${head}name: x # y\nenvironments: []\n`, `${head}name: x # y\n${line}environments: []\n`],
  [
    'after the description',
    `${head}name: x\ndescription: >\n  a\n  b\nz: 1\n`,
    `${head}name: x\ndescription: >\n  a\n  b\n${line}z: 1\n`,
  ],
  ['at the end of a file without a last line break', `${head}name: x`, `${head}name: x\n${line}`],
  ['in place of another', `${head}name: x\napp: other # why\nz: 1\n`, `${head}name: x\napp: aval-bot # why\nz: 1\n`],
])('writes the App %s, and nothing else', (_, before, after) => {
  expect(withApp(before, 'aval-bot')).toBe(after);
  expect(withApp(after, 'aval-bot')).toBe(after);
  expect(appOf(after)).toBe('aval-bot');
});

it('quotes what YAML would read as something else, and refuses what is no map or no slug', () => {
  expect(appOf(withApp('name: x\n', '123'))).toBe('123');
  expect(() => withApp('- a\n', 'x')).toThrow('is not sound');
  expect(() => withApp('a: [\n', 'x')).toThrow('is not sound');
  for (const slug of ['', 'Aval', 'a b', '-a', 'a-', 'a/b', 'a\nb'])
    expect(() => parseSlug(slug)).toThrow('is not the slug');
  expect(appOf('app: 1')).toBeUndefined();
});
