import { AvalError } from '../../core/errors.ts';

const loopback = new Set(['127.0.0.1', 'localhost', '[::1]']);

/**
 * Variables with which one git process may talk to a remote: the token as a header of that process alone, never in an address, a file or an
 * argument. Plain http is for loopback. Throws `usage` for another address than https.
 */
export function remoteEnvironment(address: string, token: string): Record<string, string> {
  const { protocol, hostname, origin } = new URL(address);
  const local = protocol === 'http:' && loopback.has(hostname);
  if (protocol !== 'https:' && !local) {
    throw new AvalError('usage', { rule: 'git.remote', message: `${origin} is not an https address` });
  }
  return {
    GIT_ALLOW_PROTOCOL: local ? 'http' : 'https',
    GIT_CONFIG_COUNT: '3',
    GIT_CONFIG_KEY_0: `http.${origin}/.extraHeader`,
    GIT_CONFIG_VALUE_0: `Authorization: Basic ${Buffer.from(`x-access-token:${token}`).toString('base64')}`,
    // A redirect would carry the token to another host; a slow server must not hold a worker for ever.
    GIT_CONFIG_KEY_1: 'http.followRedirects',
    GIT_CONFIG_VALUE_1: 'false',
    GIT_CONFIG_KEY_2: 'credential.helper',
    GIT_CONFIG_VALUE_2: '',
    GIT_HTTP_LOW_SPEED_LIMIT: '1000',
    GIT_HTTP_LOW_SPEED_TIME: '60',
  };
}
