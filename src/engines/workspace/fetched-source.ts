import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { Source } from '../../core/definitions/schema/source.ts';
import { parseDigest } from '../../core/digest.ts';
import { AvalError } from '../../core/errors.ts';
import { type Downloaded, download, downloadedFile } from '../http/download.ts';
import { absent } from '../store/absent.ts';

/** Where fetched data are kept, by digest. */
const folderIn = (cacheFolder: string): string => join(cacheFolder, 'data');

/**
 * A local file with exactly the bytes that a lock pins, of a source outside the repository: fetched once, then kept. Throws
 * `config` when the address holds other bytes by now: data that moved under a lock are never read.
 */
export async function fetchedSource(cacheFolder: string, source: Source, pin: string): Promise<string> {
  const file = downloadedFile(folderIn(cacheFolder), parseDigest(pin, `sources/${source.name}.lock.yaml`));
  if ((await stat(file).catch(absent)) !== undefined) return file;
  const { digest } = await fetchNewest(cacheFolder, source);
  if (digest === pin) return file;
  throw new AvalError('config', {
    rule: 'source.moved',
    message: `source "${source.name}" holds other bytes than its lock says: ${digest}, locked ${pin}`,
    hint: `If the new data are meant, run: aval data update ${source.name}`,
  });
}

/** What the address of a source holds now. */
export function fetchNewest(cacheFolder: string, source: Source): Promise<Downloaded> {
  return download(source.uri, folderIn(cacheFolder));
}
