import type { Octokit } from '@octokit/rest';
import type { Probot } from 'probot';
import { statusOf } from '../../src/github/request-error.ts';
import type { RememberedAnswers } from './remembered-answers.ts';

/**
 * A client for one reconciliation, as the installation. Every request ends when the signal does. A token that was revoked is replaced
 * once. A creation whose answer was lost is not sent again by itself: it may have happened, so the caller looks first. A read that
 * was made before asks whether anything changed.
 */
export async function installationClient(
  probot: Probot,
  installationId: number,
  signal: AbortSignal,
  answers: RememberedAnswers,
): Promise<Octokit> {
  const client = await probot.auth(installationId);
  client.hook.wrap('request', async (request, options) => {
    signal.throwIfAborted();
    options.request = { ...options.request, signal, ...(options.method === 'POST' && { retries: 0 }) };
    // What is handed to `request` is left aside: every hook sees the one object of the beginning.
    const ask = (headers: Readonly<Record<string, string>> = {}) => {
      options.headers = { ...options.headers, ...headers };
      return unlessAborted(Promise.resolve(request(options)), signal);
    };
    try {
      return isPlainRead(options) ? await answers.read(client.request.endpoint(options).url, ask) : await ask();
    } catch (error) {
      if (statusOf(error) !== 401) throw error;
      // Probot keeps tokens for 59 minutes, whatever becomes of them
      await client.auth({ type: 'installation', installationId, refresh: true });
      return ask();
    }
  });
  // The type that the adapter to GitHub takes has the methods twice, and Probot's has them under `rest` only.
  return Object.assign(client, client.rest);
}

/** A read of JSON: not of an asset's bytes, nor of an archive. */
function isPlainRead({ method, headers, url }: { method?: string; headers: object; url: string }): boolean {
  const { accept = '' } = headers as { accept?: string };
  return method === 'GET' && !accept.includes('octet-stream') && !url.includes('{archive_format}');
}

/** The retries and pauses around a request know nothing of the signal. */
async function unlessAborted<Value>(asked: Promise<Value>, signal: AbortSignal): Promise<Value> {
  const aborted = Promise.withResolvers<never>();
  const abort = (): void => aborted.reject(signal.reason);
  signal.addEventListener('abort', abort, { once: true });
  try {
    return await Promise.race([asked, aborted.promise]);
  } finally {
    signal.removeEventListener('abort', abort);
  }
}
