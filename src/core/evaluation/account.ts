import { type Digest, digestOf } from '../digest.ts';
import type { ModelFrame } from '../features/frame.ts';

/**
 * Names a holdout by its content: the digest of its labelled rows' sorted (row key, time, label). Features, models and settings are not in it, and
 * the label is the raw text where there is one, so that no edit of a change opens a new account: which rows judge, and by which key, comes from
 * base. Changing these rules in base, or the labels, does open one. Rows that a model trained on count too, or
 * a model could open a new account by training on one of them.
 */
export function accountDigest(frame: ModelFrame, rows: Uint32Array): Digest {
  const lines: string[] = [];
  for (const row of rows) {
    const label = frame.label[row] ?? Number.NaN;
    if (Number.isNaN(label)) continue;
    const text = frame.labelText.levels[frame.labelText.codes[row] ?? -1];
    const time = frame.time[row] ?? Number.NaN;
    lines.push(JSON.stringify([frame.keys[row], Number.isNaN(time) ? null : time, text ?? label]));
  }
  return digestOf(lines.sort().join('\n'));
}
