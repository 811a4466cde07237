import { expect, test } from 'vitest';
import type { Segments } from '../../../src/core/evaluation/segments/segments-evidence.ts';
import { segmentsTable, segmentsText } from '../../../src/core/report/segments-table.ts';
import { markdownOf } from '../../../src/core/report/text-table.ts';
import { weightedRowsTexts } from '../../../src/core/report/weighted-rows.ts';

const segments: Segments = {
  metric: 'roc_auc',
  rows: { searched: 1010, confirming: 990 },
  fewest: 50,
  searched: 1234,
  tested: 8,
  alpha: 0.00625,
  found: [
    {
      where: [
        { column: 'loan:amount', part: 'over 10 to 20' },
        { column: 'loan:purpose', part: 'a|b <c>' },
      ],
      n: 61,
      segment: 0.61,
      rest: 0.74,
      difference: -0.13,
      low: -0.22,
      high: -0.04,
    },
  ],
};

test('a segment says where, how bad, how bad elsewhere, and how sure', () => {
  expect(segmentsTable(segments)).toEqual({
    head: ['segment', 'ROC AUC there', 'elsewhere', 'difference, 98.75 %', 'rows'],
    align: ['l', 'r', 'r', 'c', 'r'],
    rows: [['loan:amount over 10 to 20 and loan:purpose a|b <c>', '0.61', '0.74', '−0.13 (−0.22 … −0.04)', '61']],
  });
});

test('values of data are escaped where they are shown', () => {
  expect(markdownOf(segmentsTable(segments))).toContain('a&#124;b &lt;c&gt;');
});

test('what was searched is said, found or not', () => {
  expect(segmentsText(segments)).toBe(
    '1,234 segments were searched by ROC AUC on 1,010 dev rows; the 8 that stood out were tested on the other 990, each at 98.75 %, and these are worse there too.',
  );
  expect(segmentsText({ ...segments, found: [] })).toMatch(
    /of the 8 that stood out none is confirmed on the other 990\.$/,
  );
  expect(segmentsText({ ...segments, tested: 0, found: [] })).toMatch(/; none stands out\.$/);
});

test('effective rows are said where they are much fewer than the rows', () => {
  const rows = { evaluated: 1000, trainedOn: 0, unlabelled: 0 };
  expect(weightedRowsTexts(rows)).toEqual([]);
  expect(weightedRowsTexts({ ...rows, effective: 950, weightless: 0 })).toEqual([]);
  expect(weightedRowsTexts({ ...rows, effective: 246, weightless: 12 })).toEqual([
    '12 left out: their weight is 0',
    expect.stringMatching(/^as weighted, they say as much as 246 rows of equal weight$/),
  ]);
});
