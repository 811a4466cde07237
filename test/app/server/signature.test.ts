import { createHmac } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { isSigned } from '../../../app/server/signature.ts';

// GitHub's own test vector ("Validating webhook deliveries")
const secret = "It's a Secret to Everybody";
const body = Buffer.from('Hello, World!');
const signature = 'sha256=757107ea0eb2509fc211221cce984b8a37570b6d7586c22c46f4379c8b043e17';
const sign = (bytes: Buffer, key: string): string => `sha256=${createHmac('sha256', key).update(bytes).digest('hex')}`;

describe('a signature', () => {
  it('is right for GitHub’s vector, with the secret now or the one before', () => {
    expect(isSigned(body, signature, [secret])).toBe(true);
    expect(isSigned(body, signature, ['another', secret])).toBe(true);
    expect(isSigned(body, signature, [secret, 'another'])).toBe(true);
  });

  it.each([
    ['missing', undefined],
    ['empty', ''],
    ['made with SHA-1', `sha1=${createHmac('sha1', secret).update(body).digest('hex')}`],
    ['without its prefix', signature.slice(7)],
    ['one digit short', signature.slice(0, -1)],
    ['one digit long', `${signature}0`],
    ['one digit off', signature.replace(/7$/, '8')],
    ['not hexadecimal', signature.replace('757', 'xyz')],
    ['of another secret', sign(body, 'another')],
  ])('is wrong when it is %s', (_, header) => {
    expect(isSigned(body, header, [secret])).toBe(false);
  });

  it('is of the bytes as they came: unicode, no bytes, and bytes that are no UTF-8', () => {
    for (const bytes of [Buffer.from('{"a":"ünï 🙂"}'), Buffer.alloc(0), Buffer.from([0xff, 0xfe, 0x00])]) {
      expect(isSigned(bytes, sign(bytes, secret), [secret])).toBe(true);
    }
    const decoded = Buffer.from(Buffer.from([0xff]).toString('utf8'));
    expect(isSigned(Buffer.from([0xff]), sign(decoded, secret), [secret])).toBe(false);
  });
});
