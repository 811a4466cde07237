import { AvalError } from '../errors.ts';

/** Whoever reads a repository reads its rows: there is nothing to keep from them. */
const publicKey = 'aval/rows/v1';
const shortestSecret = 32;

/**
 * The key that rows are hashed under: of rows that only the trusted run may read, the repository's own secret, without which nobody can tell
 * whether a person is among them. Undefined: there is none, and no sketch is made. Throws `config` for one that can be guessed.
 */
export function rowKeyOf(holdout: 'private' | 'readable', secret: string | undefined): string | undefined {
  if (holdout === 'readable') return publicKey;
  if (secret === undefined || secret === '') return undefined;
  if (secret.length >= shortestSecret) return `${publicKey}\n${secret}`;
  throw new AvalError('config', {
    rule: 'ledger.key',
    message: `the ledger's key has ${secret.length} characters; it takes ${shortestSecret} to keep rows from being guessed`,
    hint: 'Make one that nobody knows: openssl rand -hex 32',
  });
}
