import { execFileSync } from 'node:child_process';
import { digestOf } from '../../../src/core/digest.ts';
import { formatReleaseRecord } from '../../../src/core/registry/release-record.ts';
import { templateRepository } from '../../cli/aval.ts';
import type { TemporaryRepository } from '../../engines/git/temporary-repository.ts';

export const modelFile = 'models/credit-risk/model.yaml';
export const gatesFile = 'models/credit-risk/gates.yaml';
export const onlyPackage = (version: string) => digestOf(`package ${version}`);

export const deployment = (version: string, digest: string = onlyPackage(version), model = 'credit-risk'): string =>
  `apiVersion: aval/v1\nkind: Deployment\nmodel: ${model}\nversion: "${version}"\ndigest: ${digest}\n`;

/** The template's models on main, with releases of credit-risk that were never trained. */
export async function repositoryWithReleases(): Promise<TemporaryRepository> {
  const repository = await templateRepository();
  for (const version of ['1.0.0', '1.1.0']) tagRelease(repository, version, digestOf(`definition ${version}`));
  return repository;
}

export function tagRelease({ root }: TemporaryRepository, version: string, definition: string): void {
  const message = formatReleaseRecord({
    subject: `credit-risk ${version}: made for a test`,
    package: onlyPackage(version),
    definition: definition as ReturnType<typeof digestOf>, // a digest by its callers
    recipe: digestOf('recipe'),
    evidence: digestOf(`evidence ${version}`),
  });
  execFileSync('git', ['tag', '-a', '--cleanup=verbatim', '-F', '-', `credit-risk@v${version}`], {
    cwd: root,
    input: message,
  });
}
