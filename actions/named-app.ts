import type { Tree } from '../src/core/definitions/definitions.ts';
import { appOf } from '../src/core/onboarding/app-line.ts';

/** The App that aval.yaml of a tree names; undefined where it names none, or is not there. */
export async function namedApp(tree: Tree): Promise<string | undefined> {
  const file = (await tree.read(['aval.yaml'])).get('aval.yaml');
  return file === undefined ? undefined : appOf(Buffer.from(file).toString('utf8'));
}
