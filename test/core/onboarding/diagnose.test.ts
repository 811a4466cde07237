import { expect, it } from 'vitest';
import { loadDefinitions } from '../../../src/core/definitions/load.ts';
import { appPermissions } from '../../../src/core/onboarding/app-permissions.ts';
import { diagnose } from '../../../src/core/onboarding/diagnose.ts';
import type { Observed, ObservedApp } from '../../../src/core/onboarding/observed.ts';
import type { BranchRule, FoundRuleset } from '../../../src/core/onboarding/ruleset.ts';
import { rulesets } from '../../../src/core/onboarding/rulesets.ts';
import { repository, treeOf } from '../definitions/bad/repository.ts';
import { appId, found } from './found.ts';

const sha = 'a'.repeat(40);
const path = '.github/workflows/aval.yaml';
const workflow = `jobs:\n  one:\n    environment: data\n    steps:\n      - uses: a/b@${sha}\n`;
const templates = new Map([[path, workflow]]);
const { 'aval.yaml': project = '' } = repository;
const loans = repository['sources/loans.yaml'] ?? '';
const sources = {
  'sources/loans.yaml': `${loans.replace('data/loans.csv', 'https://data.example.org/loans.csv')}access: environment\n`,
  'sources/loans.lock.yaml': `apiVersion: aval/v1\nkind: SourceLock\nsource: loans\ndigest: sha256:${'0'.repeat(64)}\nrows: 1\n`,
};
const loaded = await loadDefinitions(treeOf({ ...repository, ...sources }));
const page = 'https://github.com/olivia/credit';
const app: ObservedApp = {
  id: appId,
  page: 'https://github.com/apps/aval-bot',
  permissions: appPermissions,
  hasSuite: true,
};
const all: FoundRuleset[] = rulesets({ appId }).map(({ part }, index) => ({ ...found(part), id: index + 1 }));
const inForce = { onDefaultBranch: rulesOf(1), onLedger: [...rulesOf(2), ...rulesOf(3)] };

function rulesOf(id: number): BranchRule[] {
  return (all.find((one) => one.id === id)?.rules ?? []).map((rule) => ({ ...rule, ruleset_id: id }));
}

const seen = <T>(value: T) => ({ kind: 'seen', value }) as const;
const hidden = { kind: 'hidden', why: 'Not Found' } as const;
const sound: Observed = {
  repository: { private: false, defaultBranch: 'main', administers: true, page },
  definitions: loaded,
  app: { slug: 'aval-bot', seen: seen(app) },
  rulesets: seen({ all, ...inForce }),
  ledger: { kind: 'none' },
  immutableReleases: seen(true),
  actions: seen({ enabled: true, allowed: 'all' }),
  workflows: new Map([[path, workflow]]),
  environments: new Map([['data', { kind: 'named', patterns: [{ type: 'branch', name: 'main' }] }]]),
};

const told = (observed: Observed) =>
  diagnose(observed, templates).flatMap(({ check, state, says }) =>
    state === 'ok' ? [] : [`${state}: ${check}: ${says}`],
  );

it('has nothing to say of a repository where all is well', () => {
  expect(loaded.faults).toEqual([]);
  expect(told(sound)).toEqual([]);
  expect(diagnose(sound, templates).map(({ check, says }) => `${check}: ${says}`)).toEqual([
    'definitions: 2 models, 2 sources',
    'App: aval-bot, App 77, has the permissions that it needs',
    'installation: aval-bot works here: it has a check suite on main',
    'Actions: on',
    'workflows: aval.yaml',
    'gate: pull requests only, and only with the check "aval / gate" of the App',
    'ledger writes: only the App writes aval-ledger',
    'ledger history: nobody rewrites aval-ledger',
    'version tags: only the App tags versions',
    'version history: nobody moves or deletes version tags',
    'holdout ledger: aval-ledger: nothing was asked of the holdout yet',
    'releases: immutable: tags and packages stay what they were published as',
    'environments: "data" is for main only',
  ]);
});

