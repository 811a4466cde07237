import { curvePoints } from '../../evaluation/binary/curves.ts';
import type { DrawnModel, FigureRows } from './figure.ts';

type CurvePoint = ReturnType<typeof curvePoints>[number];

/** What a model's decisions give together where thresholds differ between rows: a point that need not lie on its curve. Undefined where one threshold decides. */
export function decidedPoint({ scored }: FigureRows, { decided }: DrawnModel): CurvePoint | undefined {
  if (decided === undefined) return undefined;
  const points = curvePoints(scored.label, Float64Array.from(decided), scored.weight);
  return points.findLast(({ threshold }) => threshold >= 1);
}

/** Why such a point is not on its curve, to put after a caption; nothing where one threshold decides. */
export function decidedNote({ scored, evidence }: FigureRows, drawnAs: string): string {
  if (scored.decided === undefined) return '';
  const group = evidence.thresholds?.byGroup?.name;
  return ` Each part of ${group ?? 'a group'} has its own threshold; ${drawnAs} is what they decide together, which need not be on the curve.`;
}
