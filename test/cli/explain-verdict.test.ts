import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { TemporaryRepository } from '../engines/git/temporary-repository.ts';
import { aval, avalJson, templateRepository } from './aval.ts';

let repository: TemporaryRepository;
let gates: string;
beforeAll(async () => {
  repository = await templateRepository();
  gates = readFileSync(join(repository.root, 'models/credit-risk/gates.yaml'), 'utf8');
}, 120_000);
afterAll(() => repository[Symbol.dispose]());

const explain = (...args: string[]) => aval(repository.root, ['explain-verdict', 'credit-risk', ...args]);

function policy(name: string, threshold: number, also = ''): string {
  const rule = `  - {metric: roc_auc, rule: atLeast, threshold: ${threshold}, why: It must rank.}\n`;
  writeFileSync(join(repository.root, '.git', name), `${gates}${rule}${also}`);
  return join('.git', name);
}

test('says what each rule saw and asks, by the verdict of the gate', async () => {
  const [said, gate] = [await explain(), await aval(repository.root, ['gate', 'credit-risk'])];
  expect([said.code, gate.code]).toEqual([0, 0]);
  expect(said.stdout).toMatch(/^\d+ dev rows, intervals of 90 %\n/);
  expect(said.stdout).toContain(gate.stdout.split('\n')[0]);
  expect(said.stdout).toMatch(/saw +this change 0\.\d+ · difference \+0\.\d+ .* · \d+ rows/);
  expect(said.stdout).toMatch(/asks +better\. A first version has nothing in production to beat/);
  expect(said.stdout).toMatch(/has room +while the difference is more than \+0\.\d+ on as many rows/);
}, 120_000);

test('with another policy: what that would say, and what would change it; the result stays that of the policy that judges', async () => {
  const asked = await avalJson(
    repository.root,
    'explain-verdict',
    'credit-risk',
    '--policy',
    policy('strict.yaml', 0.95),
  );
  expect(asked).toMatchObject({
    outcome: 'ok',
    alpha: 0.05,
    verdict: { outcome: 'pass' },
    changes: [],
    whatIf: {
      alpha: 0.05,
      verdict: { outcome: 'fail' },
      changes: [{ title: 'ROC AUC', limit: { of: 'threshold', side: 'below' } }],
    },
  });
}, 120_000);

test('with another alpha the intervals are others', async () => {
  const asked = await avalJson(repository.root, 'explain-verdict', 'credit-risk', '--alpha', '0.2');
  expect(asked).toMatchObject({ alpha: 0.05, whatIf: { alpha: 0.2 } });
}, 120_000);

test('a condition of ease.ml/ci says what it would of the dev rows, and decides nothing', async () => {
  const asked = ['--condition', 'n > 0.2 +/- 0.01 /\\ n < 0.999 +/- 0.9'];
  const { code, stdout } = await explain(...asked);
  expect(code).toBe(0);
  const lines = stdout.slice(stdout.indexOf('As ease.ml/ci')).split('\n');
  expect(lines).toEqual([
    expect.stringMatching(
      /^As ease\.ml\/ci would read it, on \d+ dev rows: fp-free fails, fn-free passes\. The gate above decides, this does not\.$/,
    ),
    expect.stringMatching(/^ {2}true {7}n > 0\.2 \+\/- 0\.01: 0\.\d{4}$/),
    expect.stringMatching(/^ {2}unknown {4}n < 0\.999 \+\/- 0\.9: 0\.\d{4}$/),
    '  These tolerances hold 32 times with 35,774 rows, or 129,348 if each answer is told.',
    '',
  ]);
  const first = await avalJson(repository.root, 'explain-verdict', 'credit-risk', '--condition', 'n - o > 0 +/- 0.01');
  expect(first['condition']).toMatchObject({
    clauses: [{ undefined: 'o: no version is in production to compare with' }],
    rows: expect.any(Number),
  });
}, 120_000);

test.each<[string, () => string[], string | RegExp]>([
  ['what is no condition', () => ['--condition', 'better'], '"better" is no condition'],
  ['a file that is not there', () => ['--policy', 'nowhere.yaml'], 'can\'t read the policy "nowhere.yaml"'],
  ['a level that is none', () => ['--alpha', '5'], '--alpha: expected a number above 0 and below 0.5, found "5"'],
  ['the holdout', () => ['--alpha', '0.1', '--holdout'], 'on the holdout it would spend a use'],
  [
    'gates that do not fit',
    () => ['--policy', policy('bad.yaml', 0.7, '  - {metric: mae, rule: superior, why: a}\n')],
    /^✗ \.git\/bad\.yaml:\d+:\d+ {2}"mae" does not measure a binary task$/m,
  ],
])(
  '%s is refused, and it says why',
  async (_, args, says) => {
    const { code, stderr } = await explain(...args());
    expect(code).not.toBe(0);
    expect(stderr).toMatch(says);
  },
  60_000,
);