it('takes what the template offers in comments for no edit, whether it is uncommented or not', () => {
  const offer = (mark: string) =>
    `jobs:\n  one:\n    ${mark}environment: aval-data\n    steps:\n      - uses: a/b@${sha}\n        ${mark}with:\n        ${mark}  credentials: \${{ secrets.AVAL_CREDENTIALS }}\n`;
  const of = (text: string) => ({ ...sound, workflows: new Map([[path, text]]) });
  const told = (text: string) =>
    diagnose(of(text), new Map([[path, offer('# ')]])).filter(({ check }) => check === 'workflows');
  for (const text of [offer('# '), offer('')]) expect(told(text)).toMatchObject([{ state: 'ok' }]);
  expect(told(offer('').replace('AVAL_CREDENTIALS', 'OTHER'))).toMatchObject([{ state: 'warning' }]);
});

const withApp = (change: Partial<ObservedApp>): Partial<Observed> => ({
  app: { slug: 'aval-bot', seen: seen({ ...app, ...change }) },
});
const withWorkflow = (text: string): Partial<Observed> => ({ workflows: new Map([[path, text]]) });
const environment = (branches: Observed['environments'] extends ReadonlyMap<string, infer B> ? B : never) => ({
  environments: new Map([['data', branches]]),
});
const withRulesets = (
  more: FoundRuleset[],
  onDefaultBranch: BranchRule[] = [],
  onLedger: BranchRule[] = [],
): Partial<Observed> => ({
  rulesets: seen({
    all: [...all, ...more],
    onDefaultBranch: [...inForce.onDefaultBranch, ...onDefaultBranch],
    onLedger: [...inForce.onLedger, ...onLedger],
  }),
});
const other: FoundRuleset = { ...found('gate'), id: 9, name: 'all branches', rules: [], bypass_actors: [] };
const check = (id: number): BranchRule => ({
  type: 'required_status_checks',
  ruleset_id: 9,
  parameters: { required_status_checks: [{ context: 'aval / gate', integration_id: id }] },
});
const queue: BranchRule = { type: 'merge_queue', ruleset_id: 9, parameters: { merge_method: 'MERGE' } };
const signatures: BranchRule = { type: 'required_signatures', ruleset_id: 9 };
const passes = { actor_id: appId, actor_type: 'Integration', bypass_mode: 'always' };
const { bypass_actors: _, ...shy } = other;
const faulty = await loadDefinitions(
  treeOf({ ...repository, 'aval.yaml': project.replace('kind: Project', 'kind: Projekt') }),
);

