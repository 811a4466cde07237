import { readdir, readFile } from 'node:fs/promises';
import { join, relative } from 'node:path';
import { AvalError } from '../src/core/errors.ts';
import type { Evidence } from '../src/core/gate/evidence.ts';
import { parseEvidence } from '../src/core/gate/parse-evidence.ts';

/**
 * Every evidence.json below a folder, by model: what the jobs of a pull request's own run left. Files of other names are not looked at. Throws
 * `evidence` for what is no evidence, for a model's second, and for one that says more of itself than such a run can know.
 */
export async function claimedEvidence(folder: string): Promise<ReadonlyMap<string, Evidence>> {
  const found = new Map<string, Evidence>();
  const entries = await readdir(folder, { recursive: true, withFileTypes: true }).catch(absentFolder);
  for (const entry of entries) {
    if (!entry.isFile() || entry.name !== 'evidence.json') continue;
    const file = join(entry.parentPath, entry.name);
    const evidence = parseEvidence(await readFile(file), relative(folder, file));
    const { model, level, tier, ledger } = evidence;
    if (found.has(model)) throw refused('twice', `there is evidence of ${model} twice`);
    if (level !== 'claimed' || tier !== 'dev' || ledger !== undefined)
      throw refused(
        'level',
        `the evidence of ${model} calls itself ${level}, on ${tier} rows; here it can only be claimed, on dev rows`,
      );
    found.set(model, evidence);
  }
  return found;
}

function absentFolder(error: unknown): [] {
  if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return [];
  throw error;
}

function refused(what: 'twice' | 'level', message: string): AvalError {
  return new AvalError('evidence', { rule: `evidence.${what}`, message });
}
