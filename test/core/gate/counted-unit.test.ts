import { expect, test } from 'vitest';
import { measure } from '../../../src/core/comparison/measure.ts';
import { binaryMetrics } from '../../../src/core/definitions/schema/metric-names.ts';
import { countedUnit } from '../../../src/core/gate/counted-unit.ts';
import { scoredRows, settings, someRows } from '../comparison/rows.ts';

const rows = someRows(400);
const called = ({ challenger }: (typeof rows)[number]) => challenger >= 0.5;
const positive = ({ label }: (typeof rows)[number]) => label === 1;
const counts: Readonly<Record<string, number>> = {
  rows: rows.length,
  'positive rows': rows.filter(positive).length,
  'negative rows': rows.filter((row) => !positive(row)).length,
  'rows called positive': rows.filter(called).length,
  'rows called negative': rows.filter((row) => !called(row)).length,
  'rows positive or called so': rows.filter((row) => positive(row) || called(row)).length,
  'rows of the top 1 %': 4,
  'rows of the top 5 %': 20,
  'rows of the top 10 %': 40,
};

test.each(binaryMetrics)('%s says what its n counts', (metric) => {
  const { challenger } = measure(scoredRows(rows), { metric }, { ...settings, resamples: 100 });
  expect(challenger.n).toBe(counts[countedUnit(metric)]);
});
