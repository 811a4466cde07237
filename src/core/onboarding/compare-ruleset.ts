import { compareBypass } from './compare-bypass.ts';
import { compareRules } from './compare-rules.ts';
import { beyond, type Deviation, wrong } from './deviation.ts';
import type { FoundRuleset, Ruleset } from './ruleset.ts';

/** Everything in which a ruleset of a repository differs from the one asked for; empty when it is that very one. */
export function compareRuleset(wanted: Ruleset, found: Omit<FoundRuleset, 'id'>, defaultBranch: string): Deviation[] {
  return [
    ...(found.enforcement === wanted.enforcement ? [] : [wrong(`it is not active: ${found.enforcement}`)]),
    ...(found.target === wanted.target ? [] : [wrong(`it is about a ${found.target}, not a ${wanted.target}`)]),
    ...compareRefs(wanted, found, defaultBranch),
    ...compareRules(wanted, found),
    ...compareBypass(wanted, found),
    ...(found.name === wanted.name ? [] : [beyond(`it is called "${found.name}"`)]),
  ];
}

function compareRefs(wanted: Ruleset, found: Pick<FoundRuleset, 'conditions'>, defaultBranch: string): Deviation[] {
  const include = found.conditions?.ref_name.include ?? [];
  const exclude = found.conditions?.ref_name.exclude ?? [];
  const asked = wanted.conditions.ref_name.include;
  const same = (pattern: string): readonly string[] =>
    pattern === '~DEFAULT_BRANCH' ? [pattern, `refs/heads/${defaultBranch}`] : [pattern];
  const covered = (pattern: string): boolean => [...same(pattern), '~ALL'].some((name) => include.includes(name));
  return [
    ...asked.filter((pattern) => !covered(pattern)).map((pattern) => wrong(`it does not cover ${pattern}`)),
    ...exclude.map((pattern) => wrong(`it leaves out ${pattern}`)),
    ...include
      .filter((pattern) => !asked.some((one) => same(one).includes(pattern)))
      .map((pattern) => beyond(`it also covers ${pattern}`)),
  ];
}
