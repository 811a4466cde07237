import { isDefined } from '../../evaluation/estimate.ts';
import { quantityTitle, sentenceStart } from '../../gate/quantity-title.ts';
import type { RuleVerdict } from '../../gate/verdict.ts';
import { rowCountText } from '../number-text.ts';
import { rulesOf } from '../outcome-text.ts';
import { comparesGroups } from '../rule-kind.ts';
import type { Figure, FigureRows } from './figure.ts';
import { drawn, intervals } from './specification.ts';

/** For each rule between groups, what decides it beside what it allows. Rules that ask the same of the same number share a plot. */
export function ruleGapFigures({ verdict }: FigureRows): readonly Figure[] {
  const asked = new Map<string, RuleVerdict[]>();
  for (const rule of rulesOf(verdict).filter(comparesGroups)) {
    const key = askedOf(rule);
    asked.set(key, [...(asked.get(key) ?? []), rule]);
  }
  return [...asked.values()].flatMap((rules, i) => gapFigure(rules, i + 1));
}

/** A plot has one title, one set of lines, and one line for each part of the group: all that these say must be the same. */
function askedOf({ rule, requirement, threshold, lines, decides, against, quantity }: RuleVerdict): string {
  const { name, reference, within } = quantity?.group ?? {};
  const of = [quantity?.metric, quantity?.class, quantity?.among, quantity?.relative, name, reference, within?.name];
  return JSON.stringify([rule, requirement, threshold, lines, decides, against, of]);
}

function gapFigure(rules: readonly RuleVerdict[], number: number): readonly Figure[] {
  const [first] = rules;
  const values = rules.flatMap((rule) => {
    const { effect } = rule;
    if (!isDefined(effect)) return [];
    const part = `${partOf(rule)} (${rowCountText(effect)})`;
    return [{ part, value: drawn(effect.value), low: drawn(effect.low), high: drawn(effect.high) }];
  });
  if (first === undefined || values.length === 0) return [];
  const missing = rules.filter(({ effect }) => !isDefined(effect)).map(partOf);
  const limits = first.lines?.map(({ at }) => at) ?? [first.threshold];
  const lines = limits.map((at) => ({ at, style: 'limit' }) as const);
  return [
    {
      name: `rule-${number}`,
      title: titleOf(first),
      caption: captionOf(first),
      specification: intervals(values, first.requirement, lines),
      ...(missing.length > 0 && { leftOut: `too few rows: ${missing.join(', ')}` }),
    },
  ];
}

/** The part of the group, and inside which part of another one it was asked. */
function partOf({ quantity }: RuleVerdict): string {
  const { value, within } = quantity?.group ?? {};
  return [value, within?.value].filter((name) => name !== undefined).join(', ');
}

function titleOf({ quantity, against }: RuleVerdict): string {
  if (quantity === undefined) return '';
  const { group, relative, ...whole } = quantity;
  const parts = [
    quantityTitle(whole),
    `${relative ? 'as a share of' : 'against'} ${group?.reference}`,
    ...(group?.within ? [`within ${group.within.name}`] : []),
    ...(against === undefined ? [] : [`against the ${against}`]),
  ];
  return sentenceStart(parts.join(', '));
}

function captionOf({ requirement, decides, quantity }: RuleVerdict): string {
  const bounds = decides === 'value' ? 'whatever its bounds' : 'bounds and all';
  const rows = quantity?.relative ? ' In brackets: rows of the smaller of the two groups.' : '';
  return `The number that decides the rule “${requirement}”, beside the dashed line that it must keep to, ${bounds}.${rows}`;
}
