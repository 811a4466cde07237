import type { Column } from '../../../src/core/features/frame.ts';
import type { LoggedRows } from '../../../src/serving/log/logged-rows.ts';

export const digest = `sha256:${'ab12'.repeat(16)}`;

/** Rows of a request to the model `loan`; one row with one number if nothing else is said. */
export function rowsOf(
  keys: readonly string[],
  columns: Readonly<Record<string, Column>> = {},
  more: Partial<LoggedRows> = {},
): LoggedRows {
  const rows = keys.length;
  const features =
    Object.keys(columns).length > 0 ? columns : { 'applicant:amount': numberColumn(keys.map((_, row) => row)) };
  return {
    model: 'loan',
    version: '1.2.0',
    digest,
    request: `request of ${keys[0]}`,
    keys,
    time: new Float64Array(rows).fill(1_767_323_045_000_001),
    frame: { rows, columns: new Map(Object.entries(features)) },
    prediction: Float64Array.from(keys, (_, row) => row / 8),
    ...more,
  };
}

export const numberColumn = (values: readonly number[]): Column => ({
  type: 'number',
  values: Float64Array.from(values),
});
