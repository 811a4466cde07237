import type * as z from 'zod';
import { canonicalJson } from '../digest.ts';
import { AvalError } from '../errors.ts';
import type { ModelFiles } from './engine.ts';

/** One model file of canonical JSON: equal models, equal bytes. */
export function writeModelJson(fileName: string, value: unknown): ModelFiles {
  return new Map([[fileName, new TextEncoder().encode(canonicalJson(value))]]);
}

/** Reads the only file of a model. Throws `evidence` for anything but UTF-8 JSON that the schema accepts, and for other files. */
export function readModelJson<S extends z.ZodType>(
  files: ModelFiles,
  fileName: string,
  schema: S,
  largestFile: number,
): z.output<S> {
  const bytes = files.get(fileName);
  if (!bytes || files.size !== 1) throw refused(fileName, `expected exactly this file, found ${names(files)}`);
  if (bytes.length > largestFile) throw refused(fileName, `${bytes.length} bytes, at most ${largestFile} are read`);
  const result = schema.safeParse(parseJson(fileName, bytes));
  if (result.success) return result.data;
  const issue = result.error.issues[0];
  throw refused(fileName, `${issue?.path.join('.') || 'the file'}: ${issue?.message ?? 'not valid'}`);
}

function parseJson(fileName: string, bytes: Uint8Array): unknown {
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
  } catch (cause) {
    throw refused(fileName, 'not JSON in UTF-8', { cause });
  }
}

/** The error for a model file that is not one of ours, or was changed. */
export function refused(fileName: string, what: string, options?: ErrorOptions): AvalError {
  return new AvalError(
    'evidence',
    {
      rule: 'model.file',
      message: `model/${fileName}: ${what}`,
      hint: 'The package was not written by this engine revision, or was changed. Fetch it again or retrain.',
    },
    options,
  );
}

function names(files: ModelFiles): string {
  return [...files.keys()].slice(0, 5).join(', ') || 'none';
}
