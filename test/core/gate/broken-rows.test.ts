// Whatever is wrong with the rows, no rule of any kind that they decide passes. For every metric: test/core/evaluation/*-properties.test.ts.
import { describe, expect, test } from 'vitest';
import { measure } from '../../../src/core/comparison/measure.ts';
import type { ScoredRows } from '../../../src/core/comparison/scored-rows.ts';
import type { Gates } from '../../../src/core/definitions/schema/gates.ts';
import { decidingQuantities } from '../../../src/core/evaluation/quantities.ts';
import { type Row, scoredRows, settings, someRows } from '../comparison/rows.ts';
import { creditGates, evidence, judged, lending } from './sample-evidence.ts';

const why = 'It must be so.';
const about = { metric: 'selection_rate', why };
const gap = { ...about, contrast: 'age', rule: 'gapNotWider', margin: 1e9 };
/** Rules of every kind that rows decide, each such that any number at all would pass it. */
const easy: readonly (readonly [string, object])[] = [
  ['superior', { metric: 'accuracy', rule: 'superior', margin: 1e-9, why }],
  ['a margin that is a share', { metric: 'accuracy', rule: 'notWorse', margin: '900%', anchor: 'none', why }],
  ['a slice', { metric: 'accuracy', slice: { group: 'age' }, rule: 'notWorse', margin: 1e9, anchor: 'none', why }],
  ['a part of a slice', { ...about, slice: { group: 'age', part: 'over 25' }, rule: 'atLeast', threshold: -1e9 }],
  ['rows of one label', { metric: 'accuracy', among: { label: 'Good' }, rule: 'atLeast', threshold: -1e9, why }],
  ['a contrast', { ...about, contrast: 'age', rule: 'atMost', threshold: 1e9 }],
  ['a gap', gap],
  ['a gap that harms one side', { ...gap, worseIs: 'lower' }],
  ['a gap within the parts of another group', { ...gap, within: 'district' }],
  ['a gap of scores', { ...gap, metric: 'mean_score' }],
  ['four fifths', { ...about, contrast: 'age', rule: 'fourFifths' }],
  ['any of two', { any: [{ ...about, rule: 'atMost', threshold: 1e9 }, gap], why }],
  ['none of what fails', { none: [{ metric: 'accuracy', rule: 'atMost', threshold: -1e9, why }], why }],
];

/** Challenger much better than the champion, and both fair: everything above passes. */
const sound: readonly Row[] = someRows(2400).map((row) => ({
  ...row,
  challenger: row.label === 1 ? 0.6 + row.challenger / 5 : row.challenger / 3,
}));
const scored = (challenger: number) => sound.map((row) => ({ ...row, challenger }));
const broken: readonly (readonly [string, readonly Row[]])[] = [
  ['every score missing', scored(Number.NaN)],
  ['every score infinite', scored(Number.POSITIVE_INFINITY)],
  ['every score minus infinity', scored(Number.NEGATIVE_INFINITY)],
  ['some scores missing', sound.map((row, i) => (i < 60 ? { ...row, challenger: Number.NaN } : row))],
  ['no row', []],
  ['one row', sound.slice(0, 1)],
  ['two rows', sound.slice(0, 2)],
  ['nine rows', sound.slice(0, 9)],
  ['no label', sound.map((row) => ({ ...row, label: Number.NaN }))],
];

const parts = { young: '25 or under', old: 'over 25' };

function rowsOf(list: readonly Row[]): ScoredRows {
  const named = list.map((row) => ({ ...row, group: row.group === 'young' ? parts.young : parts.old }));
  const of = scoredRows(named);
  const codes = Int32Array.from(named, (_, i) => i % 2);
  return {
    ...of,
    groups: new Map([...of.groups, ['district', { type: 'category', levels: ['east', 'west'], codes }]]),
  };
}

function gatesOf(rule: object): Gates {
  const gates = creditGates([rule]);
  const [age] = gates.evaluate.groups;
  if (age === undefined) throw new Error('the sample has no group');
  const district = { ...age, name: 'district', by: 'applications:district', bins: undefined, reference: 'east' };
  return { ...gates, evaluate: { ...gates.evaluate, groups: [age, district] } };
}

/** What the gate says of these rows, by the way that evidence goes. */
function outcomeOf(rule: object, list: readonly Row[]): string {
  const gates = gatesOf(rule);
  const rows = rowsOf(list);
  const named = evidence();
  const district = ['east', 'west'].map((value) => ({ value, n: 1200, reference: value === 'east' }));
  const groups = { ...named.groups, district };
  const project = lending();
  const quick = { ...settings, resamples: 200 };
  const measurements = decidingQuantities(gates, groups, project).map((quantity) => measure(rows, quantity, quick));
  return judged(evidence(measurements, { groups }), gates, project).outcome;
}

describe.each(easy)('a rule with %s', (_, rule) => {
  test('passes where nothing is wrong', () => {
    expect(outcomeOf(rule, sound)).toBe('pass');
  });

  test.each(broken)('passes nothing with %s', (_, list) => {
    expect(outcomeOf(rule, list)).not.toBe('pass');
  });
});
