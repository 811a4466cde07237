import type { Digest } from '../../src/core/digest.ts';
import { AvalError } from '../../src/core/errors.ts';
import { answerName } from '../../src/core/ledger/answer-file.ts';
import type { Package } from '../../src/core/registry/package.ts';
import { packageAmongFiles } from '../../src/core/registry/package-among-files.ts';
import { artifactOf } from '../../src/github/artifact.ts';
import { ReleaseSource } from '../../src/github/release-source.ts';
import type { AppRepository } from '../repository.ts';
import type { Landed } from './observe.ts';

/** Gives a package by its digest. */
export type PackageOf = (digest: Digest) => Promise<Package>;

/**
 * The package of a digest, verified: from a published release, else from the artifact of the run that was judged. Each is read once. Throws
 * `evidence` when it is nowhere: an artifact expires.
 */
export function packagesOf(repository: AppRepository, landed: Landed): PackageOf {
  const released = new ReleaseSource(repository.client, repository.where, landed.state);
  const known = new Map<Digest, Promise<Package>>();
  const find = async (digest: Digest): Promise<Package> => {
    const found = (await released.get(digest)) ?? (await fromRun(repository, landed, digest));
    if (found !== undefined) return found;
    throw new AvalError('evidence', {
      rule: 'release.package',
      message: `the package ${digest} is in no published release, and the artifact of its run is gone`,
      hint: 'Evaluate it again: open a pull request that touches the model, or run the workflow again.',
    });
  };
  return (digest) => {
    const standing = known.get(digest) ?? find(digest);
    known.set(digest, standing);
    return standing;
  };
}

async function fromRun(repository: AppRepository, { ledger }: Landed, digest: Digest): Promise<Package | undefined> {
  const uses = ledger.ledger.uses.filter(
    ({ closed }) => closed?.answer.outcome === 'evaluated' && closed.answer.package === digest,
  );
  for (const use of uses.reverse()) {
    const answer = use.closed?.answer;
    if (answer?.outcome !== 'evaluated') continue;
    const files = await artifactOf(repository, answer.run, answerName(use.digest));
    const item = files && packageAmongFiles(files);
    if (item?.digest === digest) return item;
  }
  return undefined;
}
