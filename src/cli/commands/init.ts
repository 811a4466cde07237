import { constants } from 'node:fs';
import { copyFile, mkdir, readdir, readFile } from 'node:fs/promises';
import { basename, dirname, join, relative, resolve } from 'node:path';
import { AvalError, type Fault } from '../../core/errors.ts';
import { ensureRepository } from '../../engines/git/repository.ts';
import type { Run } from '../command.ts';
import { packageRoot } from '../package-root.ts';

/** Files that a repository needs before it has any model. */
const bareFiles = new Set(['aval.yaml', 'gitignore']);

/** `aval init [folder] [--bare]`: copies the template; a file that is there already stays, unless it differs: then nothing is written. */
export const run: Run = async (invocation, context) => {
  const target = resolve(context.folder, invocation.arguments[0] ?? '.');
  const template = join(packageRoot(), 'model-repo-template');
  const bare = invocation.options['bare'] === true;
  const all = (await readdir(template, { recursive: true, withFileTypes: true }))
    .filter((entry) => entry.isFile())
    .map((entry) => relative(template, join(entry.parentPath, entry.name)))
    .filter((path) => !bare || bareFiles.has(path))
    .sort();
  const files = all.map((path) => ({ from: join(template, path), to: join(target, dotted(path)), path: dotted(path) }));
  await refuseOverwriting(files);
  for (const file of files) {
    await mkdir(dirname(file.to), { recursive: true });
    await copyUnlessThere(file.from, file.to);
  }
  const created = await ensureRepository(target);
  const paths = files.map((file) => file.path);
  return {
    outcome: 'ok',
    data: { folder: target, files: paths, repository: created ? 'created' : 'kept' },
    text: (paint) =>
      [
        `${paint('green', '✓')} ${files.length} files in ${relative(context.folder, target) || '.'}${created ? ', a new git repository' : ''}`,
        '',
        'Next:',
        ...(target === context.folder ? [] : [`  cd ${relative(context.folder, target)}`]),
        '  git add -A && git commit -m "Start with aval"',
        ...(bare ? ['  aval validate'] : ['  aval train', '  aval publish']),
      ].join('\n'),
  };
};

/** npm drops `.gitignore` from packages, so the template stores it without its dot. */
function dotted(path: string): string {
  return basename(path) === 'gitignore' ? join(dirname(path), '.gitignore') : path;
}

async function refuseOverwriting(files: readonly { from: string; to: string; path: string }[]): Promise<void> {
  const faults: Fault[] = [];
  for (const { from, to, path } of files) {
    const there = await readIfThere(to);
    if (there !== undefined && !there.equals(await readFile(from))) {
      faults.push({
        rule: 'init.exists',
        message: `${path} exists and differs from the template`,
        hint: 'Move it away, or run aval init in another folder. Nothing was written.',
      });
    }
  }
  if (faults.length > 0) throw new AvalError('usage', faults);
}

async function readIfThere(path: string): Promise<Buffer | undefined> {
  try {
    return await readFile(path);
  } catch (error) {
    if (isCode(error, 'ENOENT')) return undefined;
    throw error;
  }
}

async function copyUnlessThere(from: string, to: string): Promise<void> {
  try {
    await copyFile(from, to, constants.COPYFILE_EXCL);
  } catch (error) {
    if (!isCode(error, 'EEXIST')) throw error;
  }
}

function isCode(error: unknown, code: string): boolean {
  return error instanceof Error && 'code' in error && error.code === code;
}
