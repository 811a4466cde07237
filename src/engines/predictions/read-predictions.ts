import { isOfAnother, mayHold, modelFolder, type TimeRange } from '../../core/predictions/prediction-path.ts';
import type { PredictionPlace } from './prediction-place.ts';

export interface PredictionRange extends TimeRange {
  /** Of one version only. */
  readonly digest?: string;
}

/**
 * The Parquet files that may hold predictions of a model in a range of time, as paths of the place: those of the log, and those that something else
 * put below the model's folder. Rows not rotated yet are in none of them.
 */
export async function readPredictions(
  place: PredictionPlace,
  model: string,
  { digest, ...range }: PredictionRange,
): Promise<readonly string[]> {
  const paths = await place.list(modelFolder(model));
  return paths.filter((path) => mayHold(path, range) && !(digest !== undefined && isOfAnother(path, digest)));
}
