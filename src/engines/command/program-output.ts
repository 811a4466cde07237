import { constants } from 'node:fs';
import { open } from 'node:fs/promises';
import { basename } from 'node:path';
import { AvalError } from '../../core/errors.ts';

/**
 * The bytes of a file that a program wrote; undefined when it wrote none. Throws `config` for anything but a plain file
 * of at most `limit` bytes: no link is followed, no pipe is waited for.
 */
export async function readOutput(path: string, limit: number): Promise<Uint8Array | undefined> {
  const file = await openPlain(path);
  if (file === undefined) return undefined;
  try {
    const stat = await file.stat();
    if (!stat.isFile()) throw notPlain(path);
    if (stat.size > limit)
      throw new AvalError('config', {
        rule: 'command.tooLarge',
        message: `the training program wrote ${stat.size} bytes to ${basename(path)}`,
        hint: `At most ${limit} bytes are read.`,
      });
    return new Uint8Array(await file.readFile());
  } finally {
    await file.close();
  }
}

async function openPlain(path: string) {
  try {
    return await open(path, constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK);
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : undefined;
    if (code === 'ENOENT') return undefined;
    if (code === 'ELOOP' || code === 'ENXIO') throw notPlain(path);
    throw error;
  }
}

function notPlain(path: string): AvalError {
  return new AvalError('config', {
    rule: 'command.notAFile',
    message: `the training program left something at ${basename(path)} that is no plain file`,
    hint: 'Write the bytes themselves, not a link, pipe or folder.',
  });
}
