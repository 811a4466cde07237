import { readFile } from 'node:fs/promises';
import { AvalError } from '../../../core/errors.ts';

/**
 * The token that reads the repository: from a file that is read before each use, so that one that was exchanged (a mounted secret, an agent that renews it)
 * needs no new start, or from a variable. Throws `usage` where it is said in no way or in two; what the function gives throws `config` where the file can't be
 * read or is empty.
 */
export function tokenOf(environment: Readonly<Record<string, string | undefined>>): () => Promise<string> {
  const { GITHUB_TOKEN_FILE: file, GITHUB_TOKEN, GH_TOKEN } = environment;
  if (file && GITHUB_TOKEN) throw usage('GITHUB_TOKEN and GITHUB_TOKEN_FILE are set', 'Set one of them.');
  if (file) return () => tokenIn(file);
  const token = GITHUB_TOKEN || GH_TOKEN;
  if (token) return async () => token;
  throw usage('there is no token in GITHUB_TOKEN, GH_TOKEN or GITHUB_TOKEN_FILE', 'One that reads contents is enough.');
}

async function tokenIn(file: string): Promise<string> {
  const text = await readFile(file, 'utf8').catch((cause: unknown) => {
    throw unreadable(`can't be read: ${cause instanceof Error ? cause.message : String(cause)}`, cause);
  });
  const token = text.trim();
  if (/^[\x21-\x7e]+$/.test(token)) return token;
  throw unreadable(token === '' ? 'is empty' : 'holds more than one word');
}

function unreadable(why: string, cause?: unknown): AvalError {
  return new AvalError(
    'config',
    { rule: 'serve.tokenFile', message: `the file of GITHUB_TOKEN_FILE ${why}` },
    { cause },
  );
}

function usage(message: string, hint: string): AvalError {
  return new AvalError('usage', { rule: 'serve.noToken', message, hint });
}
