import { takeNumbers } from '../../comparison/part-sample.ts';
import type { Metric } from '../../evaluation/metric.ts';
import type { Sample } from '../../evaluation/sample.ts';

/** The rows that a metric of one class looks at: recall is about positives. Of any other metric all. */
export function amongRows({ among }: Metric, sample: Sample): Sample {
  if (among === undefined) return sample;
  const rows = Uint32Array.from([...sample.label.keys()].filter((row) => sample.label[row] === among));
  return {
    ...sample,
    label: takeNumbers(sample.label, rows),
    score: takeNumbers(sample.score, rows),
    ...(sample.decided && { decided: sample.decided.filter((_, row) => sample.label[row] === among) }),
    ...(sample.weight && { weight: takeNumbers(sample.weight, rows) }),
  };
}
