import { aucNonInferioritySampleSize, type EqualAucs } from '../../../core/comparison/auc-sample-size.ts';
import {
  mcnemarSampleSize,
  meanDifferenceSampleSize,
  nonInferioritySampleSize,
  type Plan,
  pairedHalfWidth,
  pairedTSampleSize,
  shareHalfWidth,
} from '../../../core/comparison/sample-size.ts';
import { countText, percentText } from '../../../core/report/number-text.ts';

/** What a question about rows comes to: for machines, and as tables for people. */
export interface PowerTable {
  readonly says: readonly string[];
  readonly rows: readonly object[];
  readonly notes?: readonly string[];
  readonly tables: readonly { readonly title?: string; readonly cells: readonly (readonly string[])[] }[];
}

/** Accuracy and other shares of the same rows: what varies is the rows that one model alone gets right. */
export function rowsForShares(margins: readonly number[], disagreements: readonly number[], plan: Plan): PowerTable {
  const rows = margins.flatMap((margin) =>
    disagreements.map((disagreement) => {
      // No more rows can be gained than there are on which the models differ.
      const seen = disagreement < margin ? undefined : rowsToSee(margin, disagreement, plan);
      return {
        margin,
        disagreement,
        rows: Math.ceil(nonInferioritySampleSize(disagreement, margin, plan)),
        ...(seen !== undefined && { toSeeIt: seen }),
      };
    }),
  );
  const table = (title: string, of: (row: (typeof rows)[number]) => number | undefined) => ({
    title,
    cells: [
      ['margin \\ disagreement', ...disagreements.map((share) => percentText(share))],
      ...margins.map((margin) => [
        String(margin),
        ...rows
          .filter((row) => row.margin === margin)
          .map((row) => countOr(of(row)) + (isFew(row, of(row)) ? '*' : '')),
      ]),
    ],
  });
  return {
    says: [
      'Rows for a share such as accuracy, of both models on the same rows. Disagreement: the share of rows that one model alone gets right.',
    ],
    rows,
    tables: [
      table('To show that it is not worse by the margin, if both models are equally good:', ({ rows: count }) => count),
      table('To see a change of that size (McNemar, two-sided):', ({ toSeeIt }) => toSeeIt),
    ],
    notes: rows.some((row) => isFew(row, row.rows))
      ? [`* On fewer than ${few} of these the models differ, and the formula is for many: plan for more.`]
      : [],
  };
}

/** docs/reference/power.md: with fewer rows on which the models differ, as many as planned decide less often than planned. */
const few = 30;

function isFew({ disagreement }: { readonly disagreement: number }, rows: number | undefined): boolean {
  return rows !== undefined && rows * disagreement < few;
}

/** Connor (1987): one model alone is right on half of the disagreement and half of the change. */
function rowsToSee(change: number, disagreement: number, plan: Plan): number {
  return Math.ceil(mcnemarSampleSize((disagreement + change) / 2, (disagreement - change) / 2, plan));
}

/** One number for each row, such as a loss: what varies is its difference between the models. */
export function rowsForMeans(margins: readonly number[], deviations: readonly number[], plan: Plan): PowerTable {
  const rows = margins.flatMap((margin) =>
    deviations.map((deviation) => ({
      margin,
      deviation,
      rows: Math.ceil(meanDifferenceSampleSize(deviation, margin, plan).nonInferiority),
      toSeeIt: Math.ceil(pairedTSampleSize(margin / deviation, plan)),
    })),
  );
  const cells = [
    ['margin', 'deviation', 'rows: not worse by it', 'rows: a change of that size is seen'],
    ...rows.map((row) => [String(row.margin), String(row.deviation), countText(row.rows), countText(row.toSeeIt)]),
  ];
  return {
    says: [
      'Rows for a mean of one number per row, such as a loss. Deviation: the standard deviation of its difference between the models.',
    ],
    rows,
    tables: [{ cells }],
  };
}

/** ROC AUC, of two models that rank equally well. */
export function rowsForAuc(models: EqualAucs, margins: readonly number[], plan: Plan): PowerTable {
  const { auc, positive, correlation } = models;
  const rows = margins.map((margin) => ({
    ...{ margin, auc, positive, correlation },
    rows: Math.ceil(aucNonInferioritySampleSize(models, margin, plan)),
  }));
  const cells = [['margin', 'rows: not worse by it'], ...rows.map((row) => [String(row.margin), countText(row.rows)])];
  const says = `Rows to show that a ROC AUC of ${auc} is not worse by the margin, if both models rank equally well: ${percentText(positive)} positive, correlation ${correlation} of the two estimates (higher where they rank alike, and then fewer rows do).`;
  return { says: [says], rows, tables: [{ cells }] };
}

/** How far an interval reaches to each side with so many rows: of the difference of two shares, and of one share by itself. */
export function halfWidths(
  counts: readonly number[],
  disagreements: readonly number[],
  share: number | undefined,
  { alpha }: Plan,
): PowerTable {
  const rows = counts.map((count) => ({
    rows: count,
    differences: disagreements.map((disagreement) => ({
      disagreement,
      halfWidth: pairedHalfWidth(disagreement, count, alpha),
    })),
    ...(share !== undefined && { share, halfWidth: shareHalfWidth(share, count, alpha) }),
  }));
  const points = (width: number) => `± ${(100 * width).toFixed(1)} points`;
  const cells = [
    [
      'rows',
      ...disagreements.map((disagreement) => `difference, ${percentText(disagreement)} differ`),
      ...(share === undefined ? [] : [`a share of ${percentText(share)}`]),
    ],
    ...rows.map((row) => [
      countText(row.rows),
      ...row.differences.map(({ halfWidth }) => points(halfWidth)),
      ...('halfWidth' in row && row.halfWidth !== undefined ? [points(row.halfWidth)] : []),
    ]),
  ];
  return {
    says: ['How far the interval of a share such as accuracy reaches to each side, at twice alpha.'],
    rows,
    tables: [{ cells }],
  };
}

const countOr = (count: number | undefined): string => (count === undefined ? '–' : countText(count));
