import { statisticsOf } from '../definitions/statistics-of.ts';
import { ledgerBranch } from '../ledger/ledger.ts';
import { checkApp } from './checks/app.ts';
import { checkDefinitions } from './checks/definitions.ts';
import { checkEnvironments } from './checks/environments.ts';
import { checkRulesets } from './checks/gate-binds.ts';
import { checkLedger } from './checks/ledger.ts';
import { checkActions, checkImmutableReleases, checkRights } from './checks/settings.ts';
import { checkWorkflows } from './checks/workflows.ts';
import type { Finding } from './finding.ts';
import type { Observed } from './observed.ts';

/**
 * What a repository has of what aval needs, in the order in which a person would set it up. `templates`: the workflows that aval writes, by
 * path. Branch protection of the old kind is not looked at.
 */
export function diagnose(observed: Observed, templates: ReadonlyMap<string, string>): readonly Finding[] {
  return [
    ...checkRights(observed),
    ...checkDefinitions(observed),
    ...checkApp(observed),
    ...checkActions(observed),
    ...checkWorkflows(observed, templates),
    ...checkRulesets(observed),
    ...checkLedger(ledgerBranch, observed.ledger, statisticsOf(observed.definitions)),
    ...checkImmutableReleases(observed),
    ...checkEnvironments(observed),
  ];
}
