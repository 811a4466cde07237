import { type Frame, takeRows } from '../../features/frame.ts';
import type { Decided } from './compared.ts';
import { effectJudge } from './judge-effect.ts';
import { reconstructionJudge } from './judge-reconstruction.ts';
import { comparableFrame, fitRowEncoding, hasValues } from './row-encoding.ts';
import { rowSource } from './row-source.ts';
import type { TogetherEvidence } from './together-evidence.ts';
import { type TogetherReference, watchedReference } from './watched-reference.ts';

/** Any number does; it is fixed so that the same window gives the same bytes. */
const seed = 7;

/** Says of the predictions of one window (features and `prediction`) whether all columns together moved. */
export type TogetherJudge = (current: Frame) => Promise<TogetherEvidence>;

/** What can be learned of the reference is learned once, when the first window is judged. */
export function togetherJudge({ frame: given, ...more }: TogetherReference): TogetherJudge {
  const { rule, q, rows } = more;
  const frame = comparableFrame(given);
  const reference = watchedReference(more, frame, seed);
  const encoding = fitRowEncoding(takeRows(frame, rows));
  const none = (why: string): TogetherEvidence => ({ method: rule.method, undefined: why, alarm: false });
  if (encoding.columns.length === 0) return async () => none('no column varies in training');
  const judge =
    rule.method === 'pca_reconstruction'
      ? reconstructionJudge(rule, encoding, reference)
      : effectJudge(rule, q, encoding, reference, seed);
  return async (current) => {
    if (Math.min(rows.length, current.rows) < 2) return none('a side has fewer than 2 rows');
    if (!hasValues(encoding, current)) return none('the window has no values');
    const every = Uint32Array.from({ length: current.rows }, (_, row) => row);
    const decided = await judge(rowSource(comparableFrame(current), every, seed));
    return evidenceOf(decided, reference.windows.length) ?? none(whyNone(decided));
  };
}

function evidenceOf({ compared, most, ...decided }: Decided, windows: number): TogetherEvidence | undefined {
  if ('undefined' in compared) return undefined;
  const { about, effect, p } = compared;
  if (!Number.isFinite(effect)) return undefined;
  return { ...about, windows, effect, ...(p !== undefined && { p }), ...decided, ...(most && { most: [...most] }) };
}

function whyNone({ compared }: Decided): string {
  return 'undefined' in compared ? compared.undefined : 'it is beyond any number';
}
