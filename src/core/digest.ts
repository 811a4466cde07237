import { hash } from 'node:crypto';
import canonicalize from 'canonicalize';
import { AvalError } from './errors.ts';

declare const digestBrand: unique symbol;
/** `sha256:` and 64 lower-case hex digits. */
export type Digest = string & { readonly [digestBrand]: true };

export const digestPattern = /^sha256:[0-9a-f]{64}$/;

/** Checks the form of a digest that came from outside. Throws `config` with `where` in the message. */
export function parseDigest(text: string, where: string): Digest {
  if (digestPattern.test(text)) return text as Digest; // the pattern is the brand's definition
  throw new AvalError('config', {
    rule: 'digest.form',
    message: `${where}: "${text.slice(0, 80)}" is not a digest`,
    hint: 'Expected "sha256:" and 64 hexadecimal digits.',
  });
}

/** sha256 of bytes or of UTF-8 text. */
export function digestOf(bytes: Uint8Array | string): Digest {
  return `sha256:${hash('sha256', bytes, 'hex')}` as Digest;
}

/** Canonical JSON, RFC 8785. Throws `invariant` for what JSON can't hold (NaN, functions, cycles). */
export function canonicalJson(value: unknown): string {
  const text = canonicalize(value);
  if (text !== undefined) return text;
  throw new AvalError('invariant', { rule: 'digest.json', message: 'a value that JSON cannot hold reached a digest' });
}

/** sha256 over the canonical JSON of a value. */
export function digestOfJson(value: unknown): Digest {
  return digestOf(canonicalJson(value));
}
