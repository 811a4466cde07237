import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { canonicalJson, digestOfJson } from '../../src/core/digest.ts';
import { entryText, evidencePath } from '../../src/core/ledger/ledger.ts';
import { evidence } from '../core/gate/sample-evidence.ts';
import { evaluated, GrowingLedger } from '../core/ledger/sample-ledger.ts';
import { temporaryRepository } from '../engines/git/temporary-repository.ts';
import { asApp, commitFile } from '../sandbox/world.ts';
import { aval } from './aval.ts';
import { type DoctorWorld, doctorWorld, where } from './doctor-world.ts';

let world: DoctorWorld;
beforeAll(async () => {
  world = await doctorWorld();
}, 60_000);
afterAll(async () => {
  expect(world.sandbox.violations).toEqual([]);
  await world.end();
});

test('says that all is well where the rulesets were imported as aval init wrote them', async () => {
  const { code, stdout, stderr } = await world.doctor();
  expect([code, stderr]).toEqual([0, '']);
  await expect(stdout.replaceAll(/App \d+/g, 'App N')).toMatchFileSnapshot('golden/doctor.txt');
  const { outcome, ...data } = JSON.parse((await world.doctor(world.owner, '--json')).stdout);
  expect([outcome, data.repository, data.branch]).toEqual(['ok', 'olivia/models', 'main']);
  expect(new Set(data.findings.map((one: { state: string }) => one.state))).toEqual(new Set(['ok']));
});

test('tells who does not administer the repository what is not shown', async () => {
  const { code, stdout } = await world.doctor(world.writer);
  expect(code).toBe(0);
  expect(stdout).toContain('! rights');
  expect(stdout).toContain('only the App writes aval-ledger (bypasses not shown)');
  expect(stdout).toContain('1 to look at; 10 in order.');
});

describe('finds', () => {
  const ruleset = async (name: string): Promise<number> =>
    (await world.octokit.rest.repos.getRepoRulesets(where)).data.find((one) => one.name.startsWith(name))?.id ?? 0;
  const update = async (name: string, change: object): Promise<() => Promise<unknown>> => {
    const at = { ...where, ruleset_id: await ruleset(name) };
    const before = world.repository.rulesets.get(at.ruleset_id);
    const saved = structuredClone(before);
    await world.octokit.request('PUT /repos/{owner}/{repo}/rulesets/{ruleset_id}', { ...at, ...change });
    return async () => Object.assign(before ?? {}, saved);
  };
  const state =
    (change: (repository: DoctorWorld['repository']) => void, back: (repository: DoctorWorld['repository']) => void) =>
    async () => {
      change(world.repository);
      return async () => back(world.repository);
    };
  const { repos, actions } = { repos: () => world.octokit.rest.repos, actions: () => world.octokit.rest.actions };
  const cases: [string, string, () => Promise<() => Promise<unknown>>][] = [
    [
      'a ruleset that is gone',
      '✗ version tags',
      async () => {
        const saved = new Map(world.repository.rulesets);
        await repos().deleteRepoRuleset({ ...where, ruleset_id: await ruleset('aval: versions, only') });
        return async () =>
          saved.forEach((one, id) => {
            world.repository.rulesets.set(id, one);
          });
      },
    ],
    ['one that is not active', 'it is not active: disabled', () => update('aval: gate', { enforcement: 'disabled' })],
    [
      'a pin to another App',
      'is believed from anyone',
      () =>
        update('aval: gate', {
          rules: [
            {
              type: 'required_status_checks',
              parameters: {
                strict_required_status_checks_policy: false,
                required_status_checks: [{ context: 'aval / gate' }],
              },
            },
          ],
        }),
    ],
    [
      'a bypass too many',
      'administrators may bypass it',
      () =>
        update('aval: ledger, nobody', {
          bypass_actors: [{ actor_id: 5, actor_type: 'RepositoryRole', bypass_mode: 'always' }],
        }),
    ],
    ['a bypass too few', 'the App may not bypass it', () => update('aval: ledger, only', { bypass_actors: [] })],
    [
      'a rule that stops the App',
      "the App can't append to the ledger",
      async () => {
        const made = await repos().createRepoRuleset({
          ...where,
          name: 'signed',
          target: 'branch',
          enforcement: 'active',
          conditions: { ref_name: { include: ['~ALL'], exclude: [] } },
          rules: [{ type: 'required_signatures' }],
        });
        return () => repos().deleteRepoRuleset({ ...where, ruleset_id: made.data.id });
      },
    ],
    [
      'releases that can change',
      'immutable releases are off',
      async () => {
        await repos().disableImmutableReleases(where);
        return () => repos().enableImmutableReleases(where);
      },
    ],
    [
      'Actions that are off',
      'GitHub Actions are off',
      async () => {
        await actions().setGithubActionsPermissionsRepository({ ...where, enabled: false });
        return () => actions().setGithubActionsPermissionsRepository({ ...where, enabled: true });
      },
    ],
    [
      'a private repository without rulesets',
      "the gate can't bind here: Upgrade to GitHub Pro",
      async () => {
        world.sandbox.faults.add({
          operation: 'repos/get-repo-rulesets',
          kind: 'refuse',
          status: 403,
          message: 'Upgrade to GitHub Pro or make this repository public to enable this feature.',
        });
        return state(
          (one) => {
            one.private = true;
          },
          (one) => {
            one.private = false;
          },
        )();
      },
    ],
  ];
  test.each(cases)('%s: %s', async (_, says, change) => {
    const undo = await change();
    const { code, stdout } = await world.doctor();
    await undo();
    expect([code, stdout]).toEqual([1, expect.stringContaining(says)]);
    expect(stdout).toContain('1 missing');
  });
});

