import { takeNumbers } from '../../comparison/part-sample.ts';
import { takeRows } from '../../features/frame.ts';
import type { LabelledAnswers } from './answers.ts';

/** Those whose label is known: NaN is none. `width`: numbers of an answer. */
export function knownRows(dev: LabelledAnswers, width: number): LabelledAnswers {
  const { label } = dev;
  const known = Uint32Array.from([...label.keys()].filter((row) => !Number.isNaN(label[row] ?? Number.NaN)));
  return takeAnswers(dev, known, width);
}

export function takeAnswers(
  { label, score, frame }: LabelledAnswers,
  rows: Uint32Array,
  width: number,
): LabelledAnswers {
  return { label: takeNumbers(label, rows), score: takeNumbers(score, rows, width), frame: takeRows(frame, rows) };
}
