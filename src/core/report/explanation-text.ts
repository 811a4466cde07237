import { isDefined } from '../evaluation/estimate.ts';
import { countedUnit } from '../gate/counted-unit.ts';
import type { RuleVerdict, VerdictNode } from '../gate/verdict.ts';
import { type Limit, meetsLines, roomOf, type WhatWouldChange, whatWouldChange } from '../gate/what-would-change.ts';
import {
  countText,
  decimalsOf,
  estimateText,
  numberText,
  roughCount,
  rowCountText,
  signedText,
} from './number-text.ts';
import { headline, icons, outcomeText } from './outcome-text.ts';
import { isAboutPackage, packageLimitWay, packageSawText } from './package-rule-text.ts';
import { plainText } from './plain-text.ts';
import { boundsOwnNumber, isGap, isShare } from './rule-kind.ts';

const longest = 1000;

/** A verdict as plain lines: the headline, then every rule with what it saw, what it asks and why, and what would change it. */
export function explanationText(verdict: VerdictNode): readonly string[] {
  const first = `${icons[verdict.outcome]} ${plainText(headline(verdict), longest)}`;
  return [first, ...verdict.children.flatMap((child) => lines(child, '  '))];
}

function lines(node: VerdictNode | RuleVerdict, indent: string): readonly string[] {
  if (node.kind !== 'rule') {
    const title = `${indent}${icons[node.outcome]} ${plainText(node.title, longest)}`;
    return [title, ...node.children.flatMap((child) => lines(child, `${indent}  `))];
  }
  const said = (label: string, text: string | undefined): string[] =>
    text === undefined ? [] : [`${indent}   ${label.padEnd(12)}${plainText(text, longest)}`];
  return [
    `${indent}${outcomeText(node)}  ${plainText(node.sentence, longest)}`,
    ...said('saw', sawText(node)),
    ...said('asks', `${node.requirement}. ${node.why}`),
    ...said('would pass', changeText(node)),
    ...said('has room', roomText(node)),
  ];
}

function sawText(rule: RuleVerdict): string | undefined {
  const { champion, challenger, effect } = rule;
  if (!isDefined(effect)) return undefined;
  if (isAboutPackage(rule)) return packageSawText(rule);
  const parts = [
    champion && isDefined(champion) && `production ${valueText(rule, champion.value)}`,
    challenger && isDefined(challenger) && `this change ${valueText(rule, challenger.value)}`,
    isDifference(rule) &&
      `difference ${estimateText(effect, { signed: true, limit: rule.threshold, percent: isShare(rule) })}`,
    boundsOwnNumber(rule) && `interval ${estimateText(effect, { signed: false, limit: rule.threshold })}`,
    `${rowCountText(effect)} ${countedUnit(rule.quantity?.metric)}`,
  ];
  return parts.filter((part) => typeof part === 'string').join(' · ');
}

/** What would make it pass, in words; undefined where it passed or nothing is known to. */
export function changeText(rule: RuleVerdict): string | undefined {
  const change = whatWouldChange(rule);
  if (change === undefined) return undefined;
  const ways = [rowsWay(rule, change), numberWay(rule, change), change.limit && limitWay(rule, change.limit)];
  const known = ways.filter((way) => way !== undefined);
  return known.length === 0 ? undefined : `with ${known.join(', or with ')}`;
}

function rowsWay(rule: RuleVerdict, { moreRows }: WhatWouldChange): string | undefined {
  if (moreRows === undefined) return undefined;
  const group = rule.quantity?.group === undefined ? '' : ` of ${rule.quantity.group.value}`;
  const count = meetsLines(rule) ? countText(moreRows) : `about ${roughCount(moreRows)}`;
  return `${count} more ${countedUnit(rule.quantity?.metric)}${group}`;
}

function numberWay(rule: RuleVerdict, { atLeast, atMost }: WhatWouldChange): string | undefined {
  if (isAboutPackage(rule)) return undefined; // its limit says the same
  const about = `${isDifference(rule) ? 'a difference of ' : ''}`;
  if (atLeast !== undefined)
    return `${about}${numberFor(rule, atLeast, Math.ceil)} or more on as many ${countedUnit(rule.quantity?.metric)}`;
  if (atMost !== undefined)
    return `${about}${numberFor(rule, atMost, Math.floor)} or less on as many ${countedUnit(rule.quantity?.metric)}`;
  return undefined;
}

function limitWay(rule: RuleVerdict, limit: Limit): string | undefined {
  if (isAboutPackage(rule)) return `${packageLimitWay(limit)} in gates.yaml`;
  const { of, side, at } = limit;
  const number = limitText(rule, at, side === 'above' ? Math.ceil : Math.floor);
  // A margin that is 0 once it is rounded is none that could be written.
  return of === 'margin' && Number.parseFloat(number) === 0 ? undefined : `a ${of} ${side} ${number} in gates.yaml`;
}

function roomText(rule: RuleVerdict): string | undefined {
  const room = roomOf(rule);
  if (room === undefined || isAboutPackage(rule)) return undefined;
  const ends = [
    room.downTo !== undefined && `down to ${numberFor(rule, room.downTo, Math.ceil)}`,
    room.upTo !== undefined && `up to ${numberFor(rule, room.upTo, Math.floor)}`,
  ].filter((end) => typeof end === 'string');
  return ends.length === 0 ? undefined : `${ends.join(' and ')} on as many ${countedUnit(rule.quantity?.metric)}`;
}

type Rounding = (value: number) => number;

/** A number of the deciding kind, rounded so that it still does what is said of it. */
function numberFor(rule: RuleVerdict, value: number, rounding: Rounding): string {
  return isDifference(rule) ? textOf(rule, value, rounding, signedText) : textOf(rule, value, rounding, numberText);
}

function limitText(rule: RuleVerdict, value: number, rounding: Rounding): string {
  return textOf(rule, value, rounding, numberText);
}

function textOf(rule: RuleVerdict, value: number, rounding: Rounding, write: typeof numberText): string {
  const decimals = 1 + (isDefined(rule.effect) ? decimalsOf(rule.effect, rule.threshold) : 2);
  const factor = isShare(rule) ? 100 : 1;
  const places = Math.max(0, isShare(rule) ? decimals - 2 : decimals);
  const scaled = Number((value * factor).toPrecision(12));
  const rounded = rounding(Number((scaled * 10 ** places).toPrecision(12))) / 10 ** places;
  return `${write(rounded, places)}${isShare(rule) ? ' %' : ''}`;
}

function valueText(rule: RuleVerdict, value: number): string {
  const decimals = isDefined(rule.effect) && !isShare(rule) ? decimalsOf(rule.effect, rule.threshold) : 3;
  return (isGap(rule) ? signedText : numberText)(value, decimals);
}

function isDifference({ rule }: RuleVerdict): boolean {
  return rule === 'notWorse' || rule === 'superior' || rule === 'gapNotWider';
}
