import { compareRuleset } from '../compare-ruleset.ts';
import type { Deviation } from '../deviation.ts';
import { type Finding, missing, ok, warning } from '../finding.ts';
import type { Observed } from '../observed.ts';
import type { FoundRuleset } from '../ruleset.ts';
import type { RulesetPart, WantedRuleset } from '../rulesets.ts';

/** The ruleset that stands for a wanted one, with its deviations: the one of its name, or one that does as much under another. */
export interface Match {
  readonly found: FoundRuleset;
  readonly deviations: readonly Deviation[];
}

export function matchRuleset(
  { ruleset }: WantedRuleset,
  all: readonly FoundRuleset[],
  defaultBranch: string,
): Match | undefined {
  const compared = all.map((found) => ({ found, deviations: compareRuleset(ruleset, found, defaultBranch) }));
  const named = compared.filter(({ found }) => found.name === ruleset.name);
  return [...named, ...compared].find(({ deviations }) => !isWrong(deviations)) ?? named[0];
}

const isWrong = (deviations: readonly Deviation[]): boolean => deviations.some(({ kind }) => kind === 'wrong');

/** What holds with each ruleset, and what without it. */
const meaning: Readonly<Record<RulesetPart, { readonly kept: string; readonly open: string }>> = {
  gate: {
    kept: 'pull requests only, and only with the check "aval / gate" of the App',
    open: 'nothing stops a merge without the check "aval / gate"',
  },
  'ledger writes': { kept: 'only the App writes aval-ledger', open: 'everyone who may push writes aval-ledger' },
  'ledger history': { kept: 'nobody rewrites aval-ledger', open: 'aval-ledger can be rewritten and deleted' },
  'version tags': { kept: 'only the App tags versions', open: 'everyone who may push tags versions' },
  'version history': { kept: 'nobody moves or deletes version tags', open: 'version tags can be moved and deleted' },
};

/** What a person reads of one wanted ruleset. */
export function rulesetFinding(
  wanted: WantedRuleset,
  match: Match | undefined,
  { repository, app }: Observed,
): Finding {
  const { part, path } = wanted;
  const { kept, open } = meaning[part];
  const rules = `${repository.page}/settings/rules`;
  if (match === undefined) {
    const id = app?.seen.kind === 'seen' ? app.seen.value.id : '<number>';
    return missing(part, open, `Import ${path} at ${rules}; aval init --github --app-id ${id} writes it.`);
  }
  const { found, deviations } = match;
  const said = (kind: Deviation['kind']): string =>
    deviations
      .filter((one) => one.kind === kind)
      .map(({ says }) => says)
      .join('; ');
  if (isWrong(deviations))
    return missing(
      part,
      `"${found.name}": ${said('wrong')}`,
      `Change it at ${rules}/${found.id}, or delete it and import ${path}.`,
    );
  const unseen = said('unseen');
  if (unseen !== '' && repository.administers)
    return warning(
      part,
      `${kept}, as far as can be seen: ${unseen}`,
      'Let the token read what is under Administration.',
    );
  const more = [said('beyond'), unseen === '' ? '' : 'bypasses not shown'].filter((one) => one !== '').join('; ');
  return ok(part, `${kept}${more === '' ? '' : ` (${more})`}`);
}
