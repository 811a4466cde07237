import { isDefined } from '../../evaluation/estimate.ts';
import { sentenceStart } from '../../gate/quantity-title.ts';
import type { RuleVerdict } from '../../gate/verdict.ts';
import { countText } from '../number-text.ts';
import { rulesOf } from '../outcome-text.ts';
import { comparesGroups } from '../rule-kind.ts';
import type { Figure, FigureRows } from './figure.ts';
import { drawn, intervals } from './specification.ts';

/** For each rule between groups, what decides it beside what it allows. Rules of one kind share a plot. */
export function ruleGapFigures({ verdict }: FigureRows): readonly Figure[] {
  const asked = new Map<string, RuleVerdict[]>();
  for (const rule of rulesOf(verdict).filter(comparesGroups)) {
    const { metric, among, group } = rule.quantity ?? {};
    const key = JSON.stringify([rule.rule, rule.threshold, metric, among, group?.name]);
    asked.set(key, [...(asked.get(key) ?? []), rule]);
  }
  return [...asked.values()].flatMap((rules, i) => gapFigure(rules, i + 1));
}

function gapFigure(rules: readonly RuleVerdict[], number: number): readonly Figure[] {
  const [first] = rules;
  const values = rules.flatMap(({ quantity, effect }) =>
    isDefined(effect)
      ? [
          {
            part: `${quantity?.group?.value} (${countText(effect.n)})`,
            value: drawn(effect.value),
            low: drawn(effect.low),
            high: drawn(effect.high),
          },
        ]
      : [],
  );
  if (first === undefined || values.length === 0) return [];
  const missing = rules.filter(({ effect }) => !isDefined(effect)).map(({ quantity }) => quantity?.group?.value ?? '');
  const limits = first.lines?.map(({ at }) => at) ?? [first.threshold];
  const lines = limits.map((at) => ({ at, style: 'limit' }) as const);
  const { value, reference } = first.quantity?.group ?? {};
  const title = sentenceStart(first.title.replace(`, ${value} against ${reference}`, ''));
  return [
    {
      name: `rule-${number}`,
      title: `${title}, against ${reference}`,
      caption: `The number that decides the rule “${first.requirement}”, beside the dashed line that it must keep to, bounds and all.`,
      specification: intervals(values, first.requirement, lines),
      ...(missing.length > 0 && { leftOut: `too few rows: ${missing.join(', ')}` }),
    },
  ];
}
