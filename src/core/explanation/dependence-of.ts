import { columnText } from '../features/column-text.ts';
import type { Frame } from '../features/frame.ts';
import { takeRows } from '../features/frame.ts';
import type { PackageScorer } from '../registry/package-scorer.ts';
import { blockMeans } from './block-means.ts';
import type { DevRows } from './dev-rows.ts';
import type { Dependence, DependencePoint } from './explanation.ts';
import { curvesOf, gridFrame, gridOf } from './partial-dependence.ts';

/** Partial dependence of the model's answers on one feature, over dev rows: a mean with interval at each value, for each output. Undefined where no row has a value. */
export async function dependenceOf(
  feature: string,
  { frame, averaged }: DevRows,
  outputs: number,
  score: PackageScorer,
): Promise<Dependence | undefined> {
  const column = frame.columns.get(feature);
  const grid = column === undefined ? [] : gridOf(column);
  if (column === undefined || grid.length === 0) return undefined;
  const answers = await score(gridFrame(frame, feature, grid));
  const means = Array.from({ length: outputs }, (_, output) => {
    const own = answers.filter((_answer, at) => at % outputs === output);
    return blockMeans(curvesOf(own, frame.rows), grid.length, averaged);
  });
  const names = textOf(frame, feature, grid);
  const points = grid.map(
    (value, k): DependencePoint => ({
      value: column.type === 'number' ? value : (names[k] ?? ''),
      means: means.flatMap((ofOutput) => ofOutput[k] ?? []),
    }),
  );
  return { feature, points };
}

function textOf(frame: Frame, feature: string, grid: readonly number[]): readonly (string | null)[] {
  const made = gridFrame(takeRows(frame, Uint32Array.of(0)), feature, grid).columns.get(feature);
  return made === undefined ? [] : columnText(made);
}
