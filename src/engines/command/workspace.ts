import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join, sep } from 'node:path';
import { AvalError } from '../../core/errors.ts';

/** Where a training program runs: a folder that holds its declared files, and one beside it for what is exchanged. */
export interface Workspace {
  /** The working directory: the declared files at their paths, nothing else. */
  readonly code: string;
  readonly data: string;
  readonly spec: string;
  readonly model: string;
  readonly parameters: string;
  /** HOME and TMPDIR of the program. */
  readonly scratch: string;
}

/** Lays out a workspace in an empty folder. Throws `config` for a declared file that is not there. */
export async function layOut(
  root: string,
  declared: readonly string[],
  files: ReadonlyMap<string, Uint8Array>,
): Promise<Workspace> {
  const code = join(root, 'code');
  const workspace: Workspace = {
    code,
    data: join(root, 'input', 'train.parquet'),
    spec: join(root, 'input', 'spec.json'),
    model: join(root, 'output', 'model.onnx'),
    parameters: join(root, 'output', 'parameters.json'),
    scratch: join(root, 'scratch'),
  };
  for (const folder of ['code', 'input', 'output', 'scratch']) await mkdir(join(root, folder));
  for (const path of new Set(declared)) await writeCode(code, path, files.get(path));
  return workspace;
}

async function writeCode(code: string, path: string, bytes: Uint8Array | undefined): Promise<void> {
  if (bytes === undefined)
    throw new AvalError('config', {
      rule: 'command.fileMissing',
      message: `the training program's file "${path}" is not in the repository`,
      hint: 'train.files and train.lock name files, not folders.',
    });
  const file = join(code, path);
  if (!file.startsWith(code + sep))
    throw new AvalError('invariant', { rule: 'command.path', message: `"${path}" leads out of the workspace` });
  await mkdir(dirname(file), { recursive: true });
  await writeFile(file, bytes, { mode: 0o700 }); // any of them may be what is run
}
