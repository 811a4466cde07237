import type { IncomingMessage } from 'node:http';
import * as z from 'zod';
import { clockFault } from '../../src/core/serving-report/freshness.ts';
import { repositoryFullName, servingReportSchema } from '../../src/core/serving-report/report.ts';
import { reportSignatureHeader, servingKey } from '../../src/core/serving-report/signature.ts';
import { reasonOf } from '../../src/github/request-error.ts';
import { type BodyBudget, readBody } from '../server/read-body.ts';
import type { Answer } from '../server/receive.ts';
import { isSigned } from '../server/signature.ts';
import type { ReportIntake } from './report-intake.ts';

export interface ReceiveReportParts {
  /** The App's serving secrets: now, and before. */
  readonly secrets: readonly string[];
  readonly budget: BodyBudget;
  readonly intake: ReportIntake;
  /** Milliseconds since 1970. */
  readonly now: () => number;
  /** Told why a report was refused; nothing of it is trusted. */
  readonly refused: (why: string) => void;
}

/** All that is read of a body before its signature: whose key to hold it against. */
const claim = z.object({ repository: repositoryFullName });

/**
 * One report of a server. A key is of one repository, so the name that the body claims says which; nothing else of it is looked at before the
 * signature is right. A repository that the App does not know is answered as a wrong key is. A report counts once and in its order, within minutes
 * of its time: a copy of one says nothing.
 */
export async function receiveReport(request: IncomingMessage, parts: ReceiveReportParts): Promise<Answer> {
  const refuse = (status: number, text: string, why = text): Answer => {
    parts.refused(why);
    return { status, text };
  };
  const signature = request.headers[reportSignatureHeader];
  if (!/^application\/json\b/i.test(request.headers['content-type'] ?? '')) return refuse(415, 'not JSON');
  if (typeof signature !== 'string') return refuse(401, 'not signed');
  const body = await readBody(request, parts.budget);
  if (body.kind === 'too large') return refuse(413, 'too large');
  if (body.kind === 'too many') return refuse(503, 'too many at once');
  if (body.kind === 'broken') return refuse(400, 'broken off');
  const json = parse(body.bytes);
  const { data: claimed } = claim.safeParse(json);
  const keys = parts.secrets.map((secret) => servingKey(secret, claimed?.repository ?? ''));
  if (claimed === undefined || !isSigned(body.bytes, signature, keys)) return refuse(401, 'wrong signature');
  const report = servingReportSchema.safeParse(json);
  if (!report.success) return refuse(400, `not understood: ${report.error.issues[0]?.path.join('.') ?? ''}`);
  const fault = clockFault(report.data, parts.now());
  if (fault !== undefined) return refuse(409, fault, 'too old, or from the future');
  try {
    const told = await parts.intake(report.data);
    if (told === 'unknown') return refuse(401, 'wrong signature', 'unknown repository');
    if (told === 'late') return refuse(409, 'this server said something newer before', 'out of order, or shown twice');
    return told === 'news' ? { status: 202, text: 'queued' } : { status: 200, text: 'known' };
  } catch (error) {
    return refuse(503, 'GitHub cannot be asked now', reasonOf(error));
  }
}

function parse(bytes: Buffer): unknown {
  try {
    return JSON.parse(bytes.toString('utf8'));
  } catch {
    return undefined;
  }
}
