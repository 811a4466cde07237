import { AvalError } from '../../../core/errors.ts';

/** `--report` with AVAL_SERVING_KEY; undefined where neither is there. Throws `usage`; no fault repeats the key. */
export function reportOf(
  url: string | undefined,
  key: string | undefined,
): { readonly url: string; readonly key: string } | undefined {
  if (url === undefined && !key) return undefined;
  if (url === undefined) throw usage('AVAL_SERVING_KEY is set, and --report is not', 'Say which App is told: its URL.');
  if (!key) throw usage('--report needs a key in AVAL_SERVING_KEY', "From the App's server: aval app --serving-key …");
  if (!/^[0-9a-f]{64}$/.test(key)) throw usage('AVAL_SERVING_KEY is not a serving key', '64 hexadecimal digits.');
  if (!isSafe(URL.parse(url))) {
    throw usage(`--report: found "${url.slice(0, 200)}", expected https://…`, 'http is for this machine only.');
  }
  return { url, key };
}

/** Reports must not be read, nor their receiver be someone else; on this machine nobody is between. */
function isSafe(url: URL | null): boolean {
  if (url === null || url.username !== '' || url.password !== '') return false;
  return url.protocol === 'https:' || (url.protocol === 'http:' && loopback.test(url.hostname));
}

const loopback = /^(?:localhost|127(?:\.\d{1,3}){3}|\[::1\])$/;

const usage = (message: string, hint: string): AvalError =>
  new AvalError('usage', { rule: 'serve.report', message, hint });
