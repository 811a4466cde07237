import type { Change, ModelChange, Trial } from '../../../app/pull/change.ts';
import type { EnvironmentChange } from '../../../app/pull/environment-changes.ts';
import type { Observed, Pull, Standing } from '../../../app/pull/observe.ts';
import type { PlanFacts } from '../../../app/pull/plan.ts';
import { digestOf } from '../../../src/core/digest.ts';
import type { Evidence } from '../../../src/core/gate/evidence.ts';
import { policyDigest } from '../../../src/core/gate/policy.ts';
import { questionOf } from '../../../src/core/ledger/ask.ts';
import { readLedger } from '../../../src/core/ledger/ledger.ts';
import type { ReleasedVersion } from '../../../src/core/registry/plan-release.ts';
import { parseVersion } from '../../../src/core/registry/versions.ts';
import { parseSha } from '../../../src/engines/git/ref.ts';
import type { FoundCheck } from '../../../src/github/check-runs.ts';
import { creditGates, evidence, lending, passing } from '../../core/gate/sample-evidence.ts';
import { GrowingLedger } from '../../core/ledger/sample-ledger.ts';
import { sampleContents } from '../../core/registry/sample-package.ts';

const appId = 4242;
export const head = 'c'.repeat(40);
const { resolved } = sampleContents();

export const pull: Pull = {
  number: 7,
  draft: false,
  fork: false,
  author: 'walter',
  head: parseSha(head),
  base: parseSha('b'.repeat(40)),
  defaultBranch: 'main',
};

export const facts: PlanFacts = {
  appId,
  page: 'https://github.com/olivia/lending',
  evidence: new Map(),
  now: 1_800_000_000,
  room: 8,
};

/** A check of the pull request's own run. */
export function ownRun(status = 'completed', conclusion: string | null = 'success', name = 'evaluate'): FoundCheck {
  return {
    id: 1,
    name,
    app: 15368,
    appSlug: 'github-actions',
    status,
    conclusion: status === 'completed' ? conclusion : null,
    externalId: null,
  };
}

export function trial(other: Partial<Trial> = {}): Trial {
  const [gates, project] = [creditGates(), lending()];
  const champion = { version: '1.3.0', package: digestOf('champion') };
  const question = questionOf(resolved, gates, project, champion.package);
  return { gates, project, introduced: false, champion, question, ...other };
}

/** The change of a model that must be evaluated. */
export function trained(model = 'credit-risk', given: Trial = trial()): ModelChange {
  return { plan: { action: 'train', model, resolved, because: 'changed', reasons: [] }, trial: given };
}

const grown = new GrowingLedger();
grown.reserve();
const use = grown.ledger.uses[0];
if (use === undefined) throw new RangeError('one use');

export const standing = {
  never: { kind: 'never' },
  open: { kind: 'open', use },
  refused: { kind: 'refused', use, reason: 'the holdout is used up: 32 of 32 used' },
  failed: { kind: 'failed', use, reason: 'run 7 ended with failure.' },
} as const satisfies Record<string, Standing>;

/** An answer, made under just this trial's policy and champion. */
export function answered(measurements: Evidence['measurements'] = passing, given: Trial = trial()): Standing {
  const policy = policyDigest(given.gates, given.project);
  const whole = evidence(measurements, { policy });
  const { champion: _, ...first } = whole;
  return { kind: 'answered', use: use ?? never(), evidence: given.champion === undefined ? first : whole };
}

function never(): never {
  throw new RangeError('no use');
}

/** A pull request that changes these models and environments; all of them stand as `standings` says. */
export function observed(
  models: readonly ModelChange[] = [trained()],
  standings: Readonly<Record<string, Standing>> = { 'credit-risk': standing.never },
  other: Partial<Observed> = {},
): Observed {
  const change: Change = {
    kind: 'planned',
    policy: { files: [], faults: [] },
    project: lending(),
    models,
    environments: [],
    standing: [],
  };
  return {
    pull,
    change,
    standings: new Map(Object.entries(standings)),
    vaults: new Map(),
    given: new Map(),
    checks: [ownRun()],
    comments: [],
    commands: [],
    approvals: [],
    ledger: {
      ledger: readLedger([]),
      evidence: () => Promise.reject(new Error('not asked for')),
      append: () => Promise.reject(new Error('not written to')),
    },
    hasWorkflow: true,
    ...other,
  };
}

export function released(version: string, model = 'credit-risk'): ReleasedVersion {
  const subject = `${model} ${version}: first`;
  const [item, definition] = [digestOf(`package ${version}`), digestOf(`definition ${version}`)];
  const record = {
    subject,
    package: item,
    definition,
    recipe: digestOf('recipe'),
    evidence: digestOf(`evidence ${version}`),
  };
  const tag = { name: `${model}@v${version}`, message: subject, commit: 'a'.repeat(40), tagger: 'aval', time: 0 };
  return { model, version: parseVersion(version), tag, record };
}

/** `environments/production/credit-risk.yaml` goes from 1.3.0 to 1.4.0. */
export function promoted(other: Partial<EnvironmentChange> = {}): EnvironmentChange {
  const release = released('1.4.0');
  const deployment = (version: string) =>
    ({
      apiVersion: 'aval/v1',
      kind: 'Deployment',
      model: 'credit-risk',
      version,
      digest: released(version).record.package,
    }) as const;
  return {
    environment: 'production',
    model: 'credit-risk',
    before: deployment('1.3.0'),
    after: deployment('1.4.0'),
    release,
    ranBefore: false,
    since: new Map(),
    ...other,
  };
}
