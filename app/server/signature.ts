import { createHmac, timingSafeEqual } from 'node:crypto';

/**
 * Whether `X-Hub-Signature-256` was made of these very bytes with one of the secrets, in constant time. `@octokit/webhooks-methods` has
 * the same check for text only: bytes that are no UTF-8 would be changed before they are compared.
 */
export function isSigned(bytes: Uint8Array, header: string | undefined, secrets: readonly string[]): boolean {
  const hex = /^sha256=([0-9a-f]{64})$/.exec(header ?? '')?.[1];
  if (hex === undefined) return false;
  const given = Buffer.from(hex, 'hex');
  // every secret is tried, whichever fits
  return secrets
    .map((secret) => timingSafeEqual(createHmac('sha256', secret).update(bytes).digest(), given))
    .includes(true);
}
