import type { Octokit } from '@octokit/rest';
import { ledgerBranch } from '../../core/ledger/ledger.ts';
import type { ObservedRulesets, Seen } from '../../core/onboarding/observed.ts';
import { type BranchRule, branchRule, type FoundRuleset, foundRuleset } from '../../core/onboarding/ruleset.ts';
import type { RepositoryName } from '../release-source.ts';
import { seen } from './seen.ts';

/** Every ruleset that binds a repository, its organisation's too, and the rules in force on the two branches that matter. */
export function readRulesets(
  octokit: Octokit,
  name: RepositoryName,
  defaultBranch: string,
): Promise<Seen<ObservedRulesets>> {
  return seen('the rulesets', read(octokit, name, defaultBranch));
}

async function read(octokit: Octokit, name: RepositoryName, defaultBranch: string): Promise<ObservedRulesets> {
  const { repos } = octokit.rest;
  const listed = await octokit.paginate(repos.getRepoRulesets, { ...name, includes_parents: true, per_page: 100 });
  const all: FoundRuleset[] = [];
  for (const { id } of listed)
    all.push(foundRuleset.parse((await repos.getRepoRuleset({ ...name, ruleset_id: id })).data));
  const on = async (branch: string): Promise<readonly BranchRule[]> =>
    (await octokit.paginate(repos.getBranchRules, { ...name, branch, per_page: 100 })).map((rule) =>
      branchRule.parse(rule),
    );
  return { all, onDefaultBranch: await on(defaultBranch), onLedger: await on(ledgerBranch) };
}
