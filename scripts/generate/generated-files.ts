import { kinds } from '../../src/core/definitions/schemas.ts';
import { actionNames, actionPage } from './action-page.ts';
import { cliPage } from './cli-page.ts';
import { coveragePage } from './coverage-page.ts';
import { definitionDigestPage } from './definition-digest.ts';
import { definitionsPage } from './definitions-page.ts';
import { errorsPage } from './errors-page.ts';
import { formatsPage } from './formats-page.ts';
import { jsonSchemaOf } from './json-schema.ts';
import { linearKernels } from './linear-kernels.ts';
import { metricsPage } from './metrics-page.ts';
import { nativesPackage } from './natives.ts';
import { powerPage } from './power-page.ts';
import { treeKernels } from './tree-kernels.ts';

/** Every generated file by its path in the repository. */
export async function generatedFiles(): Promise<ReadonlyMap<string, string>> {
  return new Map([
    ...kinds.map((kind) => [`schemas/${fileName(kind)}.schema.json`, jsonSchemaOf(kind)] as const),
    ...actionNames.map((name) => [`actions/${name}/README.md`, actionPage(name)] as const),
    ['actions/natives/package.json', nativesPackage()],
    ...(await linearKernels()),
    ...(await treeKernels()),
    ['docs/reference/definition-digest.md', definitionDigestPage()],
    ['docs/reference/cli.md', cliPage()],
    ['docs/reference/definitions.md', definitionsPage()],
    ['docs/reference/metrics.md', metricsPage()],
    ['docs/reference/coverage.md', coveragePage()],
    ['docs/reference/power.md', powerPage()],
    ['docs/reference/formats.md', formatsPage()],
    ['docs/reference/errors.md', await errorsPage()],
  ]);
}

/** `FeatureView` → `feature-view`. */
function fileName(kind: string): string {
  return kind.replace(/(?<=[a-z])(?=[A-Z])/g, '-').toLowerCase();
}
