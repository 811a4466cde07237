import { requiredChecks } from '../compare-checks.ts';
import { type Finding, missing, warning } from '../finding.ts';
import type { Observed, ObservedRulesets } from '../observed.ts';
import { gateCheck, rulesets } from '../rulesets.ts';
import { conflictingRules } from './conflicting-rules.ts';
import { matchRuleset, rulesetFinding } from './rulesets.ts';

/** The rulesets that make the gate bind, each by itself and against all others. */
export function checkRulesets(observed: Observed): Finding[] {
  const { rulesets: seen, repository } = observed;
  if (seen.kind === 'hidden') return [unreadable(observed, seen.why)];
  const appId = appIdOf(observed, seen.value);
  const matched = rulesets({ appId: appId ?? 1 }).map((wanted) => ({
    wanted,
    match: matchRuleset(wanted, seen.value.all, repository.defaultBranch),
  }));
  const ours = new Set(matched.flatMap(({ match }) => match?.found.id ?? []));
  return [
    ...matched.map(({ wanted, match }) => rulesetFinding(wanted, match, observed)),
    ...(appId === undefined ? [] : conflictingRules(seen.value, appId, ours)),
  ];
}

/** The App's number: as its page says; else the one that the rulesets name, which are then compared with each other. */
function appIdOf({ app }: Observed, { all }: ObservedRulesets): number | undefined {
  if (app?.seen.kind === 'seen') return app.seen.value.id;
  const pins = all.flatMap(({ rules }) => rules.flatMap(requiredChecks)).filter(({ context }) => context === gateCheck);
  const ours = all.filter(({ name }) => rulesets({ appId: 1 }).some(({ ruleset }) => ruleset.name === name));
  const passers = ours
    .flatMap(({ bypass_actors: actors }) => actors ?? [])
    .filter(({ actor_type: type }) => type === 'Integration');
  const named = [...pins.map(({ integration_id: id }) => id), ...passers.map(({ actor_id: id }) => id)];
  return named.find((id) => typeof id === 'number' && id > 0) ?? undefined;
}

function unreadable({ repository }: Observed, why: string): Finding {
  if (!repository.private)
    return warning(
      'rulesets',
      `they can't be read: ${why}`,
      'Give the token read access to this repository’s metadata.',
    );
  return missing(
    'rulesets',
    `the gate can't bind here: ${why}`,
    'Private repositories have rulesets from GitHub Pro and Team on; or make the repository public.',
  );
}
