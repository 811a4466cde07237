import { isDefined } from '../evaluation/estimate.ts';
import { countedGroup, countedUnit } from '../gate/counted-unit.ts';
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
import { groupIcon, headline, icons, outcomeText } from './outcome-text.ts';
import { isAboutPackage, packageLimitWay, packageSawText } from './package-rule-text.ts';
import { plainText } from './plain-text.ts';
import { endText, isDifference, roundedFor, writtenFor } from './proposed-number.ts';
import { boundsOwnNumber, isGap, isShare } from './rule-kind.ts';

const longest = 1000;

/** A verdict as plain lines: the headline, then every rule with what it saw, what it asks and why, and what would change it. */
export function explanationText(verdict: VerdictNode): readonly string[] {
  const first = `${icons[verdict.outcome]} ${plainText(headline(verdict), longest)}`;
  return [first, ...verdict.children.flatMap((child) => lines(child, '  '))];
}

function lines(node: VerdictNode | RuleVerdict, indent: string): readonly string[] {
  if (node.kind !== 'rule') {
    const title = `${indent}${groupIcon(node)} ${plainText(node.title, longest)}`;
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
  const group = rule.quantity === undefined ? '' : countedGroup(rule.quantity);
  const count = meetsLines(rule) ? countText(moreRows) : `about ${roughCount(moreRows)}`;
  return `${count} more ${countedUnit(rule.quantity?.metric)}${group}`;
}

function numberWay(rule: RuleVerdict, change: WhatWouldChange): string | undefined {
  if (isAboutPackage(rule)) return undefined; // its limit says the same
  const above = change.moreThan ?? change.atLeast;
  const below = change.lessThan ?? change.atMost;
  const end = endText(rule, 'above', above) ?? endText(rule, 'below', below);
  const about = isDifference(rule) ? 'a difference of ' : '';
  return end === undefined ? undefined : `${about}${end} on as many ${countedUnit(rule.quantity?.metric)}`;
}

function limitWay(rule: RuleVerdict, limit: Limit): string | undefined {
  if (isAboutPackage(rule)) {
    const way = packageLimitWay(limit);
    return way && `${way} in gates.yaml`;
  }
  const { of, side, at } = limit;
  const number = roundedFor(rule, at, side);
  // A margin that is 0 once it is rounded is none that could be written.
  if (of === 'margin' && number.value === 0) return undefined;
  return `a ${of} ${side} ${writtenFor(rule, number, numberText)} in gates.yaml`;
}

function roomText(rule: RuleVerdict): string | undefined {
  const room = roomOf(rule);
  if (room === undefined || isAboutPackage(rule)) return undefined;
  const ends = [endText(rule, 'above', room.above), endText(rule, 'below', room.below)];
  const known = ends.filter((end) => end !== undefined);
  if (known.length === 0) return undefined;
  const it = isDifference(rule) ? 'the difference' : 'it';
  return `while ${it} is ${known.join(' and ')} on as many ${countedUnit(rule.quantity?.metric)}`;
}

function valueText(rule: RuleVerdict, value: number): string {
  const decimals = isDefined(rule.effect) && !isShare(rule) ? decimalsOf(rule.effect, rule.threshold) : 3;
  return (isGap(rule) ? signedText : numberText)(value, decimals);
}
