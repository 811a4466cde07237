import { AvalError } from '../errors.ts';
import { ledgerBranch } from '../ledger/ledger.ts';
import type { BypassActor, Rule, Ruleset } from './ruleset.ts';

/** The one required check. Its name means something only with the pin to the App. */
export const gateCheck = 'aval / gate';

/** What one ruleset is for. */
export type RulesetPart = 'gate' | 'ledger writes' | 'ledger history' | 'version tags' | 'version history';

export interface WantedRuleset {
  readonly part: RulesetPart;
  /** Where `aval init` writes it. */
  readonly path: string;
  readonly ruleset: Ruleset;
}

const pullRequest: Rule = {
  type: 'pull_request',
  parameters: {
    required_approving_review_count: 0, // how many must approve is the environment's to say, in aval.yaml
    dismiss_stale_reviews_on_push: true,
    require_code_owner_review: true, // gates.yaml belongs to the risk owner by CODEOWNERS; without that file it asks nothing
    require_last_push_approval: false,
    required_review_thread_resolution: false,
  },
};

const requiredCheck = (appId: number): Rule => ({
  type: 'required_status_checks',
  parameters: {
    // Not strict: another model's merge does not make this verdict stale; the App compares what landed with what it judged.
    strict_required_status_checks_policy: false,
    required_status_checks: [{ context: gateCheck, integration_id: appId }],
  },
});

const ledger = [`refs/heads/${ledgerBranch}`];
const versionTags = ['refs/tags/*@v*', 'refs/tags/**/*@v*']; // fnmatch: `*` stops at a slash

/**
 * What an administrator imports, one file each. A bypass covers every rule of its ruleset, so what the App alone may do and what nobody may do
 * are rulesets of their own. Throws `usage` for a number that can't be an App's.
 */
export function rulesets({ appId }: { readonly appId: number }): readonly WantedRuleset[] {
  if (!Number.isSafeInteger(appId) || appId < 1)
    throw new AvalError('usage', { rule: 'onboarding.appId', message: `${appId} is not the number of an App` });
  const onlyTheApp: BypassActor = { actor_id: appId, actor_type: 'Integration', bypass_mode: 'always' };
  return [
    {
      part: 'gate',
      path: '.github/rulesets/aval-gate.json',
      ruleset: {
        name: 'aval: gate',
        ...on('branch', ['~DEFAULT_BRANCH']),
        rules: [pullRequest, requiredCheck(appId), ...bare('deletion', 'non_fast_forward')],
        bypass_actors: [],
      },
    },
    {
      part: 'ledger writes',
      path: '.github/rulesets/aval-ledger-writes.json',
      ruleset: {
        name: 'aval: ledger, only the App writes',
        ...on('branch', ledger),
        rules: bare('creation', 'update'),
        bypass_actors: [onlyTheApp],
      },
    },
    {
      part: 'ledger history',
      path: '.github/rulesets/aval-ledger-history.json',
      ruleset: {
        name: 'aval: ledger, nobody rewrites',
        ...on('branch', ledger),
        rules: bare('deletion', 'non_fast_forward'),
        bypass_actors: [],
      },
    },
    {
      part: 'version tags',
      path: '.github/rulesets/aval-version-tags.json',
      ruleset: {
        name: 'aval: versions, only the App tags',
        ...on('tag', versionTags),
        rules: bare('creation'),
        bypass_actors: [onlyTheApp],
      },
    },
    {
      part: 'version history',
      path: '.github/rulesets/aval-version-history.json',
      ruleset: {
        name: 'aval: versions, nobody moves',
        ...on('tag', versionTags),
        rules: bare('update', 'deletion', 'non_fast_forward'),
        bypass_actors: [],
      },
    },
  ];
}

/** The file's text, as GitHub exports it. */
export function rulesetText({ ruleset }: WantedRuleset): string {
  return `${JSON.stringify(ruleset, null, 2)}\n`;
}

function on(
  target: Ruleset['target'],
  include: readonly string[],
): Pick<Ruleset, 'target' | 'enforcement' | 'conditions'> {
  return { target, enforcement: 'active', conditions: { ref_name: { include, exclude: [] } } };
}

function bare(...types: readonly string[]): Rule[] {
  return types.map((type) => ({ type }));
}
