import { unzipSync } from 'fflate';
import { AvalError } from '../core/errors.ts';
import type { AskedRepository } from './repository-client.ts';

type UnzipOptions = Parameters<typeof unzipSync>[1];

/** What an archive may hold at most: a stranger may have made it. */
const limits = { entries: 1100, bytes: 512 * 1024 * 1024, archive: 256 * 1024 * 1024, name: 200 };

/**
 * The files of a run's artifact, unpacked in memory; `folder`: those are all in it. Undefined when the run has none of that name, or it expired. Throws `evidence` for an
 * archive over the limits, or with a name that is not a plain file's.
 */
export async function artifactOf(
  { client, where }: AskedRepository,
  run: number,
  name: string,
  folder?: string,
): Promise<ReadonlyMap<string, Uint8Array> | undefined> {
  const { data } = await client.rest.actions.listWorkflowRunArtifacts({ ...where, run_id: run, name, per_page: 100 });
  const found = data.artifacts.find((artifact) => artifact.name === name && !artifact.expired);
  if (found === undefined) return undefined;
  if (found.size_in_bytes > limits.archive) throw refused(`${found.size_in_bytes} bytes are too many`);
  const { data: bytes } = await client.rest.actions.downloadArtifact({
    ...where,
    artifact_id: found.id,
    archive_format: 'zip',
  });
  return unpack(new Uint8Array(bytes as ArrayBuffer), folder); // this operation answers with the archive itself
}

/** Unpacks a zip archive whose entries are plain files: at its top, or all in the one folder of this name, which is left out of their names. */
export function unpack(archive: Uint8Array, folder?: string): ReadonlyMap<string, Uint8Array> {
  const prefix = folder === undefined ? '' : `${folder}/`;
  const names = new Set<string>();
  let bytes = 0;
  const files = opened(archive, {
    filter: ({ name, originalSize }) => {
      const plain = name.startsWith(prefix) ? name.slice(prefix.length) : '';
      if (!/^[A-Za-z0-9][A-Za-z0-9._-]*$/.test(plain) || plain.length > limits.name)
        throw refused(`the name ${JSON.stringify(name.slice(0, 80))}`);
      if (names.has(name)) throw refused(`${name} twice`);
      names.add(name);
      bytes += originalSize;
      if (names.size > limits.entries || bytes > limits.bytes) throw refused('too much in it');
      return true;
    },
  });
  const unpacked = new Map(Object.entries(files).map(([name, bytes]) => [name.slice(prefix.length), bytes]));
  const real = [...unpacked.values()].reduce((sum, file) => sum + file.length, 0);
  if (real > limits.bytes) throw refused('more in it than it says');
  return unpacked;
}

/** An archive that is broken makes the library throw errors of its own. */
function opened(archive: Uint8Array, options: UnzipOptions): Record<string, Uint8Array> {
  try {
    return unzipSync(archive, options);
  } catch (cause) {
    if (cause instanceof AvalError) throw cause;
    throw refused('it cannot be unpacked', { cause });
  }
}

function refused(what: string, options?: ErrorOptions): AvalError {
  const message = `the run's artifact is refused: ${what}`;
  return new AvalError('evidence', { rule: 'artifact.form', message }, options);
}
