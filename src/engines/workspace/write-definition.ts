import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Deployment } from '../../core/definitions/schema/gates.ts';
import type { SourceLock } from '../../core/definitions/schema/source.ts';
import { documentText } from '../../core/definitions/write-document.ts';
import { replaceFile } from '../atomic-write.ts';
import { absent } from '../store/absent.ts';

/** Writes a lock or a deployment into the work tree, keeping what people wrote around it. Tells whether anything changed. */
export async function writeDefinition(root: string, path: string, value: SourceLock | Deployment): Promise<boolean> {
  const file = join(root, path);
  const standing = await readFile(file, 'utf8').catch(absent);
  const text = documentText(path, value, standing);
  if (text === standing) return false;
  await replaceFile(file, text);
  return true;
}
