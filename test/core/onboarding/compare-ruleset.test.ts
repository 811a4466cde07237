import fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import { compareRuleset } from '../../../src/core/onboarding/compare-ruleset.ts';
import { type FoundRuleset, foundRuleset } from '../../../src/core/onboarding/ruleset.ts';
import { type RulesetPart, rulesets } from '../../../src/core/onboarding/rulesets.ts';
import { appId, found, wanted } from './found.ts';

const compare = (part: RulesetPart, one: FoundRuleset) =>
  compareRuleset(wanted(part).ruleset, one, 'main').map(({ kind, says }) => `${kind}: ${says}`);

const parts = rulesets({ appId }).map(({ part }) => part);

it.each(parts)('%s: finds nothing in the ruleset itself, nor in what GitHub adds to its answer', (part) => {
  const plain = found(part);
  expect(compare(part, plain)).toEqual([]);
  const rules = plain.rules.map(({ type, parameters }) => ({
    type,
    parameters: {
      ...parameters,
      ...(type === 'update' && { update_allows_fetch_and_merge: false }),
      required_reviewers: [],
    },
  }));
  const answer = { ...plain, rules, source: 'olivia/credit', current_user_can_bypass: 'never' };
  expect(compare(part, foundRuleset.parse(answer))).toEqual([]);
});

type Change = (one: FoundRuleset) => unknown;
const parameters = (one: FoundRuleset, type: string): Record<string, unknown> =>
  one.rules.find((rule) => rule.type === type)?.parameters ?? {};
const review = (one: FoundRuleset) => parameters(one, 'pull_request');
const checks = (one: FoundRuleset) => parameters(one, 'required_status_checks');
const without =
  (type: string): Change =>
  (one) =>
    (one.rules = one.rules.filter((rule) => rule.type !== type));
const also =
  (type: string): Change =>
  (one) =>
    one.rules.push({ type });
const refs = (one: FoundRuleset) => one.conditions?.ref_name ?? { include: [], exclude: [] };
const gate = 'aval / gate';
const actor = (type: string, id: number | null, mode = 'always') => ({
  actor_type: type,
  actor_id: id,
  bypass_mode: mode,
});

describe('says what a ruleset does not protect', () => {
  const cases: [RulesetPart, string, Change][] = [
    ['gate', 'wrong: it is not active: evaluate', (one) => (one.enforcement = 'evaluate')],
    ['gate', 'wrong: it is about a tag, not a branch', (one) => (one.target = 'tag')],
    ['gate', 'wrong: it does not cover ~DEFAULT_BRANCH', (one) => (refs(one).include = ['refs/heads/other'])],
    ['gate', 'wrong: it leaves out refs/heads/main', (one) => refs(one).exclude.push('refs/heads/main')],
    ['gate', 'wrong: it does not cover ~DEFAULT_BRANCH', (one) => (one.conditions = null)],
    ['gate', 'wrong: changes need no pull request', without('pull_request')],
    ['gate', 'wrong: no check is required', without('required_status_checks')],
    ['gate', 'wrong: deletion is allowed', without('deletion')],
    ['gate', 'wrong: force pushes are allowed', without('non_fast_forward')],
    [
      'gate',
      'wrong: dismissing stale approvals: off instead of on',
      (one) => (review(one)['dismiss_stale_reviews_on_push'] = false),
    ],
    [
      'gate',
      'wrong: review from code owners: off instead of on',
      (one) => delete review(one)['require_code_owner_review'],
    ],
    [
      'gate',
      'wrong: required approvals: something else instead of 0',
      (one) => (review(one)['required_approving_review_count'] = 'two'),
    ],
    [
      'gate',
      'wrong: not requiring checks on creation: on instead of off',
      (one) => (checks(one)['do_not_enforce_on_create'] = true),
    ],
    [
      'gate',
      `wrong: the check "${gate}" is not required`,
      (one) => (checks(one)['required_status_checks'] = [{ context: 'lint' }]),
    ],
    [
      'gate',
      `wrong: "${gate}" is believed from anyone: it is not pinned to the App`,
      (one) => (checks(one)['required_status_checks'] = [{ context: gate }]),
    ],
    [
      'gate',
      `wrong: "${gate}" must come from App 99, not from the App of this repository`,
      (one) => (checks(one)['required_status_checks'] = [{ context: gate, integration_id: 99 }]),
    ],
    ['gate', 'wrong: administrators may bypass it', (one) => one.bypass_actors?.push(actor('RepositoryRole', 5))],
    [
      'gate',
      "wrong: the organisation's owners may bypass it",
      (one) => one.bypass_actors?.push(actor('OrganizationAdmin', 1)),
    ],
    ['gate', 'wrong: its rule update stops every merge', also('update')],
    ['ledger writes', 'wrong: anyone may create', without('creation')],
    ['ledger writes', 'wrong: anyone may update', without('update')],
    ['ledger writes', 'wrong: the App may not bypass it', (one) => (one.bypass_actors = [])],
    [
      'ledger writes',
      'wrong: the App may bypass it on pull requests only',
      (one) => (one.bypass_actors = [actor('Integration', appId, 'pull_request')]),
    ],
    [
      'ledger writes',
      'wrong: the App is exempt from it, so no bypass is recorded',
      (one) => (one.bypass_actors = [actor('Integration', appId, 'exempt')]),
    ],
    ['ledger writes', 'wrong: App 99 may bypass it', (one) => one.bypass_actors?.push(actor('Integration', 99))],
    [
      'ledger writes',
      'wrong: every deploy key may bypass it',
      (one) => one.bypass_actors?.push(actor('DeployKey', null)),
    ],
    ['ledger history', 'wrong: App 77 may bypass it', (one) => one.bypass_actors?.push(actor('Integration', appId))],
    ['ledger history', 'wrong: its rule required_signatures binds the App, too', also('required_signatures')],
    ['version tags', 'wrong: it does not cover refs/tags/**/*@v*', (one) => refs(one).include.pop()],
    ['version history', 'wrong: its rule creation binds the App, too', also('creation')],
  ];
  test.each(cases)('%s: %s', (part, says, change) => {
    const changed = found(part);
    change(changed);
    expect(compare(part, changed)).toContain(says);
  });
});

