import type { IncomingMessage } from 'node:http';

export type Body =
  | { readonly kind: 'bytes'; readonly bytes: Buffer }
  | { readonly kind: 'too large' }
  | { readonly kind: 'too many' }
  | { readonly kind: 'broken' };

/** Bytes of all bodies that are being read: strangers could send many at once, and nothing says who they are before the end. */
export interface BodyBudget {
  /** Of one body; GitHub sends no payload over 25 MB. */
  readonly one: number;
  readonly all: number;
  used: number;
}

export const bodyBudget = (one = 25 * 1024 * 1024, all = 4 * one): BodyBudget => ({ one, all, used: 0 });

/** Reads a body as long as it stays within its bounds, and not a byte further. */
export async function readBody(request: IncomingMessage, budget: BodyBudget): Promise<Body> {
  if (Number(request.headers['content-length'] ?? 0) > budget.one) return { kind: 'too large' };
  const chunks: Buffer[] = [];
  let size = 0;
  try {
    // `destroyOnReturn`: the refusal must still be sent over this connection
    for await (const chunk of request.iterator({ destroyOnReturn: false })) {
      const bytes: Buffer = chunk; // no encoding is set, so it is bytes
      size += bytes.length;
      budget.used += bytes.length;
      if (size > budget.one) return { kind: 'too large' };
      if (budget.used > budget.all) return { kind: 'too many' };
      chunks.push(bytes);
    }
    return { kind: 'bytes', bytes: Buffer.concat(chunks) };
  } catch {
    return { kind: 'broken' }; // the sender went away
  } finally {
    budget.used -= size;
  }
}