describe('finds on the default branch', () => {
  /** A commit that the rulesets would not let through. */
  const onMain = async (path: string, text: string): Promise<void> => {
    const saved = [...world.repository.rulesets];
    world.repository.rulesets.clear();
    await commitFile(world.octokit, where, 'main', path, text);
    for (const [id, one] of saved) world.repository.rulesets.set(id, one);
  };
  const read = async (path: string): Promise<string> => {
    const { data } = await world.octokit.rest.repos.getContent({ ...where, path });
    return 'content' in data ? Buffer.from(data.content, 'base64').toString('utf8') : '';
  };
  const workflow = '.github/workflows/aval.yaml';
  test.each([
    ['a workflow that was edited', 0, `${workflow} was edited`, workflow, (text: string) => `${text}# mine\n`],
    [
      'an action that is not pinned',
      1,
      'does not pin actions/checkout@v7',
      workflow,
      (text: string) => text.replace(/(actions\/checkout)@\w+/, '$1@v7'),
    ],
    ['no App in aval.yaml', 1, 'aval.yaml names no App', 'aval.yaml', (text: string) => text.replace(/^app:.*\n/m, '')],
    [
      'a definition at fault',
      1,
      String.raw`features/flight\.yaml:\d+:\d+ \(at [0-9a-f]{12}\) `,
      'features/flight.yaml',
      (text: string) => text.replace('kind:', 'knid:'),
    ],
  ])('%s', async (_, code, says, path, change) => {
    const before = await read(path);
    await onMain(path, change(before));
    const ran = await world.doctor();
    await onMain(path, before);
    expect([ran.code, ran.stdout]).toEqual([code, expect.stringMatching(says)]);
  });
});

test('reads the ledger on its branch: whole with what is open, evidence under its own name, and broken where an entry was edited', async () => {
  const { octokit: app } = await asApp(world.sandbox, world.app, where);
  const put = (path: string, text: string) => commitFile(app, where, 'aval-ledger', path, text);
  const grown = new GrowingLedger();
  const entry = grown.reserve();
  await put('entries/00000000.json', grown.texts[0] ?? '');
  expect((await world.doctor()).stdout).toContain('✓ holdout ledger   aval-ledger: whole; 1 use, 0 answered, 1 open');
  const answer = evaluated('April');
  const { account, alpha } = answer;
  const made = evidence(undefined, { account, alpha, ledger: { entry, used: 1, budget: 32 } });
  const digest = digestOfJson(made);
  grown.close(entry, { ...answer, package: made.challenger.package, evidence: digest });
  await put('entries/00000001.json', grown.texts[1] ?? '');
  await put('evidence/elsewhere.json', canonicalJson(made));
  expect((await world.doctor()).stdout).toContain('the evidence of entry 0 is gone');
  await put(evidencePath(digest), canonicalJson(made));
  expect((await world.doctor()).stdout).toContain('✓ holdout ledger   aval-ledger: whole; 1 use, 1 answered, 0 open');
  const [first] = grown.entries;
  if (first === undefined) throw new RangeError('two entries');
  await put('entries/00000000.json', entryText({ ...first, index: 3 }));
  const { code, stdout } = await world.doctor();
  expect([code, stdout]).toEqual([1, expect.stringContaining('aval-ledger is broken: holdout ledger, entry 0')]);
});

/** With just these variables of what names a GitHub or a token. */
const ask = (folder: string, args: string[], env: Record<string, string> = {}) =>
  aval(folder, ['doctor', ...args], {
    GITHUB_TOKEN: '',
    GH_TOKEN: world.sandbox.tokenFor(world.owner),
    GITHUB_API_URL: world.sandbox.apiUrl,
    ...env,
  });
const models = ['--repository', 'olivia/models'];

test.each<[string, number, string, string[], Record<string, string>]>([
  ['a token', 2, 'no token in GITHUB_TOKEN or GH_TOKEN', models, { GH_TOKEN: '' }],
  ['a token that is one', 2, 'does not accept the token', models, { GH_TOKEN: 'ghp_unknown' }],
  ['a repository that is there', 2, 'no repository olivia/other', ['--repository', 'olivia/other'], {}],
  ['the name of a repository', 2, '"models" is not a repository', ['--repository', 'models'], {}],
  ['a repository or an origin', 2, 'no remote "origin"', [], {}],
  ['an answer', 3, 'GitHub did not give', models, { GITHUB_API_URL: 'http://127.0.0.1:1' }],
])('stops without %s', async (_, code, says, args, env) => {
  const ran = await ask(world.folder, args, env);
  expect([ran.code, ran.stdout, ran.stderr]).toEqual([code, '', expect.stringContaining(says)]);
});

test('takes the repository from origin, and never sends a token to a server that only origin names', async () => {
  using clone = temporaryRepository();
  clone.git('remote', 'add', 'origin', 'git@github.example.org:olivia/models.git');
  expect((await ask(clone.root, [])).stdout).toContain('olivia/models, branch main');
  const { code, stderr } = await ask(clone.root, [], { GITHUB_API_URL: '' });
  expect([code, stderr]).toEqual([2, expect.stringContaining('GITHUB_API_URL=https://github.example.org/api/v3')]);
});
