import { afterAll, beforeAll, expect, test } from 'vitest';
import { parseDigest } from '../../src/core/digest.ts';
import { entryPath } from '../../src/core/ledger/ledger.ts';
import { evaluated, GrowingLedger } from '../core/ledger/sample-ledger.ts';
import type { TemporaryRepository } from '../engines/git/temporary-repository.ts';
import { aval, avalJson, templateRepository } from './aval.ts';

// What the App's ledger says to a person who fetched its branch.
let repository: TemporaryRepository;
beforeAll(async () => {
  repository = await templateRepository();
  const published = JSON.stringify(await avalJson(repository.root, 'publish', 'credit-risk'));
  const made = parseDigest(/"package":"(sha256:[0-9a-f]{64})"/.exec(published)?.[1] ?? '', 'the published package');
  const ledger = new GrowingLedger();
  ledger.close(ledger.reserve(), evaluated('holdout'));
  const vault = { version: '1.0.0', package: made };
  ledger.close(ledger.reserve({ vault, pull: 12 }), { ...evaluated('vault', 1, 0.05), passed: true });
  const reason = 'the vault is retired: 100 % of its rows judged before';
  const { account } = evaluated('vault');
  const other = { version: '2.0.0', package: account };
  ledger.close(ledger.reserve({ vault: other, pull: 13 }), { outcome: 'refused', account, reason });
  const { git, write } = repository;
  git('switch', '--quiet', '--orphan', 'aval-ledger');
  write(Object.fromEntries(ledger.texts.map((text, index) => [entryPath(index), text])));
  git('add', 'entries');
  git('commit', '--quiet', '-m', 'The ledger');
  git('switch', '--quiet', 'main');
}, 120_000);
afterAll(() => repository[Symbol.dispose]());

test('aval holdout lists its holdouts, and what each promotion asked of a vault', async () => {
  expect(await avalJson(repository.root, 'holdout')).toMatchObject({
    used: [],
    app: {
      holdouts: [{ model: 'credit-risk', used: 1 }],
      vaults: [
        { entry: 2, version: '1.0.0', pull: 12, outcome: 'passed' },
        { entry: 4, version: '2.0.0', pull: 13, outcome: 'refused' },
      ],
    },
  });
  const { stdout } = await aval(repository.root, ['holdout']);
  expect(stdout).toMatch(/credit-risk {2}vault +1\.0\.0 +passed +#12/);
  expect(stdout).toMatch(/2\.0\.0 +refused: the vault is retired: 100 % of its rows judged before +#13/);
});

test('aval history says what a vault said of a version', async () => {
  const { stdout } = await aval(repository.root, ['history', 'credit-risk']);
  expect(stdout).toContain('vault  passed, asked by #12');
  expect(stdout).not.toContain('#13');
});
