import { compareChecks } from './compare-checks.ts';
import { compareParameters } from './compare-parameters.ts';
import { beyond, type Deviation, wrong } from './deviation.ts';
import type { FoundRuleset, Rule, Ruleset } from './ruleset.ts';

const words: Readonly<Record<string, string>> = {
  pull_request: 'changes need no pull request',
  required_status_checks: 'no check is required',
  creation: 'anyone may create',
  update: 'anyone may update',
  deletion: 'deletion is allowed',
  non_fast_forward: 'force pushes are allowed',
};

/** Every rule that is asked for, and what the others would do. Rules of one type all hold, so one that suffices is enough. */
export function compareRules(wanted: Ruleset, found: Pick<FoundRuleset, 'rules'>): Deviation[] {
  const asked = wanted.rules.flatMap((rule) => {
    const same = found.rules.filter(({ type }) => type === rule.type).map((one) => compareRule(rule, one));
    return (
      same.sort((a, b) => faults(a) - faults(b))[0] ?? [wrong(words[rule.type] ?? `there is no rule ${rule.type}`)]
    );
  });
  const more = found.rules.filter(({ type }) => !wanted.rules.some((rule) => rule.type === type));
  return [
    ...asked,
    ...more.map(({ type }) => (hinders(wanted, type) ? wrong(inTheWay(wanted, type)) : beyond(`it also has ${type}`))),
  ];
}

const faults = (deviations: readonly Deviation[]): number => deviations.filter(({ kind }) => kind === 'wrong').length;

function compareRule(wanted: Rule, found: Rule): Deviation[] {
  const checks = wanted.type === 'required_status_checks' ? compareChecks(wanted, found) : [];
  return [...checks, ...compareParameters(wanted, found)];
}

const isGate = (wanted: Ruleset): boolean => wanted.rules.some(({ type }) => type === 'required_status_checks');

/** Whether one more rule stops what must go on: merges on the default branch, the App on ledger and tags. The App's bypass covers all. */
function hinders(wanted: Ruleset, type: string): boolean {
  if (isGate(wanted)) return type === 'update';
  return wanted.bypass_actors.length === 0;
}

function inTheWay(wanted: Ruleset, type: string): string {
  return isGate(wanted) ? `its rule ${type} stops every merge` : `its rule ${type} binds the App, too`;
}
