import { AvalError, type Fault } from '../errors.ts';
import { type Evidence, evidenceSchema } from './evidence.ts';

const maximumBytes = 1024 * 1024;

/** Evidence that crossed a trust border: strict JSON, at most 1 MiB. Throws `evidence` with what is wrong; `where` names it for people. */
export function parseEvidence(bytes: Uint8Array, where: string): Evidence {
  if (bytes.length > maximumBytes) throw refused(where, `${bytes.length} bytes, more than ${maximumBytes}`);
  let json: unknown;
  try {
    json = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
  } catch (cause) {
    throw refused(where, 'not JSON in UTF-8', { cause });
  }
  const parsed = evidenceSchema.safeParse(json);
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  throw refused(where, `${issue?.path.join('.') || 'document'}: ${issue?.message}`);
}

function refused(where: string, problem: string, options?: ErrorOptions): AvalError {
  const fault: Fault = { rule: 'evidence.form', message: `${where} is no evidence: ${problem}` };
  return new AvalError('evidence', fault, options);
}
