import { kinds } from '../../src/core/definitions/schemas.ts';
import { actionNames, actionPage } from './action-page.ts';
import { cliPage } from './cli-page.ts';
import { definitionDigestPage } from './definition-digest.ts';
import { definitionsPage } from './definitions-page.ts';
import { errorsPage } from './errors-page.ts';
import { formatsPage } from './formats-page.ts';
import { jsonSchemaOf } from './json-schema.ts';
import { kernelFiles } from './kernels.ts';
import { nativesPackage } from './natives.ts';

/** Every generated file by its path in the repository. */
export async function generatedFiles(): Promise<ReadonlyMap<string, string>> {
  return new Map([
    ...kinds.map((kind) => [`schemas/${fileName(kind)}.schema.json`, jsonSchemaOf(kind)] as const),
    ...actionNames.map((name) => [`actions/${name}/README.md`, actionPage(name)] as const),
    ['actions/natives/package.json', nativesPackage()],
    ...(await kernelFiles()),
    ['docs/reference/definition-digest.md', definitionDigestPage()],
    ['docs/reference/cli.md', cliPage()],
    ['docs/reference/definitions.md', definitionsPage()],
    ['docs/reference/formats.md', formatsPage()],
    ['docs/reference/errors.md', await errorsPage()],
  ]);
}

/** `FeatureView` → `feature-view`. */
function fileName(kind: string): string {
  return kind.replace(/(?<=[a-z])(?=[A-Z])/g, '-').toLowerCase();
}
