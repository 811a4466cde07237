import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { Source } from '../../core/definitions/schema/source.ts';
import { parseDigest } from '../../core/digest.ts';
import { AvalError } from '../../core/errors.ts';
import { type Credentials, noCredentials } from '../http/credentials.ts';
import { type Downloaded, download, downloadedFile } from '../http/download.ts';
import { absent } from '../store/absent.ts';

/** Where fetched data are kept, by digest. */
const folderIn = (cacheFolder: string): string => join(cacheFolder, 'data');

/**
 * A local file with exactly the bytes that a lock pins, of a source outside the repository: fetched once, then kept. Throws
 * `config` when the address holds other bytes by now: data that moved under a lock are never read.
 */
export async function fetchedSource(
  cacheFolder: string,
  source: Source,
  pin: string,
  credentials: Credentials,
): Promise<string> {
  const file = downloadedFile(folderIn(cacheFolder), parseDigest(pin, `sources/${source.name}.lock.yaml`));
  if ((await stat(file).catch(absent)) !== undefined) return file;
  const { digest } = await fetchNewest(cacheFolder, source, credentials);
  if (digest === pin) return file;
  throw new AvalError('config', {
    rule: 'source.moved',
    // Not which: who reads a log may not know the digest of a file that only a credential opens, since knowing it is what lets a change read it.
    message: `source "${source.name}" holds other bytes than its lock says (${pin})`,
    hint: `If the new data are meant, run: aval data update ${source.name}`,
  });
}

/** What the address of a source holds now. Only a source whose access is environment is asked for with a credential, and never without. */
export async function fetchNewest(cacheFolder: string, source: Source, credentials: Credentials): Promise<Downloaded> {
  if (source.access !== 'environment') return download(source.uri, folderIn(cacheFolder), noCredentials);
  const { host } = new URL(source.uri);
  if (credentials.has(host)) return download(source.uri, folderIn(cacheFolder), credentials);
  throw new AvalError('config', {
    rule: 'source.credentials',
    message: `source "${source.name}" can be read with a credential only (access: environment), and there is none for ${host}`,
    hint: `Set AVAL_CREDENTIALS to a line "${host}: value of the Authorization header"; on GitHub, the secret of that name in the environment aval-data.`,
  });
}
