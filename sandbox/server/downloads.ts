import { randomBytes } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import type { Clock } from '../clock.ts';

interface Offer {
  readonly content: Uint8Array | { readonly file: string };
  readonly type: string;
  readonly name: string;
  readonly expiresAt: number;
}

const minutes = 10;

/** Addresses that hold the right to one download for a while, as GitHub redirects to its storage. They want no token. */
export class Downloads {
  readonly #clock: Clock;
  readonly #offers = new Map<string, Offer>();

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** The path under the sandbox's address. */
  offer(content: Offer['content'], type: string, name: string): string {
    const key = randomBytes(24).toString('base64url');
    const expiresAt = this.#clock.now().getTime() + minutes * 60_000;
    this.#offers.set(key, { content, type, name, expiresAt });
    return `/_downloads/${key}`;
  }

  async fetch(path: string): Promise<Response | undefined> {
    const key = /^\/_downloads\/([\w-]+)$/.exec(path)?.[1];
    if (key === undefined) return undefined;
    const offer = this.#offers.get(key);
    if (offer === undefined || offer.expiresAt < this.#clock.now().getTime()) return new Response('', { status: 404 });
    const bytes = 'file' in offer.content ? await readFile(offer.content.file) : offer.content;
    const disposition = `attachment; filename="${offer.name.replaceAll(/["\\\r\n]/g, '_')}"`;
    const headers = { 'content-type': offer.type, 'content-disposition': disposition };
    return new Response(Buffer.from(bytes), { headers });
  }
}
