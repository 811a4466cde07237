import { metrics } from '../evaluation/metrics.ts';
import type { FoundSegment, Segments } from '../evaluation/segments/segments-evidence.ts';
import { countText, decimalsOf, estimateText, levelText, numberText } from './number-text.ts';
import type { TextTable } from './text-table.ts';

/** Weak segments, the surest first: the metric there and elsewhere, and the difference with its interval. No rows where none was found. */
export function segmentsTable({ metric, alpha, found }: Segments): TextTable {
  const { title } = metrics[metric];
  return {
    head: ['segment', `${title} there`, 'elsewhere', `difference, ${levelText(alpha)}`, 'rows'],
    align: ['l', 'r', 'r', 'c', 'r'],
    rows: found.map((segment) => {
      const difference = { ...segment, value: segment.difference, method: 'linearised' };
      const decimals = decimalsOf(difference);
      return [
        segmentName(segment),
        numberText(segment.segment, decimals),
        numberText(segment.rest, decimals),
        estimateText(difference, { signed: true }),
        countText(segment.n),
      ];
    }),
  };
}

/** `loan:amount over 10 to 20 and loan:purpose car`. */
function segmentName({ where }: FoundSegment): string {
  return where.map(({ column, part }) => `${column} ${part}`).join(' and ');
}

/** What was searched, and how it was made sure that chance names few. */
export function segmentsText({ metric, rows, searched, tested, found, alpha }: Segments): string {
  const looked = `${countText(searched)} segments were searched by ${metrics[metric].title} on ${countText(rows.searched)} dev rows`;
  if (tested === 0) return `${looked}; none stands out.`;
  const other = `on the other ${countText(rows.confirming)}`;
  if (found.length === 0) return `${looked}; of the ${tested} that stood out none is confirmed ${other}.`;
  return `${looked}; the ${tested} that stood out were tested ${other}, each at ${levelText(alpha)}, and these are worse there too.`;
}
