import { createHash } from 'node:crypto';
import type { RunnerHost } from '../../runner-port.ts';
import type { RuntimeIdentity } from './runtime-token.ts';

export interface Artifact {
  readonly id: number;
  readonly name: string;
  readonly owner: RuntimeIdentity;
  readonly bytes: Buffer;
  readonly type: string;
  readonly digest: string;
  readonly createdAt: Date;
  readonly expiresAt: Date;
}

/** An artifact whose bytes are still coming. */
export interface Upload {
  readonly name: string;
  readonly owner: RuntimeIdentity;
  readonly type: string;
  readonly expiresAt: Date;
  readonly blocks: Map<string, Buffer>;
  bytes: Buffer;
}

/** A request that the service refuses, with Twirp's code and HTTP's status. */
export class ArtifactRefusal extends Error {
  readonly code: 'already_exists' | 'not_found' | 'invalid_argument' | 'unauthenticated' | 'permission_denied';

  constructor(code: ArtifactRefusal['code'], message: string) {
    super(message);
    this.code = code;
  }
}

const DAY = 24 * 60 * 60 * 1000;
const RETENTION_DAYS = 90;

/** The artifacts of all runs. A name is unique within an attempt of a run; expired ones cannot be found. */
export class ArtifactStore {
  readonly uploads = new Map<string, Upload>();
  readonly #host: Pick<RunnerHost, 'addArtifact'>;
  readonly #now: () => Date;
  #artifacts: Artifact[] = [];

  constructor(host: Pick<RunnerHost, 'addArtifact'>, now: () => Date) {
    this.#host = host;
    this.#now = now;
  }

  /** Opens an upload. `expiresAt` is by the job's own clock, which is the machine's. */
  create(owner: RuntimeIdentity, name: string, expiresAt: Date | undefined, type: string): string {
    if (!/^[^"\\/:<>|*?\r\n]+$/.test(name)) throw new ArtifactRefusal('invalid_argument', `invalid name: ${name}`);
    const key = keyOf(owner, name);
    if (this.uploads.has(key) || this.#artifacts.some((artifact) => keyOf(artifact.owner, artifact.name) === key)) {
      const message = 'Conflict: an artifact with this name already exists on the workflow run';
      throw new ArtifactRefusal('already_exists', message);
    }
    const lifetime = expiresAt ? expiresAt.getTime() - Date.now() : RETENTION_DAYS * DAY;
    const upload = { name, owner, type, expiresAt: new Date(this.#now().getTime() + lifetime) };
    this.uploads.set(key, { ...upload, blocks: new Map(), bytes: Buffer.alloc(0) });
    return key;
  }

  /** Closes an upload: what arrived must be what the client says it sent. */
  finalize(owner: RuntimeIdentity, name: string, expected: { size: number; hash: string }): Artifact {
    const key = keyOf(owner, name);
    const upload = this.uploads.get(key);
    if (!upload) throw new ArtifactRefusal('not_found', `no upload of ${name} is open`);
    this.uploads.delete(key);
    const { bytes, type, expiresAt } = upload;
    const digest = `sha256:${createHash('sha256').update(bytes).digest('hex')}`;
    if (bytes.length !== expected.size || (expected.hash !== '' && expected.hash !== digest)) {
      const found = `${bytes.length} bytes, ${digest}`;
      throw new ArtifactRefusal(
        'invalid_argument',
        `${name}: found ${found}, expected ${expected.size} bytes, ${expected.hash}`,
      );
    }
    const id = this.#host.addArtifact(owner.runId, { name, bytes, type, expiresAt: expiresAt.toISOString() });
    const artifact = { id, name, owner, bytes, type, digest, createdAt: this.#now(), expiresAt };
    this.#artifacts.push(artifact);
    return artifact;
  }

  list(runId: number): Artifact[] {
    const now = this.#now();
    return this.#artifacts.filter((artifact) => artifact.owner.runId === runId && artifact.expiresAt > now);
  }

  /** The newest of that name. */
  find(runId: number, name: string): Artifact {
    const found = this.list(runId).findLast((artifact) => artifact.name === name);
    if (!found) throw new ArtifactRefusal('not_found', `artifact ${name} was not found, or has expired`);
    return found;
  }

  byId(id: number): Artifact | undefined {
    return this.#artifacts.find((artifact) => artifact.id === id && artifact.expiresAt > this.#now());
  }

  delete(runId: number, name: string): Artifact {
    const found = this.find(runId, name);
    this.#artifacts = this.#artifacts.filter((artifact) => artifact !== found);
    return found;
  }
}

function keyOf(owner: RuntimeIdentity, name: string): string {
  return `${owner.runId}/${owner.attempt}/${name.toLowerCase()}`;
}
