import { spawn } from 'node:child_process';
import { createWriteStream } from 'node:fs';
import { pipeline } from 'node:stream/promises';
import { AvalError } from '../../core/errors.ts';
import { gitEnvironment } from './git-environment.ts';
import { gitArguments, gitFailure, runGit } from './run-git.ts';

/**
 * Bytes of many objects through one `git cat-file --batch`, in the order asked. An object is named by its id or by
 * `<sha>:<path>`; what is not there is undefined. Everything is held in memory: for definitions, not for data.
 */
export async function readObjects(folder: string, names: readonly string[]): Promise<(Uint8Array | undefined)[]> {
  if (names.length === 0) return [];
  const { output } = await runGit(folder, ['cat-file', '--batch'], { input: `${names.join('\n')}\n` });
  let at = 0;
  return names.map((name) => {
    const end = output.indexOf(10, at);
    const header = output.toString('latin1', at, end);
    at = end + 1;
    // A name may hold spaces and non-ASCII bytes, so the answer "<name> missing" is told by its end.
    if (header.endsWith(' missing')) return undefined;
    const size = Number(/ (?:blob|tag|commit|tree) ([0-9]+)$/.exec(header)?.[1] ?? Number.NaN);
    if (!Number.isSafeInteger(size)) throw unreadable(name, header);
    const bytes = output.subarray(at, at + size);
    at += size + 1;
    return bytes;
  });
}

/** Streams one blob into a new file. The file is incomplete when this throws: write to a temporary name. */
export async function writeBlob(folder: string, id: string, file: string): Promise<void> {
  const args = ['cat-file', 'blob', id];
  const child = spawn('git', gitArguments(args), {
    cwd: folder,
    env: gitEnvironment(),
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let complaint = '';
  child.stderr.on('data', (chunk: Buffer) => {
    complaint = (complaint + chunk.toString('utf8')).slice(0, 2000);
  });
  const ended = new Promise<number>((resolve, reject) => {
    child.on('error', reject);
    child.on('close', (code) => resolve(code ?? -1));
  });
  const [code] = await Promise.all([ended, pipeline(child.stdout, createWriteStream(file, { flags: 'wx' }))]);
  if (code !== 0) throw gitFailure(args, code, complaint.trim());
}

function unreadable(name: string, header: string): AvalError {
  return new AvalError('platform', {
    rule: 'git.object',
    message: `git could not give the object ${name}: ${header.slice(0, 200)}`,
  });
}
