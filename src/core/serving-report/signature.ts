import { createHmac } from 'node:crypto';

/** Header that carries the signature of a report. */
export const reportSignatureHeader = 'x-aval-signature-256';
/** Path below the App's address that takes reports. */
export const reportPath = '/api/serving';

/**
 * The key that servers of one repository sign with, made of the App's secret: nobody speaks for a repository of others, and the App stores nothing.
 * 64 hexadecimal digits. The case of the name doesn't matter, as for GitHub.
 */
export function servingKey(secret: string, repository: string): string {
  return createHmac('sha256', secret).update(`aval serving\n${repository.toLowerCase()}`).digest('hex');
}

/** What the header says of these bytes. */
export function reportSignature(key: string, bytes: Uint8Array | string): string {
  return `sha256=${createHmac('sha256', key).update(bytes).digest('hex')}`;
}
