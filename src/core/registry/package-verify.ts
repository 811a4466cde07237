import { digestOf } from '../digest.ts';
import { AvalError, type Fault } from '../errors.ts';
import { type Manifest, type Package, packageDigest } from './package.ts';
import { parseManifest } from './package-manifest.ts';
import { isPackagePath, requiredFiles } from './package-path.ts';

/**
 * A package of bytes that came from outside. `files` is everything beside the manifest, by path.
 * Throws `evidence` with one fault per problem: a file that is absent, extra, of another size or digest, a path that is not allowed or listed twice.
 */
export function verifyPackage(manifestBytes: Uint8Array, files: ReadonlyMap<string, Uint8Array>): Package {
  const manifest = parseManifest(manifestBytes);
  const faults = [...listFaults(manifest), ...fileFaults(manifest, files)];
  if (faults.length > 0) throw new AvalError('evidence', faults);
  return { digest: packageDigest(manifest), manifest, files };
}

function* listFaults(manifest: Manifest): Generator<Fault> {
  const folded = new Set<string>();
  let before = '';
  for (const { path } of manifest.files) {
    if (!isPackagePath(path)) yield fault('path', path, 'is not a path that a package may hold');
    // Some file systems hold "A" and "a" as one file.
    if (folded.has(path.toLowerCase())) yield fault('twice', path, 'is listed twice');
    else if (path < before) yield fault('order', path, 'is not in the order of paths');
    folded.add(path.toLowerCase());
    before = path;
  }
  const listed = new Set(manifest.files.map((file) => file.path));
  for (const path of requiredFiles) if (!listed.has(path)) yield fault('required', path, 'is not listed');
  if (![...listed].some((path) => path.startsWith('model/'))) yield fault('required', 'model/', 'has no file');
}

function* fileFaults(manifest: Manifest, files: ReadonlyMap<string, Uint8Array>): Generator<Fault> {
  const listed = new Set<string>();
  for (const { path, size, digest } of manifest.files) {
    listed.add(path);
    const bytes = files.get(path);
    if (!bytes) yield fault('absent', path, 'is not there');
    else if (bytes.length !== size) yield fault('size', path, `has ${bytes.length} bytes, not ${size}`);
    else if (digestOf(bytes) !== digest) yield fault('digest', path, `does not have the digest ${digest}`);
  }
  for (const path of files.keys()) if (!listed.has(path)) yield fault('extra', path, 'is not listed in the manifest');
}

function fault(rule: string, path: string, problem: string): Fault {
  return { rule: `package.${rule}`, message: `package: ${JSON.stringify(path)} ${problem}` };
}
