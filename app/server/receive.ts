import type { IncomingMessage } from 'node:http';
import type { Intake } from '../webhooks/intake.ts';
import { type BodyBudget, readBody } from './read-body.ts';
import { isSigned } from './signature.ts';

export interface Answer {
  readonly status: number;
  readonly text: string;
  readonly contentType?: string;
}

export interface ReceiveParts {
  readonly secrets: readonly string[];
  readonly budget: BodyBudget;
  readonly intake: Intake;
  /** Told why a delivery was refused; nothing of it is trusted. */
  readonly refused: (why: string) => void;
}

const header = (request: IncomingMessage, name: string): string | undefined => {
  const value = request.headers[name];
  return typeof value === 'string' ? value : undefined;
};

/**
 * One delivery: headers, size, signature over the raw bytes, and only then is it parsed. It is answered as soon as its keys are queued;
 * an old one that is sent again costs a look and changes nothing.
 */
export async function receive(request: IncomingMessage, parts: ReceiveParts): Promise<Answer> {
  const refuse = (status: number, text: string): Answer => {
    parts.refused(text);
    return { status, text };
  };
  const event = header(request, 'x-github-event') ?? '';
  const id = header(request, 'x-github-delivery') ?? '';
  const signature = header(request, 'x-hub-signature-256');
  if (!/^application\/json\b/i.test(header(request, 'content-type') ?? '')) return refuse(415, 'not JSON');
  if (!/^[a-z_]{1,64}$/.test(event) || !/^[\w-]{1,64}$/.test(id)) return refuse(400, 'not a delivery of GitHub');
  if (signature === undefined) return refuse(401, 'not signed');
  const body = await readBody(request, parts.budget);
  if (body.kind === 'too large') return refuse(413, 'too large');
  if (body.kind === 'too many') return refuse(503, 'too many at once');
  if (body.kind === 'broken') return refuse(400, 'broken off');
  if (!isSigned(body.bytes, signature, parts.secrets)) return refuse(401, 'wrong signature');
  const payload = parse(body.bytes);
  if (payload === undefined) return refuse(400, 'not JSON');
  const told = parts.intake({ event, id, payload });
  if (told.kind === 'malformed') return { status: 400, text: `not understood: ${told.at}` };
  return told.kind === 'keys' ? { status: 202, text: 'queued' } : { status: 200, text: 'ignored' };
}

function parse(bytes: Buffer): unknown {
  try {
    return JSON.parse(bytes.toString('utf8'));
  } catch {
    return undefined;
  }
}
