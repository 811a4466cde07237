import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { loadDefinitions } from '../../../src/core/definitions/load.ts';
import { onboarding } from '../../../src/core/onboarding/onboarding.ts';
import { formatFault } from '../../../src/core/report/fault.ts';
import { treeOf } from '../definitions/bad/repository.ts';

const short = { path: '.github/workflows/aval.yaml', text: 'name: aval\non:\n  push:\n    branches: [main]\n' };
const long = {
  path: '.github/workflows/aval-holdout.yaml',
  text: `# \`\`\`\n${'# a line that is long enough to be too much for an address\n'.repeat(150)}`,
};
const input = {
  repository: { owner: 'acme', name: 'Credit.Models' },
  defaultBranch: 'trunk',
  workflows: [short, { ...long, text: long.text.slice(0, 300) }],
  app: { slug: 'aval-bot', id: 7 },
};

it('reads as its golden file', async () => {
  const { title, body, files } = onboarding(input);
  expect(title).toBe('Start with aval');
  await expect(body).toMatchFileSnapshot('golden/onboarding.md');
  await expect(files[0]?.text).toMatchFileSnapshot('golden/aval.yaml');
});

it.each(['credit', 'Credit.Models', '.github', '123', '___', 'x'.repeat(100), 'null'])(
  'gives definitions that load, for a repository called %s',
  async (name) => {
    const { files } = onboarding({ ...input, repository: { owner: 'acme', name } });
    const { definitions, faults } = await loadDefinitions(
      treeOf(Object.fromEntries(files.map(({ path, text }) => [path, text]))),
    );
    expect(faults.map(formatFault)).toEqual([]);
    expect(definitions?.project.app).toBe('aval-bot');
  },
);

it("links the template's own workflows to the editor where they fit, and shows them where they don't", () => {
  const { body } = onboarding({ ...input, workflows: [short, long] });
  const [, address = ''] = /\[Add \.github\/workflows\/aval\.yaml\]\((.*?)\)/.exec(body) ?? [];
  const url = new URL(address);
  expect(url.pathname).toBe('/acme/Credit.Models/new/trunk');
  expect(url.searchParams.get('filename')).toBe(short.path);
  expect(url.searchParams.get('value')).toBe(short.text.replace('main', 'trunk'));
  expect(body).not.toContain('[Add .github/workflows/aval-holdout.yaml]');
  expect(body).toContain(
    '     <details><summary>.github/workflows/aval-holdout.yaml</summary>\n\n     ````yaml\n     # ```\n',
  );
  for (const name of ['aval', 'aval-holdout']) {
    const path = `.github/workflows/${name}.yaml`;
    const text = readFileSync(
      join(import.meta.dirname, `../../../model-repo-template/github/workflows/${name}.yaml`),
      'utf8',
    );
    expect(onboarding({ ...input, defaultBranch: 'main', workflows: [{ path, text }] }).body).toContain(
      `[Add ${path}](`,
    );
  }
});

it('never exceeds what GitHub takes', () => {
  const many = Array.from({ length: 20 }, () => long);
  expect(Buffer.byteLength(onboarding({ ...input, workflows: many }).body)).toBeLessThan(60_000);
});

it('makes nothing of what owners, repositories and branches are called', () => {
  const evil = fc.constantFrom(
    '@admin',
    '#1',
    '[x](http://e.vil)',
    '`',
    '<img>',
    '|',
    '\n# h',
    '![y](z)',
    '_',
    ')',
    ' ',
    '%',
    'é',
  );
  const text = fc.array(evil, { minLength: 1, maxLength: 6 }).map((list) => list.join(''));
  fc.assert(
    fc.property(text, text, text, (owner, name, defaultBranch) => {
      const { body } = onboarding({ ...input, repository: { owner, name }, defaultBranch });
      expect(body).not.toMatch(/@admin|<img|^# h|[^\\]\[[xy]\\?\]\(|[^\\&]#1/m);
      for (const [, address = ''] of body.matchAll(/\]\((.*?)\)(?=\n|$)/g))
        expect(URL.parse(address)?.host).toBe('github.com');
    }),
  );
});
