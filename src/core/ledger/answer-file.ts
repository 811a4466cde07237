import * as z from 'zod';
import { digest } from '../definitions/schema/values.ts';
import { AvalError } from '../errors.ts';
import { evidenceSchema } from '../gate/evidence.ts';
import { rowSketchSchema } from './row-sketch.ts';

/** Name of the file in the artifact, and of the artifact of an entry. */
export const answerFileName = 'answer.json';
const maximumBytes = 1024 * 1024;

/** What the run of the default branch's workflow hands out: one strict JSON. The package's manifest and files lie beside it. */
export const answerFileSchema = z.strictObject({
  format: z.literal('aval/answer/v1'),
  /** Digest of the ledger entry that was answered. */
  entry: digest,
  answer: z.discriminatedUnion('outcome', [
    z.strictObject({ outcome: z.literal('evaluated'), evidence: evidenceSchema }),
    z.strictObject({ outcome: z.literal('refused'), account: digest, reason: z.string().min(1).max(500) }),
  ]),
  /** Which rows were at hand: what tells new ones. Absent: they are private, and the repository has no key for them. */
  sketch: rowSketchSchema.optional(),
});
export type AnswerFile = z.output<typeof answerFileSchema>;

/** Artifact that answers an entry: `aval-` and the first 32 hex digits of its digest; also the run's name. */
export function answerName(entry: string): string {
  return `aval-${entry.slice('sha256:'.length, 'sha256:'.length + 32)}`;
}

/** Reads an answer that crossed a trust border. Throws `evidence` with what is wrong. */
export function parseAnswerFile(bytes: Uint8Array): AnswerFile {
  if (bytes.length > maximumBytes) throw refused(`${bytes.length} bytes, more than ${maximumBytes}`);
  let json: unknown;
  try {
    json = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
  } catch (cause) {
    throw refused('not JSON in UTF-8', { cause });
  }
  const parsed = answerFileSchema.safeParse(json);
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  throw refused(`${issue?.path.join('.') || 'document'}: ${issue?.message}`);
}

function refused(problem: string, options?: ErrorOptions): AvalError {
  return new AvalError(
    'evidence',
    { rule: 'answer.form', message: `${answerFileName} is no answer: ${problem}` },
    options,
  );
}
