import { canonicalJson, type Digest, digestOf } from '../../core/digest.ts';
import { AvalError } from '../../core/errors.ts';
import { type Evidence, evidenceSchema } from '../../core/gate/evidence.ts';
import type { PackageSource } from '../../core/registry/package.ts';

/** Name of the attachment that holds evidence with this digest. */
export function evidenceFile(digest: Digest): string {
  return `evidence-${digest.slice('sha256:'.length)}.json`;
}

/** Canonical JSON, so that their sha256 is `digestOfJson` of the evidence. */
export function evidenceBytes(evidence: Evidence): Uint8Array {
  return new TextEncoder().encode(canonicalJson(evidence));
}

/** Evidence beside a package, proved by its digest. Undefined when it is not there; throws `evidence` for other bytes. */
export async function readEvidence(
  store: PackageSource,
  subject: Digest,
  digest: Digest,
): Promise<Evidence | undefined> {
  const bytes = await store.attachment(subject, evidenceFile(digest));
  if (bytes === undefined) return undefined;
  if (digestOf(bytes) === digest) return evidenceSchema.parse(JSON.parse(new TextDecoder().decode(bytes)));
  throw new AvalError('evidence', {
    rule: 'evidence.digest',
    message: `the evidence beside ${subject} does not have the digest ${digest}`,
    hint: 'Someone changed it. Restore the store from a copy.',
  });
}
