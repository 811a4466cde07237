import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { canonicalJson } from '../../src/core/digest.ts';
import { AvalError } from '../../src/core/errors.ts';
import type { Evidence } from '../../src/core/gate/evidence.ts';
import { isSealed } from '../../src/core/gate/seal.ts';
import { type AnswerFile, answerFileName, parseAnswerFile } from '../../src/core/ledger/answer-file.ts';
import { levelOf, namedPackage, tierOf } from '../../src/core/ledger/entry.ts';
import type { Use } from '../../src/core/ledger/ledger.ts';
import { assetName } from '../../src/core/registry/asset-name.ts';
import type { Package } from '../../src/core/registry/package.ts';
import { manifestBytes, parseManifest } from '../../src/core/registry/package-manifest.ts';
import { verifyPackage } from '../../src/core/registry/package-verify.ts';

/** An answer that was looked through, with the run that gave it, and its package. */
export interface CollectedAnswer {
  readonly file: AnswerFile;
  readonly package?: Package;
}

/** Reads what the evaluating process left and holds it to what was asked. Throws `evidence` for anything else; nothing of it is handed out then. */
export async function collectAnswer(
  folder: string,
  { digest, reserved }: Use,
  run: NonNullable<Evidence['run']>,
): Promise<CollectedAnswer> {
  const file = parseAnswerFile(await readFile(join(folder, answerFileName)));
  if (file.entry !== digest) throw other('another entry');
  if (file.answer.outcome === 'refused') return { file };
  const { evidence } = file.answer;
  const item = await packageIn(folder);
  const { challenger, model, tier, level, ledger } = evidence;
  if (model !== reserved.model || challenger.definition !== reserved.definition) throw other('another definition');
  if (challenger.package !== item.digest || item.manifest.definition !== reserved.definition)
    throw other('another package');
  const named = namedPackage(reserved);
  if (named !== undefined && item.digest !== named) throw other('another package');
  if (tier === 'vault' && !isSealed(evidence)) throw other('more');
  if (tier !== tierOf(reserved) || level !== levelOf(reserved) || ledger?.entry !== digest) throw other('another tier');
  return { file: { ...file, answer: { outcome: 'evaluated', evidence: { ...evidence, run } } }, package: item };
}

async function packageIn(folder: string): Promise<Package> {
  const manifest = await readFile(join(folder, 'manifest.json'));
  const files = new Map<string, Uint8Array>();
  for (const { path } of parseManifest(manifest).files) files.set(path, await readFile(join(folder, assetName(path))));
  return verifyPackage(manifest, files);
}

/** Writes the folder that becomes the run's artifact; the answer goes last. */
export async function writeAnswer(folder: string, { file, package: item }: CollectedAnswer): Promise<void> {
  const bytes = new TextEncoder().encode(`${canonicalJson(file)}\n`);
  parseAnswerFile(bytes); // the run's own part goes through the same form
  if (item !== undefined) {
    await writeFile(join(folder, 'manifest.json'), manifestBytes(item.manifest));
    for (const [path, bytes] of item.files) await writeFile(join(folder, assetName(path)), bytes);
  }
  await writeFile(join(folder, answerFileName), bytes);
}

function other(what: string): AvalError {
  return new AvalError('evidence', {
    rule: 'holdout.answer',
    message: `the evaluation answered ${what} than was asked for`,
  });
}
