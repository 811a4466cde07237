import { canonicalJson } from '../digest.ts';
import { AvalError, type Fault } from '../errors.ts';
import { type Manifest, manifestSchema } from './package.ts';

/** Largest manifest that is read. */
const maximumBytes = 1024 * 1024;

/** The bytes of manifest.json: canonical JSON, so their sha256 is the package digest. */
export function manifestBytes(manifest: Manifest): Uint8Array {
  return new TextEncoder().encode(canonicalJson(manifest));
}

/** Reads manifest.json (untrusted). Throws `evidence` for anything but canonical JSON of the schema: doubled keys can't hide in it. */
export function parseManifest(bytes: Uint8Array): Manifest {
  if (bytes.length > maximumBytes) throw refused(`${bytes.length} bytes, more than ${maximumBytes}`);
  let text: string;
  let json: unknown;
  try {
    text = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
    json = JSON.parse(text);
  } catch (cause) {
    throw refused('not JSON in UTF-8', { cause });
  }
  const parsed = manifestSchema.safeParse(json);
  if (!parsed.success) throw new AvalError('evidence', parsed.error.issues.map(schemaFault));
  if (canonicalJson(parsed.data) !== text) throw refused('not in canonical form (RFC 8785)');
  return parsed.data;
}

function refused(problem: string, options?: ErrorOptions): AvalError {
  return new AvalError('evidence', { rule: 'package.manifest', message: `manifest.json: ${problem}` }, options);
}

function schemaFault(issue: { readonly path: readonly PropertyKey[]; readonly message: string }): Fault {
  const where = issue.path.map(String).join('.') || 'document';
  return { rule: 'package.manifest', message: `manifest.json: ${where}: ${issue.message}` };
}