describe('takes more than was asked for well, and says it', () => {
  const cases: [RulesetPart, string, Change][] = [
    [
      'gate',
      'beyond: required approvals: 2 instead of 0',
      (one) => (review(one)['required_approving_review_count'] = 2),
    ],
    [
      'gate',
      'beyond: branches up to date before merging: on instead of off',
      (one) => (checks(one)['strict_required_status_checks_policy'] = true),
    ],
    [
      'gate',
      'beyond: it also requires the check "lint"',
      (one) => (checks(one)['required_status_checks'] as object[]).push({ context: 'lint' }),
    ],
    ['gate', 'beyond: it also has required_linear_history', also('required_linear_history')],
    ['gate', 'beyond: it also covers ~ALL', (one) => (refs(one).include = ['~ALL'])],
    ['gate', 'beyond: it is called "main"', (one) => (one.name = 'main')],
    ['ledger writes', 'beyond: it also has required_signatures', also('required_signatures')],
  ];
  test.each(cases)('%s: %s', (part, says, change) => {
    const changed = found(part);
    change(changed);
    expect(compare(part, changed)).toEqual([says]);
  });
});

it('knows the default branch by its name, too', () => {
  const named = found('gate');
  refs(named).include = ['refs/heads/main'];
  expect(compare('gate', named)).toEqual([]);
});

it('says that bypass actors are not shown, instead of taking them for none', () => {
  const { bypass_actors: _, ...hidden } = found('ledger writes');
  expect(compare('ledger writes', hidden)).toEqual(['unseen: who may bypass it is shown to administrators only']);
});

/** Every place in a ruleset where there is one value, or one item of a list. */
function places(value: unknown, path: readonly (string | number)[] = []): (readonly (string | number)[])[] {
  if (typeof value !== 'object' || value === null) return [path];
  const inside = Object.entries(value).flatMap(([key, one]) =>
    places(one, [...path, Array.isArray(value) ? Number(key) : key]),
  );
  return Array.isArray(value) ? [...value.map((_, index) => [...path, index]), ...inside] : inside;
}

function holderOf(root: unknown, path: readonly (string | number)[]): Record<string | number, unknown> {
  return path
    .slice(0, -1)
    .reduce<unknown>((one, key) => (one as Record<string | number, unknown>)[key], root) as Record<
    string | number,
    unknown
  >;
}

test('a ruleset that is changed in one place is always found', () => {
  const place = fc
    .constantFrom(...parts)
    .chain((part) =>
      fc.tuple(fc.constant(part), fc.constantFrom(...places(found(part)).filter(([key]) => key !== 'id'))),
    );
  fc.assert(
    fc.property(place, fc.boolean(), fc.integer({ min: 1, max: 9 }), ([part, path], removes, step) => {
      const changed = found(part);
      const holder = holderOf(changed, path);
      const key = path.at(-1) ?? '';
      const before = holder[key];
      if (Array.isArray(holder) && (removes || typeof before === 'object')) holder.splice(Number(key), 1);
      else if (typeof before === 'boolean') holder[key] = !before;
      else if (typeof before === 'number') holder[key] = before + step;
      else if (typeof before === 'string') holder[key] = `${before}${step}`;
      else throw new RangeError(`nothing to change at ${path}`);
      expect(compare(part, changed)).not.toEqual([]);
    }),
    { numRuns: 500 },
  );
});
