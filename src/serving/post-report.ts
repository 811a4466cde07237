import { AvalError } from '../core/errors.ts';
import { plainText } from '../core/report/plain-text.ts';
import type { ServingReport } from '../core/serving-report/report.ts';
import { reportPath, reportSignature, reportSignatureHeader } from '../core/serving-report/signature.ts';

/** Whom a server tells what it runs. */
export interface ReportTo {
  /** Of the App. */
  readonly url: string;
  /** The repository's serving key. */
  readonly key: string;
  /** `owner/name` */
  readonly repository: string;
  readonly environment: string;
}

const timeLimit = 10_000;
/** Of what the App says, as much is told. */
const mostReason = 300;

/** Sends one report, signed. Throws `platform` with what a person should know. */
export async function postReport({ url, key }: ReportTo, report: ServingReport, signal: AbortSignal): Promise<void> {
  const body = JSON.stringify(report);
  const answer = await fetch(new URL(reportPath, url), {
    method: 'POST',
    headers: { 'content-type': 'application/json', [reportSignatureHeader]: reportSignature(key, body) },
    body,
    redirect: 'manual', // a signature is for the App alone
    signal: AbortSignal.any([signal, AbortSignal.timeout(timeLimit)]),
  }).catch((cause: unknown) => {
    throw failed(`it can't be reached: ${reasonOf(cause)}`, cause);
  });
  const text = await answer.text().catch(() => ''); // the status says enough where the connection breaks here
  if (answer.ok) return;
  if (answer.status === 401) throw failed('401, the key is not of this repository');
  const why = answer.status === 409 ? `: ${plainText(text, mostReason)}` : ''; // a clock that is wrong, or a second process of the same name
  throw failed(`it answers ${answer.status}${why}`);
}

/** Of a failed `fetch` the cause says more than the error. */
function reasonOf(error: unknown): string {
  const cause = error instanceof Error && error.cause instanceof Error ? error.cause : error;
  return cause instanceof Error ? cause.message || String(cause) : String(cause);
}

function failed(message: string, cause?: unknown): AvalError {
  return new AvalError('platform', { rule: 'serve.report', message }, { cause });
}
