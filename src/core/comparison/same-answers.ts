import { predictedPositive } from '../evaluation/binary/decisions.ts';
import type { Metric } from '../evaluation/metric.ts';
import { decidedClasses } from '../evaluation/multiclass/class-scores.ts';
import { rankByScore } from '../evaluation/ranking.ts';
import type { Sample } from '../evaluation/sample.ts';

/** Whether nothing that the metric sees tells two models apart on these rows. */
export function sameAnswers(metric: Metric, a: Sample, b: Sample): boolean {
  if ('perRow' in metric) return equal(metric.perRow(a), metric.perRow(b));
  switch (metric.reads) {
    case 'scores':
      return equal(a.score, b.score);
    case 'decisions':
      if (a.classes !== undefined) return equal(decidedClasses(a), decidedClasses(b));
      return equal(predictedPositive(a), predictedPositive(b));
    case 'ranking': {
      const [ofA, ofB] = [rankByScore(a.score), rankByScore(b.score)];
      return equal(ofA.order, ofB.order) && equal(ofA.endsTie, ofB.endsTie);
    }
  }
}

function equal<T extends Float64Array | Uint32Array | Uint8Array>(a: T, b: T): boolean {
  return a.length === b.length && a.every((value, i) => value === b[i]);
}
