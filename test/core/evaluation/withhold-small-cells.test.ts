import { describe, expect, test } from 'vitest';
import { measure } from '../../../src/core/comparison/measure.ts';
import type { Gates } from '../../../src/core/definitions/schema/gates.ts';
import { quantitiesOf } from '../../../src/core/evaluation/quantities.ts';
import { whatLeaves } from '../../../src/core/evaluation/what-leaves.ts';
import { withholdSmallCells } from '../../../src/core/evaluation/withhold-small-cells.ts';
import { categoryColumn } from '../../../src/core/features/category.ts';
import { type Evidence, evidenceSchema } from '../../../src/core/gate/evidence.ts';
import { measuredRules } from '../../../src/core/gate/rule-tree.ts';
import { renderComment } from '../../../src/core/report/comment.ts';
import { rulesOf } from '../../../src/core/report/outcome-text.ts';
import { scoredRows, settings, someRows } from '../comparison/rows.ts';
import { creditGates, evidence, judged, lending } from '../gate/sample-evidence.ts';

/** Rows of each age; of the middle one 67 rows, 13 of which are positive. */
const sizes = { old: 401, middle: 67, young: 23, least: 3 } as const;

/** What an evaluation of these rows under these gates finds. */
function found(gates: Gates, tier: Evidence['tier']): Evidence {
  const ages = Object.entries(sizes).flatMap(([age, n]) => Array.from({ length: n }, () => age));
  const rows = someRows(ages.length).map((row, i) => {
    const before = ages.indexOf('middle');
    return { ...row, group: ages[i] ?? '', ...(ages[i] === 'middle' && { label: i - before < 13 ? 1 : 0 }) };
  });
  const scored = { ...scoredRows(rows), groups: new Map([['age', categoryColumn(ages)]]) };
  const groups = {
    age: Object.entries(sizes).map(([value, n]) => ({ value, n, reference: value === 'old' })),
  };
  const quick = { ...settings, resamples: 200 };
  const measurements = quantitiesOf(gates, groups, lending()).map((quantity) => measure(scored, quantity, quick));
  return evidence(measurements, { tier, groups, alpha: 0.05, rows: { evaluated: 494, trainedOn: 0, unlabelled: 0 } });
}

const why = 'Because.';
const gates = creditGates([
  { metric: 'recall', contrast: 'age', rule: 'gapNotWider', margin: 0.05, why },
  { metric: 'roc_auc', contrast: 'age', rule: 'atLeast', threshold: -0.5, why },
  { metric: 'selection_rate', contrast: 'age', rule: 'fourFifths', minimumShare: 0.02, why },
]);
const rules = measuredRules(gates, lending()).map(({ rule }) => rule);

/** Counts below 30 that no text may hold: sizes of groups, and of their positives and negatives. */
const small = [sizes.young, 13];

describe.each(['dev', 'holdout'] as const)('on the %s tier', (tier) => {
  const published = whatLeaves(found(gates, tier), gates, lending());

  test('nothing that leaves tells how many rows a small group has', () => {
    const counts = JSON.stringify([published.groups, published.measurements]).matchAll(/"n":(\d+)|(\d+) of \d+ \w*/g);
    const told = [...counts].map(([, n, of]) => Number(n ?? of)).filter((n) => n > 0 && n < 30);
    expect(told).toEqual([]);
    expect(evidenceSchema.safeParse(published).success).toBe(true);
  });

  test('neither does the comment', () => {
    const verdict = judged(published, gates, lending());
    const comment = renderComment({
      models: [{ verdict, evidence: published, environment: 'production', introduced: false, changes: [] }],
    });
    expect(comment).toContain('fewer than 30');
    expect(comment).not.toMatch(/no rows|only one class/);
    for (const n of small)
      expect(comment.replaceAll(/`[^`]*`/g, '')).not.toMatch(new RegExp(`(?<![\\w.,:])${n}(?![\\w.,%])(?! %)`));
  });

  test('the verdict is what it would be with the counts', () => {
    const outcomes = (of: Evidence) =>
      rulesOf(judged(of, gates, lending())).map(({ title, outcome }) => [title, outcome]);
    const whole = tier === 'dev' ? found(gates, tier) : undefined;
    if (whole) expect(outcomes(published)).toEqual(outcomes(whole));
    expect(outcomes(published).filter(([, outcome]) => outcome === 'waiting')).toEqual([]);
  });
});

test('who is left out for a small share stays left out when the counts are gone', () => {
  const before = found(gates, 'dev');
  const after = withholdSmallCells(before, rules, 30);
  expect(after.groups['age']).toEqual([
    { value: 'old', n: 401, reference: true },
    { value: 'middle', n: 0, fewerThan: 120, reference: false },
    { value: 'young', n: 0, fewerThan: 30, reference: false },
    { value: 'least', n: 0, fewerThan: 30, belowShare: 0.02, reference: false },
  ]);
});

test('withholding again changes nothing', () => {
  const once = withholdSmallCells(found(gates, 'dev'), rules, 30);
  expect(withholdSmallCells(once, rules, 30)).toEqual(once);
});

test('a required group with too few rows leaves the gate undecided', () => {
  const one = creditGates([{ metric: 'recall', contrast: 'age', rule: 'atLeast', threshold: -1, why }]);
  expect(judged(whatLeaves(found(one, 'dev'), one, lending()), one, lending()).outcome).toBe('inconclusive');
});