it.each<[string, Partial<Observed>]>([
  ['missing: definitions: main has no commit', { definitions: undefined }],
  ['missing: definitions: aval.yaml:2:7  kind: unknown value "Projekt"', { definitions: faulty }],
  ['missing: App: aval.yaml names no App', { app: undefined }],
  ["warning: App: aval-bot can't be seen: Not Found", { app: { slug: 'aval-bot', seen: hidden } }],
  [
    'missing: App: aval-bot lacks checks: write, actions: read',
    withApp({ permissions: { ...appPermissions, checks: 'read', actions: '' } }),
  ],
  [
    'warning: App: aval-bot holds administration: write: it could change what holds it',
    withApp({ permissions: { ...appPermissions, administration: 'write' } }),
  ],
  [
    "warning: installation: nothing of aval-bot on main yet, so it can't be seen whether it is installed",
    withApp({ hasSuite: false }),
  ],
  [
    'missing: Actions: GitHub Actions are off: nothing trains or evaluates',
    { actions: seen({ enabled: false, allowed: 'all' }) },
  ],
  [
    "missing: Actions: only actions of this repository's owner may run",
    { actions: seen({ enabled: true, allowed: 'local_only' }) },
  ],
  ['warning: Actions: on, for selected actions', { actions: seen({ enabled: true, allowed: 'selected' }) }],
  ["warning: Actions: whether they may run can't be seen: Not Found", { actions: hidden }],
  [`missing: workflows: ${path} is not on main`, { workflows: new Map() }],
  [`missing: workflows: ${path} does not pin a/b@v1`, withWorkflow(workflow.replace(sha, 'v1'))],
  [
    `warning: workflows: ${path} was edited, or is of another version of aval`,
    withWorkflow(`${workflow}      - run: echo\n`),
  ],
  ['missing: releases: immutable releases are off', { immutableReleases: seen(false) }],
  ["warning: releases: whether they are immutable can't be seen: Not Found", { immutableReleases: hidden }],
  ['missing: environments: there is no environment "data"', environment(undefined)],
  ['missing: environments: any branch gets at "data"', environment({ kind: 'all' })],
  ['warning: environments: every protected branch gets at "data"', environment({ kind: 'protected' })],
  [
    'missing: environments: feature/* may get at "data", too',
    environment({
      kind: 'named',
      patterns: [
        { type: 'branch', name: 'main' },
        { type: 'branch', name: 'feature/*' },
      ],
    }),
  ],
  ['missing: environments: no branch may get at "data"', environment({ kind: 'named', patterns: [] })],
  [
    'missing: environments: no workflow runs in an environment, and loans can be read in one only',
    { environments: new Map() },
  ],
  [
    "missing: rulesets: the gate can't bind here: Upgrade",
    { repository: { ...sound.repository, private: true }, rulesets: { kind: 'hidden', why: 'Upgrade' } },
  ],
  ["warning: rulesets: they can't be read: Not Found", { rulesets: hidden }],
  [
    'missing: gate: nothing stops a merge without the check "aval / gate"',
    { rulesets: seen({ all: all.slice(1), ...inForce }) },
  ],
  [
    'missing: other rules: the ruleset "all branches" wants "aval / gate" from App 99, which never reports it: nothing can be merged',
    withRulesets([other], [check(99)]),
  ],
  [
    'missing: other rules: the ruleset "all branches" wants a merge queue, where "aval / gate" is never reported: nothing leaves the queue',
    withRulesets([other], [queue]),
  ],
  [
    'missing: other rules: the ruleset "all branches" asks required_signatures of aval-ledger, too: the App can\'t append to the ledger',
    withRulesets([other], [], [signatures]),
  ],
  [
    'warning: other rules: the ruleset "all branches" asks required_signatures of aval-ledger; whether the App may bypass that is shown to administrators only',
    withRulesets([shy], [], [signatures]),
  ],
])('%s', (says, change) => {
  expect(told({ ...sound, ...change })).toContainEqual(expect.stringContaining(says));
});

it('has nothing against rules that are met as well, or that the App may bypass', () => {
  expect(told({ ...sound, ...withRulesets([other], [check(appId)]) })).toEqual([]);
  expect(told({ ...sound, ...withRulesets([{ ...other, bypass_actors: [passes] }], [], [signatures]) })).toEqual([]);
});

it('takes a ruleset of another name that does as much, and the App of the rulesets where its page is hidden', () => {
  const renamed = all.map((one) => ({ ...one, name: `our ${one.name}` }));
  expect(told({ ...sound, rulesets: seen({ all: renamed, ...inForce }) })).toEqual([]);
  const unknown = { ...sound, app: { slug: 'aval-bot', seen: hidden } };
  expect(told(unknown)).toEqual(["warning: App: aval-bot can't be seen: Not Found"]);
  const disagreeing = all.map((one) => (one.id === 2 ? { ...one, bypass_actors: [{ ...passes, actor_id: 5 }] } : one));
  expect(told({ ...unknown, rulesets: seen({ all: disagreeing, ...inForce }) })).toContainEqual(
    expect.stringContaining('App 5 may bypass it'),
  );
});
