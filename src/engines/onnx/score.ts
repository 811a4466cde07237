import { AvalError } from '../../core/errors.ts';
import type { Scorer, Task } from '../../core/training/engine.ts';
import { bindModel } from './binding.ts';
import { checkColumns, feedsOf } from './feeds.ts';
import { inspectOnnx } from './inspect.ts';
import type { ScoringReply } from './scoring-messages.ts';
import { defaultScoringLimits, type ScoringLimits, ScoringProcess } from './scoring-process.ts';

/** Rows that are sent to the scoring process at a time. */
const batchRows = 4096;
/** Softmax in float32 may end a little above 1; such probabilities are clamped, others refused. */
const tolerance = 1e-5;
/** How far the probabilities of a row may be from 1 together; they are divided by what they add up to. */
const sumTolerance = 1e-3;

export interface OnnxOptions extends Partial<ScoringLimits> {
  /** Of a multiclass model. */
  readonly classes?: readonly string[];
}

/**
 * A scorer of an ONNX file, which may be a stranger's: it is inspected, then opened and run in WebAssembly in a process
 * of its own with an empty environment. Throws `evidence` for a file that is refused, and for one that fails to open.
 */
export async function loadOnnx(
  bytes: Uint8Array,
  task: Task,
  { classes, ...limits }: OnnxOptions = {},
): Promise<Scorer> {
  const binding = bindModel(inspectOnnx(bytes), task, classes);
  const width = classes?.length ?? 1;
  const scoring = new ScoringProcess(bytes, { ...defaultScoringLimits, ...limits });
  await scoring.request({ kind: 'open', model: bytes });
  return {
    async score(frame) {
      checkColumns(frame, binding.input);
      const scores = new Float64Array(frame.rows * width);
      for (let from = 0; from < frame.rows; from += batchRows) {
        const to = Math.min(frame.rows, from + batchRows);
        const feeds = feedsOf(frame, binding.input, from, to);
        const reply = await scoring.request({ kind: 'run', rows: to - from, feeds, output: binding.output });
        const batch = classes ? classScores(reply, to - from, width) : scoresOf(reply, to - from, task);
        scores.set(batch, from * width);
      }
      return scores;
    },
  };
}

/** One score for each row: the last of two columns, or the only one. */
function scoresOf(reply: ScoringReply, rows: number, task: Task): Float64Array {
  const { data, dims } = scoresIn(reply);
  const width = data.length / rows;
  if (dims[0] !== rows || dims.length > 2 || (width !== 1 && !(width === 2 && task === 'binary')))
    throw refused(`${rows} rows gave an output of the shape [${dims.join(', ')}]`, 'Expected one score for each row.');
  const scores = new Float64Array(rows);
  for (let row = 0; row < rows; row++) scores[row] = checked(data[row * width + width - 1] ?? Number.NaN, task);
  return scores;
}

/** A probability for each row and class, those of a row adding up to 1. */
function classScores(reply: ScoringReply, rows: number, classes: number): Float64Array {
  const { data, dims } = scoresIn(reply);
  if (dims.length !== 2 || dims[0] !== rows || dims[1] !== classes)
    throw refused(
      `${rows} rows gave an output of the shape [${dims.join(', ')}]`,
      `Expected [${rows}, ${classes}]: a probability for each class of the definition.`,
    );
  const scores = Float64Array.from(data, (score) => checked(score, 'multiclass'));
  for (let from = 0; from < scores.length; from += classes) {
    const own = scores.subarray(from, from + classes);
    const sum = own.reduce((total, p) => total + p, 0);
    if (Math.abs(sum - 1) > sumTolerance)
      throw refused(
        `the probabilities of a row add up to ${sum.toPrecision(4)}`,
        'Expected 1; scores of several classes need a Softmax node.',
      );
    for (const [at, p] of own.entries()) own[at] = p / sum;
  }
  return scores;
}

function scoresIn(reply: ScoringReply): Extract<ScoringReply, { kind: 'scores' }> {
  if (reply.kind === 'scores') return reply;
  throw new AvalError('invariant', { rule: 'onnx.reply', message: 'no scores came' });
}

function checked(score: number, task: Task): number {
  if (!Number.isFinite(score)) throw refused(`the ONNX model gave ${score}`, 'Expected a finite score for each row.');
  if (task !== 'binary' && task !== 'multiclass') return score;
  if (score < -tolerance || score > 1 + tolerance)
    throw refused(`the ONNX model gave the probability ${score}`, 'Expected 0 to 1; a logit needs a Sigmoid node.');
  return Math.min(1, Math.max(0, score));
}

function refused(message: string, hint: string): AvalError {
  return new AvalError('evidence', { rule: 'onnx.scores', message, hint });
}
