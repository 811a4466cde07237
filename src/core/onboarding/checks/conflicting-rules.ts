import { ledgerBranch } from '../../ledger/ledger.ts';
import { requiredChecks } from '../compare-checks.ts';
import { type Finding, missing, warning } from '../finding.ts';
import type { ObservedRulesets } from '../observed.ts';
import type { BranchRule } from '../ruleset.ts';
import { gateCheck } from '../rulesets.ts';

/** Other rulesets, of the repository or its organisation, that undo what ours do: rules add up, so each of them must be met. */
export function conflictingRules(seen: ObservedRulesets, appId: number, ours: ReadonlySet<number>): Finding[] {
  const foreign = (rule: BranchRule): boolean => rule.ruleset_id === undefined || !ours.has(rule.ruleset_id);
  return [
    ...seen.onDefaultBranch.filter(foreign).flatMap((rule) => otherPins(rule, appId, seen)),
    ...seen.onDefaultBranch.filter(({ type }) => type === 'merge_queue').map((rule) => mergeQueue(rule, seen)),
    ...byRuleset(
      seen.onLedger.filter(foreign).filter(({ type }) => type !== 'deletion' && type !== 'non_fast_forward'),
    ).flatMap(([id, types]) => ledgerFinding(id, types, seen, appId)),
  ];
}

function otherPins(rule: BranchRule, appId: number, seen: ObservedRulesets): Finding[] {
  return requiredChecks(rule).flatMap(({ context, integration_id: id }) =>
    context !== gateCheck || typeof id !== 'number' || id === appId
      ? []
      : [
          missing(
            'other rules',
            `${nameOf(rule.ruleset_id, seen)} wants "${gateCheck}" from App ${id}, which never reports it: nothing can be merged`,
            `Take "${gateCheck}" out of it; the ruleset for the gate is enough.`,
          ),
        ],
  );
}

/** The check would have to come on the queue's own commits, and the App judges pull requests only. */
function mergeQueue({ ruleset_id: id }: BranchRule, seen: ObservedRulesets): Finding {
  return missing(
    'other rules',
    `${nameOf(id, seen)} wants a merge queue, where "${gateCheck}" is never reported: nothing leaves the queue`,
    'Take the merge queue out of it: aval does not support one yet.',
  );
}

function byRuleset(rules: readonly BranchRule[]): [id: number | undefined, types: string[]][] {
  const grouped = new Map<number | undefined, string[]>();
  for (const { ruleset_id: id, type } of rules) grouped.set(id, [...(grouped.get(id) ?? []), type]);
  return [...grouped];
}

function ledgerFinding(
  id: number | undefined,
  types: readonly string[],
  seen: ObservedRulesets,
  appId: number,
): Finding[] {
  const actors = seen.all.find((one) => one.id === id)?.bypass_actors;
  const passes = actors?.some(
    (one) => one.actor_id === appId && one.actor_type === 'Integration' && one.bypass_mode !== 'pull_request',
  );
  if (passes === true) return [];
  const says = `${nameOf(id, seen)} asks ${types.join(', ')} of ${ledgerBranch}`;
  const todo = `Leave refs/heads/${ledgerBranch} out of it, or let the App bypass it.`;
  return [
    passes === undefined
      ? warning('other rules', `${says}; whether the App may bypass that is shown to administrators only`, todo)
      : missing('other rules', `${says}, too: the App can't append to the ledger`, todo),
  ];
}

const nameOf = (id: number | undefined, { all }: ObservedRulesets): string =>
  `the ruleset ${JSON.stringify(all.find((one) => one.id === id)?.name ?? id ?? 'of the organisation')}`;
