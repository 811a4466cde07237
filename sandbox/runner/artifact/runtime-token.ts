import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto';

/** The job that a runtime token belongs to. */
export interface RuntimeIdentity {
  readonly runId: number;
  readonly attempt: number;
  /** A leg's number within the attempt. */
  readonly job: string;
}

/** Signs what jobs show to the artifact server: tokens, and the `sig` of upload and download URLs. */
export class RuntimeSigner {
  readonly #key = randomBytes(32);

  sign(text: string): string {
    return createHmac('sha256', this.#key).update(text).digest('hex');
  }

  isSigned(text: string, signature: string): boolean {
    const expected = Buffer.from(this.sign(text));
    const found = Buffer.from(signature);
    return expected.length === found.length && timingSafeEqual(expected, found);
  }

  /** A JWT with the scope that the toolkit's client looks for. */
  token({ runId, attempt, job }: RuntimeIdentity): string {
    const part = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url');
    const scp = `Actions.Results:${runId}:${attempt}-${job}`;
    const body = `${part({ alg: 'HS256', typ: 'JWT' })}.${part({ scp })}`;
    return `${body}.${this.sign(body)}`;
  }

  /** Whose token this is; undefined if it is not one of ours. */
  identify(token: string): RuntimeIdentity | undefined {
    const [head = '', payload = '', signature = ''] = token.split('.');
    if (!this.isSigned(`${head}.${payload}`, signature)) return undefined;
    const found = /Actions\.Results:(\d+):(\d+)-([^"]+)/.exec(Buffer.from(payload, 'base64url').toString());
    if (!found) return undefined;
    return { runId: Number(found[1]), attempt: Number(found[2]), job: found[3] ?? '' };
  }
}
