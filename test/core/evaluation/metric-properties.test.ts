import { describe, expect, test } from 'vitest';
import { measure } from '../../../src/core/comparison/measure.ts';
import { binaryMetrics, type MetricName, regressionMetrics } from '../../../src/core/definitions/schema/gates.ts';
import { isDefined } from '../../../src/core/evaluation/estimate.ts';
import { metrics } from '../../../src/core/evaluation/metrics.ts';
import type { Measurement } from '../../../src/core/gate/evidence.ts';
import { type Row, scoredRows, settings, someRows } from '../comparison/rows.ts';
import { creditGates, evidence, judged, lending } from '../gate/sample-evidence.ts';

/** Enough rows for any metric if nothing were wrong with them. */
const rows = someRows(1200).map((row, i) => ({ ...row, label: i % 8 === 0 ? 1 - row.label : row.label }));
const quick = { ...settings, resamples: 100 };
const why = 'It must be so.';
const numbersOf = ({ challenger, champion, difference, widening }: Measurement) =>
  [challenger, champion, difference, widening].filter((estimate) => estimate !== undefined);

/** Rules that any number at all would pass. */
function easyRules(metric: MetricName) {
  return [
    { metric, rule: 'notWorse', margin: 1e9, why },
    { metric, rule: 'atLeast', threshold: -1e9, why },
    { metric, rule: 'atMost', threshold: 1e9, why },
  ].map((rule) => creditGates([rule]));
}

function outcomes(measurement: Measurement): readonly string[] {
  const project = lending();
  return easyRules(measurement.quantity.metric).map((gates) => judged(evidence([measurement]), gates, project).outcome);
}

const scoresOf = (score: number): readonly Row[] => rows.map((row) => ({ ...row, challenger: score }));
const firsts = [0, 1].map((label) => rows.findIndex((row) => row.label === label));
const broken: readonly (readonly [string, readonly Row[]])[] = [
  ['every score missing', scoresOf(Number.NaN)],
  ['every score infinite', scoresOf(Number.POSITIVE_INFINITY)],
  ['every score minus infinity', scoresOf(Number.NEGATIVE_INFINITY)],
  [
    'a score of each class missing',
    rows.map((row, i) => (firsts.includes(i) ? { ...row, challenger: Number.NaN } : row)),
  ],
  ['no row', []],
  ['one row', rows.slice(0, 1)],
  ['two rows', rows.slice(0, 2)],
  ['no label', rows.map((row) => ({ ...row, label: Number.NaN }))],
];

describe.each([...binaryMetrics, ...regressionMetrics])('%s', (name) => {
  const { task, bothClasses } = metrics[name];

  test('is defined, finite and in order where nothing is wrong', () => {
    const sound = rows.map((row) => (task === 'regression' ? { ...row, label: row.label + 0.5 } : row));
    const measurement = measure(scoredRows(sound, task), { metric: name }, quick);
    expect(isDefined(measurement.challenger), JSON.stringify(measurement.challenger)).toBe(true);
    for (const estimate of numbersOf(measurement).filter(isDefined)) {
      const { value, low, high } = estimate;
      expect([value, low, high].every(Number.isFinite)).toBe(true);
      expect(low).toBeLessThanOrEqual(high);
    }
  });

  test.each(broken)('with %s passes no gate', (_, list) => {
    const measurement = measure(scoredRows(list, task), { metric: name }, quick);
    expect(
      numbersOf(measurement).filter((estimate) => isDefined(estimate) && estimate !== measurement.champion),
    ).toEqual([]);
    expect(outcomes(measurement)).not.toContain('pass');
  });

  test('with a champion that has no scores has no difference', () => {
    const list = rows.map((row) => ({ ...row, champion: Number.NaN }));
    const { difference } = measure(scoredRows(list, task), { metric: name }, quick);
    expect(difference && isDefined(difference)).toBe(false);
  });

  test.skipIf(!bothClasses).each([0, 1])('with labels of %i only passes no gate', (label) => {
    const measurement = measure(
      scoredRows(
        rows.map((row) => ({ ...row, label })),
        task,
      ),
      { metric: name },
      quick,
    );
    expect(numbersOf(measurement).filter(isDefined)).toEqual([]);
    expect(outcomes(measurement)).not.toContain('pass');
  });
});

test('a sound measurement passes the same easy rules, so that the others fail for their numbers', () => {
  const measurement = measure(scoredRows(rows), { metric: 'brier' }, quick);
  expect(outcomes(measurement)).toEqual(['pass', 'pass', 'pass']);
});
