import type { Predicted } from '../routes.ts';
import type { PredictionLog } from './prediction-log.ts';

/** Records what is answered, at `now` (milliseconds since 1970). */
export function loggedTo(log: PredictionLog, now: () => number): Predicted {
  return ({ model, version, digest, classes }, { id, keys, frame, scores, decided }) => {
    const time = new Float64Array(frame.rows).fill(now() * 1000);
    const own = { model, version, digest, ...(classes && { classes: classes.length }) };
    log.record({ ...own, request: id, keys, time, frame, prediction: scores, ...(decided && { decided }) });
  };
}
