import { takeColumn } from '../../features/frame.ts';
import { present } from '../../present.ts';
import { findSegments } from '../segments/find-segments.ts';
import type { Measurer } from './measurer.ts';

/** On dev rows only: parts of groups and features that the challenger answers worse. On the holdout each would be one more question asked. */
export const weakSegments: Measurer = ({ evaluation, used, scored, settings }) => {
  const { gates, frame, rows, personal, tier } = evaluation;
  if (tier !== 'dev') return {};
  const index = Uint32Array.from(used.positions, (position) => rows[position] ?? 0);
  const features = [...frame.frame.columns].filter(([name]) => !personal?.has(name));
  const segments = findSegments({
    scored,
    keys: Array.from(index, (row) => frame.keys[row] ?? ''),
    columns: new Map([
      ...scored.groups,
      ...features.map(([name, column]) => [name, takeColumn(column, index)] as const),
    ]),
    metrics: gates.evaluate.metrics,
    settings,
  });
  return present({ segments });
};
